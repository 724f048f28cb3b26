package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// piece is a part of raw HTML: a tag, a comment, or the text between.
type piece struct {
	raw     []byte
	pos     int // offset of raw in the source
	tag     *tag
	comment bool
	literal bool // a tag that is shown as text
}

// tag is a start or end tag.
type tag struct {
	name    string // in lower case
	closing bool
	attrs   []attr
}

type attr struct{ name, value string }

var (
	tagPattern  = regexp.MustCompile(`^</?([a-zA-Z][a-zA-Z0-9-]*)((?:[ \t\n]+[a-zA-Z_:][a-zA-Z0-9_.:-]*(?:[ \t\n]*=[ \t\n]*(?:[^ \t\n"'=<>` + "`" + `]+|'[^']*'|"[^"]*"))?)*)[ \t\n]*/?>`)
	attrPattern = regexp.MustCompile(`([a-zA-Z_:][a-zA-Z0-9_.:-]*)(?:[ \t\n]*=[ \t\n]*([^ \t\n"'=<>` + "`" + `]+|'[^']*'|"[^"]*"))?`)
)

// scanPieces splits raw HTML. pos is the offset of raw in the source.
func scanPieces(raw []byte, pos int) []piece {
	var pieces []piece
	start, lastComment := 0, bytes.LastIndex(raw, []byte("-->"))
	add := func(end int, p piece) {
		p.raw, p.pos = raw[start:end], pos+start
		pieces = append(pieces, p)
		start = end
	}
	for i := 0; i < len(raw); {
		n, p := 0, piece{}
		if raw[i] == '<' {
			n, p = scanMarkup(raw[i:], i+2 <= lastComment)
		}
		if n == 0 {
			i++
			continue
		}
		if i > start {
			add(i, piece{})
		}
		i += n
		add(i, p)
	}
	if start < len(raw) {
		add(len(raw), piece{})
	}
	return pieces
}

// scanMarkup returns the tag or the comment at the start of s, and its length.
// commentEnds says that the end of a comment follows somewhere.
func scanMarkup(s []byte, commentEnds bool) (int, piece) {
	if bytes.HasPrefix(s, []byte("<!--")) {
		if !commentEnds {
			return 0, piece{}
		}
		return 2 + bytes.Index(s[2:], []byte("-->")) + 3, piece{comment: true}
	}
	m := tagPattern.FindSubmatchIndex(s[:min(len(s), maxTag)])
	if m == nil {
		return 0, piece{}
	}
	t := &tag{name: strings.ToLower(string(s[m[2]:m[3]])), closing: s[1] == '/'}
	for _, a := range attrPattern.FindAllSubmatch(s[m[4]:m[5]], -1) {
		t.attrs = append(t.attrs, attr{
			name:  strings.ToLower(string(a[1])),
			value: string(resolveReferences(bytes.Trim(a[2], `"'`))),
		})
	}
	return m[1], piece{tag: t}
}

// maxTag bounds the length of a tag, so that many unfinished ones cost little.
const maxTag = 2 << 10

// element says what an allowed element is.
type element struct {
	block bool // needs a line of its own
	void  bool // has no end tag
}

// allowed returns the element of that name that authors may write as HTML:
// what Markdown has no mark for.
func allowed(name string) (element, bool) {
	switch name {
	case "br", "wbr":
		return element{void: true}, true
	case "details", "summary":
		return element{block: true}, true
	case "kbd", "sub", "sup", "mark", "small", "ruby", "rb", "rt", "rp", "abbr", "span",
		"b", "strong", "i", "em", "s", "u", "del", "ins", "q", "cite", "dfn", "var", "samp", "code":
		return element{}, true
	}
	return element{}, false
}

// isActive reports whether an element can run something, load something or
// take input.
func isActive(name string) bool {
	switch name {
	case "script", "style", "iframe", "frame", "frameset", "form", "object", "embed", "applet", "base", "meta",
		"link", "input", "button", "select", "option", "textarea", "template", "svg", "math", "noscript", "portal",
		"video", "audio", "source", "canvas", "dialog", "slot":
		return true
	}
	return false
}

// keepsAttribute reports whether an attribute of an allowed element is written.
func keepsAttribute(element, name string) bool {
	switch name {
	case "lang", "dir", "title":
		return true
	case "open":
		return element == "details"
	}
	return false
}

// checkHTML splits the raw HTML among the children of parent and decides which
// tags are written as tags. A pair must have one parent, or elements would
// overlap.
func (j *job) checkHTML(parent ast.Node) {
	var open []*piece
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		pieces := j.piecesOf(c)
		for i := range pieces {
			open = j.checkTag(&pieces[i], open, c.Type() == ast.TypeInline)
		}
	}
	for _, p := range open {
		p.literal = true
		j.problem(p.pos, unclosedTag(p.tag.name))
	}
}

// piecesOf splits a node of raw HTML, and remembers the pieces for writing.
func (j *job) piecesOf(n ast.Node) []piece {
	var pieces []piece
	switch n := n.(type) {
	case *ast.RawHTML:
		pieces = scanPieces(n.Segments.Value(j.src), n.Segments.At(0).Start)
	case *ast.HTMLBlock:
		raw := linesOf(n, j.src)
		if n.HasClosure() {
			raw = append(raw, n.ClosureLine.Value(j.src)...)
		}
		pieces = scanPieces(raw, n.Pos())
		if bytes.HasPrefix(bytes.TrimLeft(raw, " "), []byte("<!--")) && !bytes.Contains(raw, []byte("-->")) {
			j.problem(n.Pos(), unclosedComment())
		}
	default:
		return nil
	}
	if j.html == nil {
		j.html, j.refused = map[ast.Node][]piece{}, map[string]bool{}
	}
	j.html[n] = pieces
	return pieces
}

// checkTag decides about one piece, given the start tags still open, and
// returns those open after it.
func (j *job) checkTag(p *piece, open []*piece, inline bool) []*piece {
	if p.tag == nil {
		return open
	}
	el, ok := allowed(p.tag.name)
	switch {
	case !ok || el.block && inline || j.hasHandler(p):
		p.literal = true
		j.refuse(p, ok && el.block)
		return open
	case el.void:
		return open
	case !p.tag.closing:
		return append(open, p)
	}
	for i, o := range slices.Backward(open) {
		if o.tag.name != p.tag.name {
			continue
		}
		for _, between := range open[i+1:] {
			between.literal = true
			j.problem(between.pos, unclosedTag(between.tag.name))
		}
		return open[:i]
	}
	p.literal = true
	if !j.refused[p.tag.name] {
		j.problem(p.pos, unopenedTag(p.tag.name))
	}
	return open
}

// hasHandler reports whether a tag has an attribute that runs something, and
// makes problems of those that are not written.
func (j *job) hasHandler(p *piece) bool {
	for _, a := range p.tag.attrs {
		if strings.HasPrefix(a.name, "on") {
			return true
		}
		if _, ok := allowed(p.tag.name); ok && !keepsAttribute(p.tag.name, a.name) {
			j.problem(p.pos, droppedAttribute(a.name))
		}
	}
	return false
}

// refuse makes a problem of a tag that is shown as text.
func (j *job) refuse(p *piece, misplaced bool) {
	name := p.tag.name
	switch {
	case misplaced:
		j.problem(p.pos, ownLine(name))
	case p.tag.closing && j.refused[name]:
	case isActive(name) || slices.ContainsFunc(p.tag.attrs, isActiveAttribute):
		j.problem(p.pos, activeContent(string(p.raw)))
	default:
		j.problem(p.pos, shownAsText(string(p.raw)))
	}
	j.refused[name] = true
}

func isActiveAttribute(a attr) bool {
	s, ok := scheme(a.value)
	return strings.HasPrefix(a.name, "on") || ok && activeScheme(s)
}

// pieces writes a node of raw HTML.
func (j *job) pieces(n ast.Node) {
	for _, p := range j.html[n] {
		switch {
		case p.comment:
		case p.tag == nil:
			j.bytes(resolveReferences(p.raw))
		case p.literal:
			j.bytes(p.raw)
		default:
			j.tag(p.tag)
		}
	}
}

// htmlBlock writes a block of raw HTML: as a paragraph if only text is left of
// it, and not at all if nothing is.
func (j *job) htmlBlock(n *ast.HTMLBlock) {
	var words []byte
	for _, p := range j.html[n] {
		switch {
		case p.comment:
		case p.tag == nil:
			words = append(words, resolveReferences(p.raw)...)
		case p.literal:
			words = append(words, p.raw...)
		default:
			j.pieces(n)
			j.endLine()
			return
		}
	}
	if words = bytes.TrimSpace(words); len(words) > 0 {
		j.both("<p>")
		j.bytes(words)
		j.both("</p>\n")
		j.endLine()
	}
}

// rubyText puts a reading in brackets. One reading may be inside another.
func (j *job) rubyText(closing bool) {
	if !closing {
		if j.readingDepth == 0 {
			j.readingStart = len(j.text)
		}
		j.readingDepth++
		j.text = append(j.text, "（"...)
		return
	}
	j.text = append(j.text, "）"...)
	if j.readingDepth--; j.readingDepth > 0 {
		return
	}
	aside := span{j.readingStart, len(j.text)}
	j.asides = append(j.asides, aside)
	j.readings = append(j.readings, strings.Trim(string(j.text[aside.start:aside.end]), "（）"))
}

// tag writes a tag that is allowed.
func (j *job) tag(t *tag) {
	switch t.name {
	case "br":
		j.text = append(j.text, '\n')
	case "rp":
		j.muted = !t.closing
	case "rt":
		j.rubyText(t.closing)
	}
	if t.closing {
		j.both("</" + t.name + ">")
		return
	}
	j.both("<" + t.name)
	for _, a := range t.attrs {
		switch {
		case !keepsAttribute(t.name, a.name):
		case a.value == "":
			j.both(" " + a.name)
		default:
			j.both(" " + a.name + `="` + escaped(a.value) + `"`)
		}
	}
	j.both(">")
}
