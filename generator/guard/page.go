package guard

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Page is an output file as Read prepares it for Output and Search.
type Page struct {
	path string
	data []byte
	text string // plain
}

// Read prepares an output file: markup cut out (what stands in attributes and
// comments is kept behind the text), entities, percent-encoding and JSON
// escapes decoded, character forms folded. Of feeds and JSON files the HTML
// inside is treated in the same way. Pictures, fonts and archives are empty.
//
// The page is there for use alone: another file is read into the same room.
func Read(path string, data []byte, use func(*Page)) {
	r := rooms.Get().(*room)
	defer r.leave()
	text := view(data)
	for _, step := range peeling(path) {
		text = step(r, text, false).s
	}
	use(&Page{path: path, data: data, text: text})
}

// Format names what Read takes a file for: its ending, in small letters.
func Format(name string) string { return strings.ToLower(path.Ext(name)) }

// peeling returns the steps that make a file plain, by its format.
func peeling(name string) []func(r *room, s string, track bool) plain {
	type steps = []func(*room, string, bool) plain
	cutTags, unwrap := (*room).cutTags, (*room).unwrap
	switch Format(name) {
	case ".html", ".htm", ".svg":
		return steps{cutTags, unwrap}
	case ".xml", ".rss", ".atom", ".opml":
		return steps{cutTags, unwrap, cutTags, unwrap}
	case ".json", ".webmanifest", ".jsonld":
		return steps{unwrap, cutTags, unwrap}
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".pdf", ".zip", ".gz", ".br", ".mp4", ".webm":
		return steps{func(*room, string, bool) plain { return plain{} }}
	}
	return steps{unwrap}
}

// origins returns where in the file spans of the page's text begin, in the
// order of the file. It reads the file anew, so that the many files in which
// nothing is found need not remember where everything stood.
func (p *Page) origins(spans []Span) []origin {
	if len(spans) == 0 {
		return nil
	}
	data := string(p.data)
	layers := []plain{{s: data}}
	for _, peel := range peeling(p.path) {
		layers = append(layers, peel(new(room), layers[len(layers)-1].s, true))
	}
	origins := make([]origin, len(spans))
	for i, at := range spans {
		start, end := at.Start, at.End
		for _, layer := range slices.Backward(layers[1:]) {
			start, end = layer.span(start, end)
		}
		origins[i] = origin{span: i, offset: start}
	}
	slices.SortFunc(origins, func(a, b origin) int { return cmp.Compare(a.offset, b.offset) })
	pos := position{text: data, line: 1, col: 1}
	for i := range origins {
		origins[i].line, origins[i].col = pos.at(origins[i].offset)
	}
	return origins
}

// origin is where a span begins in a file.
type origin struct {
	span      int // its index
	offset    int // in bytes
	line, col int
}

// Output returns what the rules of level error find in an output file or its
// path, each value once; what a record may show is in allowed, by hash.
// Warnings are for sources only.
func (s *Scanner) Output(p *Page, allowed map[string]bool) []Sighting {
	var seen []Sighting
	sight := func(v Finding, line, col int) {
		seen = append(seen, Sighting{Rule: v.Rule, output: p.path, line: line, col: col, sha: v.Sha, finding: v})
	}
	for _, m := range s.deny(p.path) {
		if v := m.finding(); !allowed[v.Sha] {
			sight(v, 0, 0)
		}
	}
	type value struct {
		rule ruleID
		text string
	}
	known := map[value]bool{}
	var found []Finding
	var spans []Span
	for _, m := range s.deny(p.text) {
		if v := (value{m.rule, m.value}); !known[v] {
			known[v] = true
			if f := m.finding(); !allowed[f.Sha] {
				found = append(found, f)
				spans = append(spans, Span{m.start, m.end})
			}
		}
	}
	for _, at := range p.origins(spans) {
		sight(found[at.span], at.line, at.col)
	}
	return seen
}
