package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"kaizen/generator/text"
)

// slug returns the id of a heading: its letters, digits and marks of every
// script, lower case, with - for spaces; "section" if nothing is left. It
// depends on the heading alone, so it is stable when others come and go.
func slug(heading string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(text.NFKC(heading)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case unicode.IsSpace(r) || r == '-':
			gap = true
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

// ids hands out the ids of one text.
type ids struct {
	taken map[string]bool
	next  map[string]int // the number to try next for a base
}

// claim takes id, and reports false if it is taken already.
func (d *ids) claim(id string) bool {
	if d.taken[id] {
		return false
	}
	if d.taken == nil {
		d.taken, d.next = map[string]bool{}, map[string]int{}
	}
	d.taken[id] = true
	return true
}

// counted takes base, or base-2, base-3 and so on, and returns what it took.
func (d *ids) counted(base string) string {
	id, n := base, max(d.next[base], 2)
	for ; !d.claim(id); n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	d.next[base] = n
	return id
}
