package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// prepare goes once over the tree before anything is written: it joins lines,
// links addresses after Japanese text, and finds what the author should know.
func (j *job) prepare(root ast.Node) {
	j.surveyHeadings(root)
	j.prepareBlock(root)
}

func (j *job) prepareBlock(n ast.Node) {
	j.checkHTML(n)
	if holdsInlines(n) {
		j.checkLines(n)
		joiner := lineJoiner{src: j.src}
		j.prepareInlines(n, &joiner, false)
		return
	}
	for c := range children(n) {
		switch c := c.(type) {
		case *ast.Heading:
			j.checkHeading(c)
		case *ast.Blockquote:
			j.checkAlert(c)
		case *extast.Table:
			j.findCaption(c)
		}
		j.prepareBlock(c)
	}
}

// holdsInlines reports whether the children of n are inline nodes.
func holdsInlines(n ast.Node) bool {
	c := n.FirstChild()
	return c != nil && c.Type() == ast.TypeInline
}

// prepareInlines tells the joiner every leaf below n, and links addresses in
// text that is in no link yet.
func (j *job) prepareInlines(n ast.Node, joiner *lineJoiner, linked bool) {
	for c := range children(n) {
		switch c := c.(type) {
		case *ast.Text:
			if !linked {
				for _, t := range j.linkAddresses(c) {
					joiner.text(t)
				}
				continue
			}
			joiner.text(c)
		case *ast.CodeSpan:
			j.prepareInlines(c, joiner, true)
		case *ast.AutoLink:
			joiner.say(c.Label(j.src))
			j.checkAddressEnd(c)
		case *ruby:
			joiner.say([]byte(c.base()))
		case *ast.RawHTML:
			if isBreak(j.html[c]) {
				joiner.wall()
			}
		case *extast.FootnoteLink, *extast.FootnoteBacklink:
		case *ast.Image:
			joiner.wall()
		case *ast.Link:
			j.checkHTML(c)
			j.prepareInlines(c, joiner, true)
		default:
			j.checkHTML(c)
			j.prepareInlines(c, joiner, linked)
		}
	}
}

func isBreak(pieces []piece) bool {
	return len(pieces) == 1 && pieces[0].tag != nil && pieces[0].tag.name == "br"
}

// surveyHeadings looks at all headings before any is judged: it takes the ids
// that the author gave, so that no other heading gets one of them, and moves
// the levels as Options.TopHeading wants.
func (j *job) surveyHeadings(root ast.Node) {
	headings, top := headingsIn(root), 6
	for _, h := range headings {
		top = min(top, h.Level)
		if id, ok := explicitID(h); ok && !j.ids.claim(id) {
			j.problem(h.Pos(), duplicateID(id))
			h.RemoveAttributes()
		}
	}
	if j.o.TopHeading > 0 {
		for _, h := range headings {
			h.Level = min(h.Level-top+j.o.TopHeading, 6)
		}
		top = j.o.TopHeading
	}
	j.level = top - 1
}

// headingsIn returns the headings below n, in order.
func headingsIn(n ast.Node) []*ast.Heading {
	var headings []*ast.Heading
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if h, ok := c.(*ast.Heading); ok {
			headings = append(headings, h)
		} else if c.Type() == ast.TypeBlock {
			headings = append(headings, headingsIn(c)...)
		}
	}
	return headings
}

// checkHeading finds headings that skip a level, and attributes we don't keep.
func (j *job) checkHeading(n *ast.Heading) {
	if n.Level > j.level+1 {
		j.problem(n.Pos(), skippedLevel(j.level, n.Level))
	}
	j.level = n.Level
	for _, a := range n.Attributes() {
		if _, ok := explicitID(n); string(a.Name) != "id" || !ok {
			j.problem(n.Pos(), droppedAttribute(string(a.Name)))
		}
	}
}

// checkAlert finds block quotations that were meant to be alerts.
func (j *job) checkAlert(n *ast.Blockquote) {
	p, ok := n.FirstChild().(*ast.Paragraph)
	if _, isAlert := alertOf(n); isAlert || !ok || p.Lines().Len() == 0 {
		return
	}
	first := p.Lines().At(0)
	line := bytes.TrimSpace(first.Value(j.src))
	if word, ok := alertWord(line); ok {
		j.problem(first.Start, unknownAlert(word))
		return
	}
	if inner, ok := bytes.CutPrefix(line, []byte("[!")); ok {
		word, _, closed := bytes.Cut(inner, []byte("]"))
		if _, known := alertKindOf(string(word)); closed && known {
			j.problem(first.Start, alertNotAlone(string(word)))
		}
	}
}

// checkTargets finds links within the text that lead nowhere.
func (j *job) checkTargets() {
	for _, t := range j.targets {
		if !j.ids.taken[t.id] {
			j.problem(t.pos, unknownTarget(t.id, j.ids.taken))
		}
	}
}
