package text

import (
	"strings"
	"unicode"
)

// breaks reports for every rune of a line whether a new line may begin there.
// A model proposes, the rules of writing dispose, and what is left is made to
// fit the lines of a phone.
func breaks(line []rune) []bool {
	may := japanese().borders(line)
	for i := 1; i < len(line); i++ {
		switch {
		case isForbidden(line, i):
			may[i] = false
		case isNatural(line, i):
			may[i] = true
		case may[i]:
			may[i] = !isTorn(line, i)
		}
	}
	joinBrackets(line, may)
	joinFragments(line, may)
	splitLong(line, may)
	return may
}

// isForbidden reports whether no line may ever begin at i: within a word or
// number, before what may not begin a line, after what may not end one.
func isForbidden(line []rune, i int) bool {
	before, after := line[i-1], line[i]
	switch {
	case after == ' ', unicode.IsMark(after), unicode.Is(unicode.Cf, after), unicode.Is(unicode.Cf, before):
		return true
	case closerOf(before) != 0, strings.ContainsRune(neverFirst, after):
		return true
	case before == ' ':
		return isUnit(line, i) || isLeaning(line, i)
	case closerOf(after) != 0 && IsWide(after):
		return false
	case !IsWide(before) && !IsWide(after):
		return true
	case unicode.IsDigit(before):
		return unicode.IsLetter(after)
	case unicode.IsDigit(after):
		return strings.ContainsRune("年月第約各毎", before) || endsWith(line[:i], "分の")
	}
	return false
}

// neverFirst may not begin a line (JIS X 4051).
const neverFirst = "、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥〜～％℃,.:;?!)]}%"

// isUnit reports whether the space before i holds a name and its number
// together, or a number and its unit: PHP 8.3, 30 GB.
func isUnit(line []rune, i int) bool {
	const short = 10
	name, rest := line[:i-1], line[i:]
	for len(name) > 0 && ' ' == name[len(name)-1] {
		name = name[:len(name)-1]
	}
	begin := len(name)
	for begin > 0 && isLatin(name[begin-1]) {
		begin--
	}
	end := 0
	for end < len(rest) && isLatin(rest[end]) {
		end++
	}
	name, rest = name[begin:], rest[:end]
	if len(name) == 0 || len(rest) == 0 || len(name)+len(rest) > short+5 {
		return false
	}
	return unicode.IsDigit(rest[0]) || unicode.IsDigit(name[len(name)-1]) && len(rest) <= 4
}

// isLatin reports whether r belongs to a word or number of narrow characters.
func isLatin(r rune) bool { return r > ' ' && !IsWide(r) }

// isNatural reports whether any reader would begin a line at i, if it is not
// forbidden.
func isNatural(line []rune, i int) bool {
	switch before, after := line[i-1], line[i]; {
	case before == ' ', closerOf(after) != 0:
		return true
	case strings.ContainsRune("、。！？", before):
		return true
	case before == 'に' && (after == 'な' || after == 'し'):
		return endsWith(line[:i], "ように")
	case before == 'て' && !isHiragana(after) || after == 'お' || after == 'ご':
		return endsWithAny(line[:i], compoundParticles)
	}
	return false
}

// compoundParticles end in て and are a phrase's end.
var compoundParticles = []string{"について", "によって", "において", "に対して", "に関して", "に応じて", "に基づいて", "にもとづいて", "にとって", "として"}

// isTorn reports whether the model's border at i tears a word from what leans
// on it, or a word in two.
func isTorn(line []rune, i int) bool {
	return isLeaning(line, i) || isCompoundVerb(line, i)
}

// isLeaning reports whether a particle or an auxiliary begins at i.
func isLeaning(line []rune, i int) bool {
	before, rest := line[i-1], line[i:]
	switch {
	case beginsWithAny(rest, leaning):
		return true
	case strings.ContainsRune(particles, rest[0]) && (len(rest) == 1 || !isHiragana(rest[1])):
		return true
	case before == 'に':
		return beginsWithAny(rest, afterNi)
	case before == 'と':
		return beginsWithAny(rest, afterTo)
	case !isHiragana(before):
		return beginsWithAny(rest, afterNoun)
	}
	return false
}

// particles are those of one kana.
const particles = "をはがにでともへのやか"

var (
	// leaning words lean on whatever is before them.
	leaning = []string{"を", "だけ", "など", "まで", "から", "では", "には", "とは", "へは", "への", "での", "との", "にて", "にくい", "にくく", "です", "でした", "ます", "ました", "ません", "られ", "すぎ", "ながら", "やすい", "やすく"}
	// afterNi, afterTo and afterNoun lean on に, と and nouns.
	afterNi   = []string{"つい", "つき", "よっ", "より", "よる", "おい", "おけ", "対し", "対す", "関し", "関す", "応じ", "基づ", "もとづ", "伴", "とって", "くく", "くい", "くか"}
	afterTo   = []string{"し", "す", "いう", "いった", "とも"}
	afterNoun = []string{"する", "すれ", "した", "して", "しま", "しな", "され", "させ", "せず", "として", "について", "によ", "において", "における"}
)

// isCompoundVerb reports whether i is between the verbs of a compound: 切り替え,
// 取り消し, 絞り込み.
func isCompoundVerb(line []rune, i int) bool {
	return i >= 2 && i+1 < len(line) &&
		isKanji(line[i-2]) && strings.ContainsRune("きぎしじちみびりいえけげせねべめれ", line[i-1]) &&
		strings.ContainsRune("替込出合付消取上下直戻返換継扱越止抜当切回入落続始終過忘添", line[i]) && isHiragana(line[i+1])
}

func isHiragana(r rune) bool { return 'ぁ' <= r && r <= 'ゟ' }

func endsWith(line []rune, s string) bool {
	return strings.HasSuffix(string(line[max(0, len(line)-8):]), s)
}

func endsWithAny(line []rune, words []string) bool {
	for _, w := range words {
		if endsWith(line, w) {
			return true
		}
	}
	return false
}

func beginsWithAny(line []rune, words []string) bool {
	begin := string(line[:min(len(line), 6)])
	for _, w := range words {
		if strings.HasPrefix(begin, w) {
			return true
		}
	}
	return false
}
