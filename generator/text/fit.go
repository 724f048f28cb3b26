package text

import "strings"

// lineColumns is what the line of a heading holds on the narrowest phone
// (320 px): ten full-width characters.
const lineColumns = 20

// joinBrackets keeps a short bracket with its contents and its particle.
func joinBrackets(line []rune, may []bool) {
	for begin, closer := range closings(line) {
		if closer == 0 {
			continue
		}
		end := phraseEnd(may, closer)
		if Columns(string(line[begin:end])) <= lineColumns {
			clear(may[begin+1 : end])
		}
	}
}

// joinFragments joins phrases too short to stand at the border of a bracket or
// at all.
func joinFragments(line []rune, may []bool) {
	begin := 0
	for begin < len(line) {
		end := phraseEnd(may, begin)
		if end == len(line) {
			return
		}
		next := phraseEnd(may, end)
		if isFragment(line[begin:end], line[end:next]) && Columns(string(line[begin:next])) <= lineColumns {
			may[end] = false
			continue
		}
		begin = end
	}
}

// isFragment reports whether one of two neighbours is too short without the
// other: a bracket with less than three characters, a phrase of one character, a noun made of a verb
// (支払い) before the noun that it belongs to.
func isFragment(phrase, next []rune) bool {
	n := len(phrase)
	switch {
	case closerOf(phrase[0]) != 0:
		return n <= 3
	case len(next) == 1:
		return true
	}
	return n <= 4 && n >= 2 && isKanji(phrase[n-2]) && phrase[n-1] == 'い' && isKanji(next[0])
}

// phraseEnd returns where the phrase that holds i ends.
func phraseEnd(may []bool, i int) int {
	for i++; i < len(may) && !may[i]; i++ {
	}
	return i
}

// splitLong splits phrases that no phone's line holds where the script
// changes within them, as near to the middle as can be.
func splitLong(line []rune, may []bool) {
	for begin := 0; begin < len(line); {
		end := phraseEnd(may, begin)
		if Columns(string(line[begin:end])) > lineColumns {
			if at := seam(line, begin, end); at > 0 {
				may[at] = true
				continue
			}
		}
		begin = end
	}
}

// seam returns the change of script nearest to the middle of line[begin:end],
// or 0.
func seam(line []rune, begin, end int) int {
	best := 0
	for i := begin + 2; i < end-1; i++ {
		if !isForbidden(line, i) && isSeam(line, i) && abs(2*i-begin-end) < abs(2*best-begin-end) {
			best = i
		}
	}
	return best
}

// isSeam reports whether two words of a compound meet at i, which their scripts
// tell: サーバー|移転, ダウンロード|できる.
func isSeam(line []rune, i int) bool {
	if i < 2 || i+1 >= len(line) {
		return false
	}
	before, after := scriptOf(line[i-1]), scriptOf(line[i])
	switch {
	case before == 0 || before == after || scriptOf(line[i-2]) != before:
		return false
	case after == 0:
		return beginsWithAny(line[i:], []string{"でき", "いた"})
	}
	return scriptOf(line[i+1]) == after || isHiragana(line[i+1]) && !strings.ContainsRune(particles, line[i+1])
}

// scriptOf tells the scripts apart that words other than verbs and particles
// are written in; 0 is none of them.
func scriptOf(r rune) int {
	switch {
	case isKanji(r):
		return 1
	case isKana(r) && !isHiragana(r):
		return 2
	case isLatin(r):
		return 3
	}
	return 0
}
