package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func (j *job) table(n *extast.Table) {
	caption, label := j.captions[n], j.captions[n]
	if label == "" {
		label = j.labels.Table + ": " + j.columns(n)
	}
	j.page.str(`<div class="tablewrap" tabindex="0" role="region" aria-label="` + escaped(label) + "\">\n")
	j.both("<table>\n")
	if caption != "" {
		j.both("<caption>")
		j.words(caption)
		j.both("</caption>\n")
		j.endLine()
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		head, body := c.Kind() == extast.KindTableHeader, c.Kind() == extast.KindTableRow
		if head {
			j.both("<thead>\n")
		} else if body && c.PreviousSibling().Kind() == extast.KindTableHeader {
			j.both("<tbody>\n")
		}
		j.row(c, head)
		if head {
			j.both("</thead>\n")
		} else if c.NextSibling() == nil {
			j.both("</tbody>\n")
		}
	}
	j.both("</table>\n")
	j.page.str("</div>\n")
}

func (j *job) row(n ast.Node, head bool) {
	tag := "td"
	if head {
		tag = "th"
	}
	j.both("<tr>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		class, align := alignment(c.(*extast.TableCell).Alignment)
		j.page.str("<" + tag + class + ">")
		j.feed.str("<" + tag + align + ">")
		j.inlines(c)
		j.both("</" + tag + ">\n")
		if c.NextSibling() != nil {
			j.text = append(j.text, ' ')
		}
	}
	j.both("</tr>\n")
	j.endLine()
}

// alignment returns the attribute of a cell on pages, where style attributes
// are forbidden, and in feeds, where there is no style sheet.
func alignment(a extast.Alignment) (class, align string) {
	switch a {
	case extast.AlignLeft:
		return ` class="l"`, ` align="left"`
	case extast.AlignRight:
		return ` class="r"`, ` align="right"`
	case extast.AlignCenter:
		return ` class="c"`, ` align="center"`
	}
	return "", ""
}

// columns returns the heads of a table as a list.
func (j *job) columns(n *extast.Table) string {
	var heads []string
	for c := n.FirstChild().FirstChild(); c != nil; c = c.NextSibling() {
		if head := strings.TrimSpace(j.plain(c)); head != "" {
			heads = append(heads, head)
		}
	}
	return strings.Join(heads, ", ")
}

// captionMark is what a paragraph before or after a table begins with to be
// its caption: 「表：」, "Table:", or with a number, which then stays.
var captionMark = regexp.MustCompile(`^(?:表|[Tt]able) ?([0-9０-９]*)[:：][ 　]*`)

// findCaption makes the paragraph beside a table its caption.
func (j *job) findCaption(n *extast.Table) {
	for _, beside := range []ast.Node{n.PreviousSibling(), n.NextSibling()} {
		p, ok := beside.(*ast.Paragraph)
		if !ok {
			continue
		}
		words := j.plain(p)
		m := captionMark.FindStringSubmatch(words)
		if m == nil || j.isCaption(p) {
			continue
		}
		if m[1] == "" {
			words = words[len(m[0]):]
		}
		if words != "" {
			if j.captions == nil {
				j.captions = map[ast.Node]string{}
			}
			j.captions[n], j.captions[p] = words, words
			return
		}
	}
}

func (j *job) isCaption(n *ast.Paragraph) bool {
	_, ok := j.captions[n]
	return ok
}
