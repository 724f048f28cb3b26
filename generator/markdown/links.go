package markdown

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"kaizen/generator/text"
)

func (j *job) link(n *ast.Link) {
	dest := text.NFC(string(resolve(n.Destination)))
	if j.outline {
		j.inlines(n)
		return
	}
	if !j.safe(dest, n.Pos()) {
		j.inlines(n)
		return
	}
	title := string(resolve(n.Title))
	j.open(Link{Kind: Hyperlink, Dest: dest, Text: j.plain(n), Title: title}, n.Pos())
	if title != "" {
		j.both(` title="` + escaped(title) + `"`)
	}
	j.both(">")
	j.inlines(n)
	j.both("</a>")
}

func (j *job) autolink(n *ast.AutoLink) {
	words := j.autolinkWords(n)
	if j.outline {
		j.words(words)
		return
	}
	dest := autolinkDest(n, j.src)
	if s, ok := scheme(dest); ok && !allowedScheme(s) {
		p := shownAsText(words)
		if activeScheme(s) {
			p = forbiddenScheme(s)
		}
		j.problem(j.labelStart(n), p)
		j.words(words)
		return
	}
	j.open(Link{Kind: Autolink, Dest: dest, Text: words}, j.labelStart(n))
	j.both(">")
	j.words(words)
	j.both("</a>")
}

func autolinkDest(n *ast.AutoLink, src []byte) string {
	dest := string(n.URL(src))
	if n.AutoLinkType == ast.AutoLinkEmail && !hasPrefixFold(dest, "mailto:") {
		dest = "mailto:" + dest
	}
	return text.NFC(dest)
}

// autolinkWords returns what is shown of an address: with its <> if it is not
// one that we link, but most likely a word such as <std:string>.
func (j *job) autolinkWords(n *ast.AutoLink) string {
	words := string(n.Label(j.src))
	if s, ok := scheme(autolinkDest(n, j.src)); ok && !allowedScheme(s) && j.inAngles(n) {
		return "<" + words + ">"
	}
	return words
}

// open writes <a href="…" without the closing >. A link within the text leads
// to an id that has the prefix of the record.
func (j *job) open(l Link, pos int) {
	l.Line, l.Col = j.place(pos)
	j.result.Links = append(j.result.Links, l)
	if fragment, ok := strings.CutPrefix(l.Dest, "#"); ok && fragment != "" && fragment != "top" {
		j.targets = append(j.targets, target{fragmentID(fragment), pos})
		j.page.id(`<a href="#`, text.Fragment(fragmentID(fragment)))
		j.feed.str(`<a href="`)
		j.feed.slot(LinkURL, len(j.result.Links)-1)
		j.feed.str(`"`)
		return
	}
	j.both(`<a href="`)
	j.page.slot(LinkURL, len(j.result.Links)-1)
	j.feed.slot(LinkURL, len(j.result.Links)-1)
	j.both(`"`)
}

// target is what a link within the text points to.
type target struct {
	id  string
	pos int
}

// fragmentID returns the id that a fragment means, percent-encoded or not.
func fragmentID(fragment string) string {
	if id, err := url.PathUnescape(fragment); err == nil {
		return text.NFC(id)
	}
	return fragment
}

// image writes the slot of a picture, and nothing but its words if its address
// is not allowed.
func (j *job) image(n *ast.Image) {
	alt := j.plain(n)
	dest := text.NFC(string(resolve(n.Destination)))
	if j.outline || !j.safe(dest, n.Pos()) {
		j.words(alt)
		return
	}
	if strings.TrimSpace(alt) == "" {
		j.problem(n.Pos(), pictureWithoutAlt())
	}
	line, col := j.place(n.Pos())
	j.result.Links = append(j.result.Links, Link{
		Kind: Image, Dest: dest, Text: alt, Title: string(resolve(n.Title)), Figure: j.figures[n], Line: line, Col: col,
	})
	j.page.slot(Picture, len(j.result.Links)-1)
	j.feed.slot(Picture, len(j.result.Links)-1)
	j.said += len(alt)
	j.text = append(j.text, alt...)
}

// safe reports whether dest may be the address of a link, as browsers read
// it. If not, it is a Problem.
func (j *job) safe(dest string, pos int) bool {
	if strings.ContainsFunc(dest, isControl) {
		j.problem(pos, controlInAddress())
		return false
	}
	if s, ok := scheme(dest); ok && !allowedScheme(s) {
		j.problem(pos, forbiddenScheme(s))
		return false
	}
	return true
}

func isControl(r rune) bool { return r < ' ' || 0x7F <= r && r < 0xA0 }

// schemePattern matches the scheme of an address (RFC 3986, 3.1), behind the
// spaces that browsers skip.
var schemePattern = regexp.MustCompile(`^[ \x{A0}\x{3000}]*([a-zA-Z][a-zA-Z0-9+.-]*):`)

// scheme returns the scheme of an address in lower case.
func scheme(dest string) (string, bool) {
	m := schemePattern.FindStringSubmatch(dest)
	if m == nil {
		return "", false
	}
	return strings.ToLower(m[1]), true
}

func allowedScheme(s string) bool {
	return s == "http" || s == "https" || s == "mailto" || s == "tel"
}

// activeScheme reports whether an address with the scheme can run something or
// reach into the reader's machine.
func activeScheme(s string) bool {
	return s == "javascript" || s == "vbscript" || s == "data" || s == "file" || s == "blob"
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
