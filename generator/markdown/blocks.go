package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"kaizen/generator/text"
)

// blocks writes the block nodes below n.
func (j *job) blocks(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		j.block(c)
	}
}

func (j *job) block(n ast.Node) {
	start := len(j.text)
	switch n := n.(type) {
	case *ast.Paragraph:
		j.paragraph(n)
	case *ast.TextBlock:
		j.textBlock(n)
	case *ast.Heading:
		j.heading(n)
	case *ast.ThematicBreak:
		j.both("<hr>\n")
	case *ast.CodeBlock:
		j.codeBlock(n, codeInfo{})
		j.aside(start)
	case *ast.FencedCodeBlock:
		j.codeBlock(n, j.codeInfo(n))
		j.aside(start)
	case *ast.Blockquote:
		j.quotation(n)
	case *ast.List:
		j.list(n)
	case *ast.HTMLBlock:
		j.htmlBlock(n)
	case *ast.LinkReferenceDefinition:
	case *extast.Table:
		j.table(n)
		j.aside(start)
	case *extast.DefinitionList:
		j.container("dl", "\n", n)
	case *extast.DefinitionTerm:
		j.both("<dt>")
		j.inlines(n)
		j.both("</dt>\n")
		j.endLine()
	case *extast.DefinitionDescription:
		j.definition(n)
	case *extast.FootnoteList:
		j.footnotes(n)
		j.aside(start)
	default:
		j.inline(n)
	}
}

// endLine ends a line of the plain text.
func (j *job) endLine() {
	if n := len(j.text); n > 0 && j.text[n-1] != '\n' {
		j.text = append(j.text, '\n')
	}
}

// container writes an element around the blocks below n; inner follows its
// start tag.
func (j *job) container(tag, inner string, n ast.Node) {
	j.both("<" + tag + ">" + inner)
	j.blocks(n)
	j.both("</" + tag + ">\n")
}

func (j *job) paragraph(n *ast.Paragraph) {
	if j.isCaption(n) {
		return
	}
	start := len(j.text)
	if j.figure(n) || j.pair(n) {
		j.aside(start)
		return
	}
	j.both("<p>")
	j.inlines(n)
	j.both("</p>\n")
	j.endLine()
	if picturesOnly(n) {
		j.aside(start)
	}
}

// picturesOnly reports whether a paragraph shows pictures and says nothing.
func picturesOnly(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Image:
		case *ast.Link:
			if !picturesOnly(c) {
				return false
			}
		case *ast.Text:
			if c.Segment.Len() > 0 {
				return false
			}
		default:
			return false
		}
	}
	return n.HasChildren()
}

func (j *job) textBlock(n *ast.TextBlock) {
	j.inlines(n)
	j.endLine()
	if n.NextSibling() != nil && n.FirstChild() != nil {
		j.both("\n")
	}
}

func (j *job) list(n *ast.List) {
	tag, start := "ul", ""
	if n.IsOrdered() {
		tag = "ol"
		if n.Start != 1 {
			start = ` start="` + strconv.Itoa(n.Start) + `"`
		}
	}
	j.both("<" + tag + start)
	j.page.str(taskClass(n))
	j.both(">\n")
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		j.both("<li>")
		if first := item.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			j.both("\n")
		}
		j.blocks(item)
		j.both("</li>\n")
	}
	j.both("</" + tag + ">\n")
}

// taskClass returns the attribute of a list whose items are tasks.
func taskClass(n *ast.List) string {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if first := item.FirstChild(); first != nil {
			if _, ok := first.FirstChild().(*extast.TaskCheckBox); ok {
				return ` class="tasks"`
			}
		}
	}
	return ""
}

func (j *job) quotation(n *ast.Blockquote) {
	kind, ok := alertOf(n)
	if !ok {
		j.container("blockquote", "\n", n)
		return
	}
	label := kind.label(j.labels)
	j.page.str(`<div class="alert alert-` + string(kind) + `" role="note"><b><svg viewBox="0 0 20 20" aria-hidden="true">` +
		kind.icon() + `</svg>` + escaped(label) + "</b>\n")
	j.feed.str("<blockquote>\n<p><strong>" + escaped(label) + "</strong></p>\n")
	start := len(j.text)
	j.text = append(j.text, label...)
	j.endLine()
	j.aside(start)
	j.blocks(n)
	j.page.str("</div>\n")
	j.feed.str("</blockquote>\n")
}

func (j *job) definition(n *extast.DefinitionDescription) {
	j.both("<dd>")
	if !n.IsTight {
		j.both("\n")
	}
	j.blocks(n)
	j.both("</dd>\n")
}

func (j *job) footnotes(n *extast.FootnoteList) {
	j.page.str("<div class=\"footnotes\">\n<ol>\n")
	j.feed.str("<hr>\n<ol>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		note := c.(*extast.Footnote)
		j.page.id(`<li id="`, "fn:"+strconv.Itoa(note.Index))
		j.page.str(">\n")
		j.feed.str("<li>\n")
		j.blocks(note)
		j.both("</li>\n")
	}
	j.page.str("</ol>\n</div>\n")
	j.feed.str("</ol>\n")
}

// heading writes a heading with its id and the link to it, and notes it for
// the table of contents.
func (j *job) heading(n *ast.Heading) {
	h := Heading{Level: n.Level, ID: j.headingID(n), HTML: j.headingHTML(n)}
	h.Line, _ = j.place(n.Pos())
	tag := "h" + strconv.Itoa(n.Level)
	j.page.id("<"+tag+` id="`, h.ID)
	j.page.str(">")
	j.feed.str("<" + tag + ">")
	start := len(j.text)
	j.startPhrases(n)
	j.inlines(n)
	j.breaks = nil
	h.Text = strings.TrimSpace(string(j.text[start:]))
	j.page.id(`<a class="anchor" href="#`, text.Fragment(h.ID))
	j.page.str(` aria-label="` + escaped(strings.ReplaceAll(j.labels.Section, "{heading}", h.Text)) + `">#</a></` + tag + ">\n")
	j.feed.str("</" + tag + ">\n")
	j.endLine()
	j.aside(start)
	j.result.Headings = append(j.result.Headings, h)
}

// headingID returns the id that the author gave the heading, or its slug.
func (j *job) headingID(n *ast.Heading) string {
	if id, ok := explicitID(n); ok {
		return id
	}
	return j.ids.counted(slug(j.plain(n)))
}

// explicitID returns the id from {#id} after a heading.
func explicitID(n *ast.Heading) (string, bool) {
	v, ok := n.AttributeString("id")
	if !ok {
		return "", false
	}
	id, ok := v.([]byte)
	return string(id), ok && isID(string(id))
}

// isID reports whether s can be an id that needs no quoting anywhere and
// collides with none of ours.
func isID(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || strings.ContainsRune("\"'<>&#%:\u3000", r) || isControl(r)
	})
}

// startPhrases finds where the lines of a heading may break, before it is
// written.
func (j *job) startPhrases(n *ast.Heading) {
	j.breaks, j.said = nil, 0
	if j.o.Phrases == nil || n.Level > 3 {
		return
	}
	at := 0
	for _, phrase := range j.o.Phrases(j.plain(n)) {
		if at > 0 {
			j.breaks = append(j.breaks, at)
		}
		at += len(phrase)
	}
}

// headingHTML returns the inline HTML of a heading without links and notes.
func (j *job) headingHTML(n *ast.Heading) string {
	page, feed, text, asides, readings := j.page, j.feed, j.text, j.asides, j.readings
	j.page, j.feed, j.text, j.outline = &builder{}, &builder{}, nil, true
	j.startPhrases(n)
	j.inlines(n)
	html := string(j.page.html)
	j.page, j.feed, j.text, j.asides, j.readings = page, feed, text, asides, readings
	j.outline, j.breaks = false, nil
	return html
}
