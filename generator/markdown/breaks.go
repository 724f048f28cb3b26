package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"kaizen/generator/text"
)

// lineJoiner removes the line breaks that Japanese writing has for the
// author's comfort only: a browser would show each as a gap. It is told the
// leaves of one block in order, through whatever emphasis and links they are
// in, and so knows both characters beside a break.
type lineJoiner struct {
	src     []byte
	last    rune      // before the place reached; 0 where nothing joins
	pending *ast.Text // ends in a break, and what follows is not known yet
}

// text is told the next text node.
func (l *lineJoiner) text(t *ast.Text) {
	value := textOf(t, l.src)
	l.say(value)
	switch {
	case t.HardLineBreak():
		l.wall()
	case t.SoftLineBreak():
		l.pending = t
	}
}

// say is told the next words, of whatever node.
func (l *lineJoiner) say(words []byte) {
	if len(words) == 0 {
		return
	}
	if l.pending != nil {
		if first, _ := utf8.DecodeRune(words); joins(l.last, first) {
			l.pending.SetSoftLineBreak(false)
		}
		l.pending = nil
	}
	l.last = lastBase(words, l.last)
}

// wall is told of something that is no text, such as a picture.
func (l *lineJoiner) wall() { l.last, l.pending = 0, nil }

// lastBase returns the last character of words that is no variation selector;
// before if there is none.
func lastBase(words []byte, before rune) rune {
	for len(words) > 0 {
		r, n := utf8.DecodeLastRune(words)
		if !isTextSelector(r) && !isIdeographicSelector(r) && r != '\uFE0F' {
			return r
		}
		words = words[:len(words)-n]
	}
	return before
}

// joins reports whether a line break between a and b is to vanish: both are
// Japanese, or one is Japanese punctuation. What is neither wide nor narrow by
// itself, such as … and emoji, goes with a Japanese neighbour.
func joins(a, b rune) bool {
	if a == 0 || b == 0 || unicode.Is(unicode.Hangul, a) || unicode.Is(unicode.Hangul, b) {
		return false
	}
	ja, jb := text.IsJapanese(a), text.IsJapanese(b)
	switch {
	case ja && jb:
		return true
	case ja:
		return util.IsPunctRune(a) || goesAlong(b)
	case jb:
		return util.IsPunctRune(b) || goesAlong(a)
	}
	return false
}

// goesAlong reports whether r is set like the Japanese character beside it.
func goesAlong(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.Is(unicode.Quotation_Mark, r) &&
		(text.IsAmbiguous(r) || text.IsWide(r))
}
