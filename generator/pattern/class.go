package pattern

import (
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// A class is a set of characters.
type class struct {
	ascii [2]uint64
	wide  func(r rune) bool // for the characters beyond ASCII
	not   int               // the one ASCII character outside the class, if it has all others; or -1
}

func (c *class) hasASCII(b byte) bool { return c.ascii[b>>6]>>(b&63)&1 != 0 }

func (c *class) has(r rune) bool {
	if r < utf8.RuneSelf {
		return c.hasASCII(byte(r))
	}
	return c.wide(r)
}

// classOf returns the class that a node of the family of one character, all
// but one character, or a set matches.
func (c *compiler) classOf(n *syntax.RegexNode) *class {
	var key string
	switch {
	case n.IsOneFamily():
		key = "one " + string(n.Ch)
	case n.IsNotoneFamily():
		key = "not " + string(n.Ch)
	default:
		key = "set " + string(n.Set.Hash())
	}
	if known := c.classes[key]; known != nil {
		return known
	}
	cl := &class{not: -1}
	ch := n.Ch
	switch {
	case n.IsOneFamily():
		cl.wide = func(r rune) bool { return r == ch }
	case n.IsNotoneFamily():
		cl.wide = func(r rune) bool { return r != ch }
		if ch < utf8.RuneSelf {
			cl.not = int(ch)
		}
	default:
		cl.wide = n.Set.Contains
	}
	for r := range rune(utf8.RuneSelf) {
		if cl.wide(r) {
			cl.ascii[r>>6] |= 1 << (r & 63)
		}
	}
	c.classes[key] = cl
	return cl
}

// firsts is what can follow where a node begins to match: bytes, anything
// beyond ASCII, and perhaps nothing at all.
type firsts struct {
	ascii [2]uint64
	wide  bool
	any   bool // the rest can match without looking at a character
}

var anything = firsts{any: true}

func (f firsts) has(b byte) bool {
	return f.any || b >= utf8.RuneSelf && f.wide || b < utf8.RuneSelf && f.ascii[b>>6]>>(b&63)&1 != 0
}

func (f firsts) or(g firsts) firsts {
	return firsts{ascii: [2]uint64{f.ascii[0] | g.ascii[0], f.ascii[1] | g.ascii[1]}, wide: f.wide || g.wide, any: f.any || g.any}
}

// at reports whether a match can go on at a position of a text.
func (f *firsts) at(text string, p int) bool {
	return f.any || p < len(text) && f.has(text[p])
}

func firstOfRune(r rune) firsts {
	var f firsts
	if r >= utf8.RuneSelf {
		f.wide = true
	} else {
		f.ascii[r>>6] = 1 << (r & 63)
	}
	return f
}

func (c *class) first() firsts { return firsts{ascii: c.ascii, wide: true} }
