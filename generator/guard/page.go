package guard

import (
	"path"
	"strings"

	"kaizen/generator/model"
)

// Page is an output file as Read prepares it for Output and Search.
// It is immutable.
type Page struct {
	path string
	data string
	text string // plain
}

// Read prepares an output file: markup cut out (what stands in attributes and
// comments is kept behind the text), entities, percent-encoding and JSON
// escapes decoded, character forms folded. Of feeds and JSON files the HTML
// inside is treated in the same way. Pictures, fonts and archives are empty.
func Read(path string, data []byte) *Page {
	p := &Page{path: path, data: string(data)}
	p.text = p.data
	for _, step := range peeling(path) {
		p.text = step(p.text, false).s
	}
	return p
}

// peeling returns the steps that make a file plain, by its ending.
func peeling(name string) []func(s string, track bool) plain {
	type steps = []func(string, bool) plain
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm", ".svg":
		return steps{cutTags, unwrap}
	case ".xml", ".rss", ".atom", ".opml":
		return steps{cutTags, unwrap, cutTags, unwrap}
	case ".json", ".webmanifest", ".jsonld":
		return steps{unwrap, cutTags, unwrap}
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".pdf", ".zip", ".gz", ".br", ".mp4", ".webm":
		return steps{func(string, bool) plain { return plain{} }}
	}
	return steps{unwrap}
}

// places returns for spans of the page's text, in rising order, the lines and
// columns of the file where they begin. It reads the file anew, so that files
// in which nothing is found need not remember where everything stood.
func (p *Page) places(ms []match) []place {
	if len(ms) == 0 {
		return nil
	}
	var layers []plain
	s := p.data
	for _, step := range peeling(p.path) {
		layer := step(s, true)
		layers = append(layers, layer)
		s = layer.s
	}
	places := make([]place, len(ms))
	for i, m := range ms {
		start, end := m.start, m.end
		for l := len(layers) - 1; l >= 0; l-- {
			start, end = layers[l].span(start, end)
		}
		pos := position{text: p.data, line: 1, col: 1}
		places[i].line, places[i].col = pos.at(start)
	}
	return places
}

type place struct{ line, col int }

// Output returns what the rules of level error find in an output file or its
// path, each value once; what a record may show is in allowed, by hash.
// Warnings are for sources only.
func (s *Scanner) Output(p *Page, allowed map[string]bool) []model.Problem {
	var ps []model.Problem
	for _, m := range s.deny(p.path) {
		if v := m.finding(); !allowed[v.Sha] {
			ps = append(ps, v.problem(p.path, 0, 0))
		}
	}
	seen := map[string]bool{}
	var ms []match
	for _, m := range s.deny(p.text) {
		if key := m.rule.String() + " " + m.value; !seen[key] && !allowed[Sha(m.value)] {
			seen[key] = true
			ms = append(ms, m)
		}
	}
	for i, at := range p.places(ms) {
		ps = append(ps, ms[i].finding().problem(p.path, at.line, at.col))
	}
	return ps
}
