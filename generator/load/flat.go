package load

import (
	"maps"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// flat is a value in a form that is quick to read from the cache: all its
// strings behind each other, and all its numbers, the lengths of the strings
// among them. A text has dozens of small parts, each of which would cost the
// decoder more than its bytes do.
type flat struct {
	Text    string
	Numbers []int
}

// packer makes a flat.
type packer struct {
	text    strings.Builder
	numbers []int
}

func (p *packer) flat() flat { return flat{p.text.String(), p.numbers} }

func (p *packer) number(list ...int) { p.numbers = append(p.numbers, list...) }

func (p *packer) string(list ...string) {
	for _, s := range list {
		p.number(len(s))
		p.text.WriteString(s)
	}
}

// unpacker reads a flat in the order in which it was packed. One that is not
// what was packed gives zero values, and is broken.
type unpacker struct {
	flat
	broken bool
}

func (u *unpacker) number() int {
	if len(u.Numbers) == 0 {
		u.broken = true
		return 0
	}
	n := u.Numbers[0]
	u.Numbers = u.Numbers[1:]
	return n
}

// count is a number of things that have at least one number each.
func (u *unpacker) count() int {
	n := u.number()
	if n < 0 || n > len(u.Numbers) {
		u.broken = true
		return 0
	}
	return n
}

func (u *unpacker) string() string {
	n := u.number()
	if n < 0 || n > len(u.Text) {
		u.broken = true
		return ""
	}
	s := u.Text[:n]
	u.Text = u.Text[n:]
	return s
}

// whole reports whether all was read, and nothing else.
func (u *unpacker) whole() bool { return !u.broken && len(u.Numbers) == 0 && u.Text == "" }

// packMarkup leaves out Sum, which names the text, File of positions, and Writing.
func packMarkup(m *model.Markup) flat {
	var p packer
	p.string(m.Excerpt)
	p.number(bit(m.Empty), m.Weight, len(m.Headings))
	for _, h := range m.Headings {
		p.string(h.ID, h.Text)
		p.number(h.Level, h.Line)
	}
	p.number(len(m.Links))
	for _, l := range m.Links {
		p.string(l.Dest, l.Alt, l.Title)
		p.number(bit(l.Picture), l.Pos.Line, l.Pos.Col)
	}
	return p.flat()
}

func unpackMarkup(f flat, file string) (m model.Markup, ok bool) {
	u := unpacker{flat: f}
	m.Excerpt = u.string()
	m.Empty, m.Weight = u.number() == 1, u.number()
	m.Headings = some[model.Heading](u.count())
	for i := range m.Headings {
		h := &m.Headings[i]
		h.ID, h.Text = u.string(), u.string()
		h.Level, h.Line = u.number(), u.number()
	}
	m.Links = some[model.Link](u.count())
	for i := range m.Links {
		l := &m.Links[i]
		l.Dest, l.Alt, l.Title = u.string(), u.string(), u.string()
		l.Picture = u.number() == 1
		l.Pos = model.Pos{File: file, Line: u.number(), Col: u.number()}
	}
	return m, u.whole()
}

func packWriting(w model.Writing) flat {
	var p packer
	p.string(w.Plain, w.Folded)
	p.body(w.Page)
	p.body(w.Feed)
	return p.flat()
}

func unpackWriting(f flat) (w model.Writing, ok bool) {
	u := unpacker{flat: f}
	w.Plain, w.Folded = u.string(), u.string()
	w.Page, w.Feed = u.body(), u.body()
	return w, u.whole()
}

func (p *packer) body(b model.Body) {
	p.number(len(b.Parts))
	p.string(b.Parts...)
	for _, s := range b.Slots {
		p.number(int(s.Kind), s.Index)
	}
}

func (u *unpacker) body() (b model.Body) {
	b.Parts = some[string](u.count())
	for i := range b.Parts {
		b.Parts[i] = u.string()
	}
	b.Slots = some[model.Slot](len(b.Parts) - 1)
	for i := range b.Slots {
		b.Slots[i] = model.Slot{Kind: model.SlotKind(u.number()), Index: u.number()}
	}
	return b
}

// packLines packs where keys stand in one file.
func packLines(lines map[string]model.Pos) flat {
	var p packer
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		p.string(key)
		p.number(lines[key].Line, lines[key].Col)
	}
	return p.flat()
}

func unpackLines(f flat, file string) map[string]model.Pos {
	u := unpacker{flat: f}
	lines := make(map[string]model.Pos, len(f.Numbers)/3)
	for len(u.Numbers) > 0 && !u.broken {
		lines[u.string()] = model.Pos{File: file, Line: u.number(), Col: u.number()}
	}
	return lines
}

// some is a list of n elements, or nil.
func some[T any](n int) []T {
	if n <= 0 {
		return nil
	}
	return make([]T, n)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
