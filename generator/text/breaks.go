package text

import (
	"slices"
	"strings"
	"unicode"
)

// breaks reports for every rune of a line whether a new line may begin there.
// The model proposes, the rules of writing dispose, and what is left is made to
// fit the lines of a phone.
func breaks(line []rune) []bool {
	may := proposed(line)
	for i := 1; i < len(line); i++ {
		switch {
		case isForbidden(line, i):
			may[i] = false
		case isNatural(line, i):
			may[i] = true
		case may[i]:
			may[i] = !isLeaning(line, i) && !isWithinWord(line, i)
		}
	}
	joinBrackets(line, may)
	joinNames(line, may)
	joinFragments(line, may)
	splitLong(line, may)
	return may
}

// proposed returns the borders that the model sees. It has learnt from text
// without spaces, so each piece between spaces is shown to it by itself.
func proposed(line []rune) []bool {
	may := make([]bool, 0, len(line))
	for len(may) < len(line) {
		rest := line[len(may):]
		end := slices.IndexFunc(rest, isBlank) + 1
		if end == 0 {
			end = len(rest)
		}
		may = append(may, japanese().borders(rest[:end])...)
	}
	return may
}

// isForbidden reports whether no line may ever begin at i: within a word or
// number, before what may not begin a line, after what may not end one.
func isForbidden(line []rune, i int) bool {
	before, after := line[i-1], line[i]
	switch {
	case isBlank(after), isJoined(before, after), closerOf(before) != 0, strings.ContainsRune(neverFirst, after):
		return true
	case isBlank(before):
		return isUnit(line, i) || isLeaning(line, i)
	case closerOf(after) != 0 && IsWide(after):
		return false
	case !IsWide(before) && !IsWide(after):
		return true
	case unicode.IsDigit(before):
		return unicode.IsLetter(after)
	case unicode.IsDigit(after):
		return strings.ContainsRune("年月第約各毎〜～", before) || endsWith(line[:i], "分の")
	}
	return false
}

// neverFirst may not begin a line (JIS X 4051).
const neverFirst = "、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥〜～％℃,.:;?!)]}%"

// isJoined reports whether two runes are, or may be, one character.
func isJoined(before, after rune) bool {
	return after > unicode.MaxLatin1 && unicode.In(after, unicode.M, unicode.Cf, unicode.Sk) ||
		before > unicode.MaxLatin1 && unicode.Is(unicode.Cf, before)
}

// isUnit reports whether the space before i holds a name and its number
// together, or a number and its unit: PHP 8.3, 30 GB.
func isUnit(line []rune, i int) bool {
	const long = 16
	end := i
	for end < len(line) && isLatin(line[end]) && end-i < long {
		end++
	}
	begin := i - 1
	for begin > 0 && isLatin(line[begin-1]) && i-begin < long {
		begin--
	}
	name, number := line[begin:i-1], line[i:end]
	if len(name) == 0 || len(number) == 0 || end-begin >= long {
		return false
	}
	return unicode.IsDigit(number[0]) || unicode.IsDigit(name[len(name)-1]) && slices.Contains(units, string(number))
}

var units = []string{"KB", "MB", "GB", "TB", "ms", "px", "kbps", "Mbps", "Gbps", "MHz", "GHz"}

// isNatural reports whether any reader would begin a line at i, if that is not
// forbidden.
func isNatural(line []rune, i int) bool {
	switch before, after := line[i-1], line[i]; {
	case isBlank(before), closerOf(after) != 0, strings.ContainsRune("、。・", before):
		return true
	case before == '！' || before == '？':
		return !isLeaning(line, i)
	case isHiragana(before) && isLatin(after):
		return unicode.IsLetter(after) && !strings.ContainsRune("おご", before)
	case before == 'に' && (after == 'な' || after == 'し'):
		return endsWith(line[:i], "ように")
	case before == 'て' && (!isHiragana(after) || after == 'お' || after == 'ご'):
		return endsWithAny(line[:i], compoundParticles)
	}
	return false
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
	leaning = []string{
		"を", "だけ", "など", "まで", "から", "では", "には", "とは", "へは", "への", "での", "との", "にて", "のみ", "ごと", "ずつ",
		"ので", "のに", "にくい", "にくく", "やすい", "やすく", "すぎ", "ながら", "です", "でした", "ます", "ました", "ません", "られ",
	}
	// afterNi, afterTo and afterNoun lean on に, on と and on nouns.
	afterNi   = []string{"つい", "つき", "よっ", "より", "よる", "おい", "おけ", "対し", "対す", "関し", "関す", "応じ", "基づ", "もとづ", "伴", "とって", "くく", "くい", "くか"}
	afterTo   = []string{"し", "す", "いう", "いった", "とも"}
	afterNoun = []string{"する", "すれ", "した", "して", "しま", "しな", "され", "させ", "せず", "として", "について", "によ", "において", "における"}
	// compoundParticles are the end of a phrase.
	compoundParticles = []string{"について", "によって", "において", "に対して", "に関して", "に応じて", "に基づいて", "にもとづいて", "にとって", "として"}
)

// isWithinWord reports whether i is within a word that the model does not know:
// one of the few in oneWord, or a verb made of two, such as 切り替え.
func isWithinWord(line []rune, i int) bool {
	for _, w := range oneWord {
		for at := 1; at < len(w); at++ {
			if i >= at && hasPrefix(line[i-at:], w) {
				return true
			}
		}
	}
	return i >= 2 && i+1 < len(line) &&
		isKanji(line[i-2]) && strings.ContainsRune(verbStems, line[i-1]) &&
		strings.ContainsRune(secondVerbs, line[i]) && isHiragana(line[i+1])
}

var oneWord = [][]rune{[]rune("もとづ"), []rune("いくつか"), []rune("なお、"), []rune("間違"), []rune("上書き")}

const (
	verbStems   = "きぎしじちみびりいえけげせねべめれ"
	secondVerbs = "替込出合付消取上下直戻返換継扱越止抜当切回入落続始終過忘添"
)

func hasPrefix(line, word []rune) bool {
	return len(line) >= len(word) && string(line[:len(word)]) == string(word)
}

func beginsWithAny(line []rune, words []string) bool {
	begin := string(line[:min(len(line), longestWord)])
	for _, w := range words {
		if strings.HasPrefix(begin, w) {
			return true
		}
	}
	return false
}

func endsWithAny(line []rune, words []string) bool {
	for _, w := range words {
		if endsWith(line, w) {
			return true
		}
	}
	return false
}

func endsWith(line []rune, word string) bool {
	return strings.HasSuffix(string(line[max(0, len(line)-longestWord):]), word)
}

// longestWord is the length of the longest word in the lists above.
const longestWord = 7
