package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// both writes HTML that pages and feeds share.
func (j *job) both(html string) {
	j.page.str(html)
	j.feed.str(html)
}

// inlines writes the inline nodes below n.
func (j *job) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		j.inline(c)
	}
}

func (j *job) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		j.textNode(n)
	case *ast.String:
		j.bytes(n.Value)
	case *ast.CodeSpan:
		j.codeSpan(n)
	case *ast.Emphasis:
		j.element([...]string{1: "em", 2: "strong"}[n.Level], n)
	case *extast.Strikethrough:
		j.element("del", n)
	case *ast.Link:
		j.link(n)
	case *ast.AutoLink:
		j.autolink(n)
	case *ast.Image:
		j.image(n)
	case *ast.RawHTML:
		j.pieces(n)
	case *ruby:
		j.ruby(n)
	case *extast.TaskCheckBox:
		j.checkbox(n)
	case *extast.FootnoteLink:
		j.noteReference(n)
	case *extast.FootnoteBacklink:
		j.noteBacklink(n)
	default:
		j.inlines(n)
	}
}

// words writes text, and possible breaks into a heading.
func (j *job) words(s string) { j.bytes([]byte(s)) }

// bytes is words for text that is bytes already.
func (j *job) bytes(s []byte) {
	for len(j.breaks) > 0 && j.breaks[0] < j.said+len(s) {
		n := j.breaks[0] - j.said
		j.breaks = j.breaks[1:]
		if n < 0 { // inside the words of a picture
			continue
		}
		j.say(s[:n])
		j.page.str("<wbr>")
		s = s[n:]
	}
	j.say(s)
}

// say writes text that does not break.
func (j *job) say(s []byte) {
	j.escape(s)
	j.said += len(s)
	if !j.muted {
		j.text = append(j.text, s...)
	}
}

// escape writes text to both fragments.
func (j *job) escape(s []byte) {
	start := len(j.page.html)
	j.page.html = appendEscaped(j.page.html, s)
	j.feed.html = append(j.feed.html, j.page.html[start:]...)
}

func (j *job) element(tag string, n ast.Node) {
	j.both("<" + tag + ">")
	j.inlines(n)
	j.both("</" + tag + ">")
}

func (j *job) textNode(n *ast.Text) {
	j.bytes(textOf(n, j.src))
	switch {
	case n.HardLineBreak():
		j.both("<br>\n")
		j.said++
		j.text = append(j.text, '\n')
	case n.SoftLineBreak():
		j.both("\n")
		j.said++
		if n := len(j.text); n > 0 && j.text[n-1] != '\n' {
			j.text = append(j.text, ' ')
		}
	}
}

// codeSpan writes code as it is but for line ends, which are spaces.
func (j *job) codeSpan(n *ast.CodeSpan) {
	j.both("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		value := string(c.(*ast.Text).Segment.Value(j.src))
		if last := len(value) - 1; last >= 0 && value[last] == '\n' {
			value = value[:last] + " "
		}
		j.words(value)
	}
	j.both("</code>")
}

func (j *job) ruby(n *ruby) {
	j.both("<ruby>")
	for _, p := range n.pairs {
		j.words(p.base)
		rt := "<rp>（</rp><rt>" + escaped(p.reading) + "</rt><rp>）</rp>"
		j.both(rt)
	}
	j.both("</ruby>")
	j.rubyText(false)
	j.text = append(j.text, n.reading()...)
	j.rubyText(true)
}

// checkbox writes the state of a task as a sign: an <input> would need a label
// on a page and is thrown away by feed readers.
func (j *job) checkbox(n *extast.TaskCheckBox) {
	sign, name, class := "☐ ", j.labels.Open, "task"
	if n.IsChecked {
		sign, name, class = "☑ ", j.labels.Done, "task done"
	}
	j.page.str(`<span class="` + class + `" role="img" aria-label="` + escaped(name) + `"></span> `)
	j.feed.str(sign)
	j.text = append(j.text, sign...)
}

// noteID returns the id of the nth reference to a footnote. No slug contains a
// colon, so no heading has it.
func noteID(footnote, nth int) string {
	id := "fnref:" + strconv.Itoa(footnote)
	if nth > 0 {
		id += ":" + strconv.Itoa(nth+1)
	}
	return id
}

func (j *job) noteReference(n *extast.FootnoteLink) {
	if j.outline {
		return
	}
	number := strconv.Itoa(n.Index)
	j.page.id(`<sup class="fnref" id="`, noteID(n.Index, n.RefIndex))
	j.page.id(`><a href="#`, "fn:"+number)
	j.page.str(` role="doc-noteref" aria-label="` + escaped(j.labels.Footnotes) + " " + number + `">` + number + "</a></sup>")
	j.feed.str("<sup>" + number + "</sup>")
}

func (j *job) noteBacklink(n *extast.FootnoteBacklink) {
	j.page.id(` <a class="fnback" href="#`, noteID(n.Index, n.RefIndex))
	j.page.str(` role="doc-backlink" aria-label="` + escaped(j.labels.Back) + `">↩︎</a>`)
}
