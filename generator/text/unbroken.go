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
		case spacesBreak && line[i-1] == ' ' && !isUnit(line, i):
			continue
		}
		span := wordsAround(line, i)
		if last := len(spans) - 1; span[0] <= end && last >= 0 {
			spans[last][1] = span[1]
		} else {
			spans = append(spans, span)
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
	case after == ' ', closerOf(before) != 0, strings.ContainsRune(neverFirst, after):
		return false
	case before == ' ':
		return true
	case before == '-' || before == '‐':
		begin, end := latinAround(line, i)
		return end-begin <= longestToken
	}
	return (IsWide(before) || IsWide(after)) && !(isWordRune(before) && isWordRune(after))
}

// longestToken is the length, in characters, up to which hyphenated words are
// kept whole.
const longestToken = 10

// wordsAround returns the Latin words before and after i together, or no more
// than the two characters at i if one line might not hold them.
func wordsAround(line []rune, i int) [2]int {
	begin, end := latinAround(line, i)
	if !fits(line, begin, end) {
		begin, end = i-1, i+1
	}
	for begin > 0 && isJoined(line[begin-1], line[begin]) {
		begin--
	}
	for end < len(line) && isJoined(line[end-1], line[end]) {
		end++
	}
	return [2]int{begin, end}
}

// latinAround returns where the Latin words begin and end that meet at i, or
// something too long for any line.
func latinAround(line []rune, i int) (begin, end int) {
	begin, end = i-1, i+1
	for begin > 0 && i-begin <= lineColumns && isLatin(line[begin-1]) && !IsWide(line[begin]) {
		begin--
	}
	for end < len(line) && end-i <= lineColumns && isLatin(line[end]) && isLatin(line[end-1]) {
		end++
	}
	return begin, end
}
