package text

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Excerpt returns the beginning of a plain text in at most limit characters
// (see Graphemes): as many whole sentences as fit. If not even the first one
// fits it is cut after a clause or a phrase, outside of brackets if that leaves
// half of it, and … follows as one character more.
func Excerpt(s string, limit int) string {
	if limit <= 0 {
		return ""
	}
	var b strings.Builder
	room := limit
	for sentence := range sentences(s) {
		gap := gapAfter(b.String())
		size := Graphemes(gap + sentence)
		switch {
		case size <= room:
			b.WriteString(gap)
			b.WriteString(sentence)
			room -= size
		case b.Len() == 0:
			return clip(sentence, limit)
		default:
			return b.String()
		}
	}
	return b.String()
}

// gapAfter returns what stands between a text and the next sentence on its
// line: nothing at the beginning and after Japanese punctuation, else a space.
func gapAfter(s string) string {
	last, size := utf8.DecodeLastRuneInString(s)
	if size == 0 || IsWide(last) && !isWordRune(last) {
		return ""
	}
	return " "
}

// clip cuts a sentence of more than limit characters.
func clip(sentence string, limit int) string {
	line := []rune(sentence)
	mayBreak, closing := breaks(line), closings(line)
	var clause, outside, phrase, end int // where to cut, in bytes
	at, closed := 0, 0                   // in runes: the place, and where its brackets end
	graphemes := uniseg.NewGraphemes(sentence)
	for ; limit > 0 && graphemes.Next(); limit-- {
		for range graphemes.Runes() {
			if closing[at] > 0 {
				closed = max(closed, closing[at]+1)
			}
			at++
		}
		_, end = graphemes.Positions()
		if at == len(line) || !mayBreak[at] {
			continue
		}
		phrase = end
		if at < closed {
			continue
		}
		outside = end
		if line[at-1] == '、' {
			clause = end
		}
	}
	switch {
	case 2*clause >= end:
		end = clause
	case 2*outside >= end:
		end = outside
	case phrase > 0:
		end = phrase
	}
	return strings.TrimRight(sentence[:end], " 　、，,・：；:;") + "…"
}
