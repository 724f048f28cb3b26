package text

import "strings"

// Unbroken returns the parts of a phrase, from byte to byte and in order, that
// browsers would break in spite of word-break: keep-all: UTF-8 after the
// hyphen, 」と after the bracket, PHP 8.3 at the space. In a phrase without
// Japanese the spaces between words may break.
func Unbroken(phrase string) [][2]int {
	line := []rune(phrase)
	spacesBreak := !hasJapanese(line)
	var spans [][2]int // in runes
	for i, end := 1, 0; i < len(line); i++ {
		switch {
		case i < end, !browsersBreak(line, i):
			continue
		case spacesBreak && isBlank(line[i-1]) && !isUnit(line, i):
			continue
		}
		span, last := wordsAround(line, i), len(spans)-1
		switch {
		case last < 0 || span[0] > end:
			spans = append(spans, span)
		case fits(line, spans[last][0], span[1]):
			spans[last][1] = span[1]
		default: // too long a chain: it may break here
			continue
		}
		end = span[1]
	}
	if spans != nil {
		at := offsets(phrase)
		for i, span := range spans {
			spans[i] = [2]int{at[span[0]], at[span[1]]}
		}
	}
	return spans
}

// browsersBreak reports whether a browser breaks a line before i by itself: it
// keeps letters together, but not letters and signs.
func browsersBreak(line []rune, i int) bool {
	before, after := line[i-1], line[i]
	switch {
	case isBlank(after), closerOf(before) != 0, strings.ContainsRune(neverFirst, after):
		return false
	case isBlank(before) && isLatin(after):
		begin, end := latinAround(line, i)
		return fits(line, begin, end)
	case isBlank(before):
		return true
	case before == '-' || before == '‐':
		begin, end := latinAround(line, i)
		return end-begin <= longestToken
	}
	return (IsWide(before) || IsWide(after)) && !(isWordRune(before) && isWordRune(after))
}

const (
	longestToken = 10 // characters of a hyphenated word that is kept whole
	longestName  = 20 // characters to either side that are looked at
)

// wordsAround returns the Latin words before and after i together, or no more
// than the two characters at i if one line might not hold them.
func wordsAround(line []rune, i int) [2]int {
	begin, end := latinAround(line, i)
	if !fits(line, begin, end) {
		begin, end = i-1, i+1
	}
	for begin > 0 && i-begin <= longestName && isJoined(line[begin-1], line[begin]) {
		begin--
	}
	for end < len(line) && end-i <= longestName && isJoined(line[end-1], line[end]) {
		end++
	}
	return [2]int{begin, end}
}

// latinAround returns where the Latin words begin and end that meet at i, or
// something too long for any line.
func latinAround(line []rune, i int) (begin, end int) {
	begin, end = i-1, i+1
	for begin > 0 && i-begin <= longestName && isLatin(line[begin-1]) && !IsWide(line[begin]) {
		begin--
	}
	for end < len(line) && end-i <= longestName && isLatin(line[end]) && isLatin(line[end-1]) {
		end++
	}
	return begin, end
}
