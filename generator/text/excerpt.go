package text

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Excerpt returns the beginning of a plain text in at most limit characters
// (graphemes, see Graphemes): as many whole sentences as fit. If not even the
// first one fits it is cut after a clause or a phrase, outside of brackets if
// there is such a place in its second half, and … is added to the limit.
func Excerpt(s string, limit int) string {
	if limit <= 0 {
		return ""
	}
	var b strings.Builder
	room := limit
	for sentence := range sentences(s) {
		gap := gapBetween(b.String(), sentence)
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

// gapBetween returns what stands between two sentences on one line: nothing
// after Japanese punctuation, else a space.
func gapBetween(before, after string) string {
	rs := []rune(before)
	if len(rs) == 0 || IsWide(rs[len(rs)-1]) && !isWordRune(rs[len(rs)-1]) {
		return ""
	}
	return " "
}

// clip cuts a sentence of more than limit characters.
func clip(sentence string, limit int) string {
	rs := []rune(sentence)
	mayBreak, closing := breaks(rs), closings(rs)
	var comma, outside, phrase, end, next int // bytes; next is past the bracket we are in
	at := 0                                   // in runes
	graphemes := uniseg.NewGraphemes(sentence)
	for ; limit > 0 && graphemes.Next(); limit-- {
		for range graphemes.Runes() {
			if closing[at] > 0 {
				next = max(next, closing[at]+1)
			}
			at++
		}
		_, end = graphemes.Positions()
		if at == len(rs) || !mayBreak[at] {
			continue
		}
		phrase = end
		if at < next {
			continue
		}
		outside = end
		if r := rs[at-1]; r == '、' || r == '，' {
			comma = end
		}
	}
	for _, cut := range []int{comma, outside, phrase, end} {
		if 2*cut >= end {
			return strings.TrimRight(sentence[:cut], " 　、，,・：；:;") + "…"
		}
	}
	return ""
}
