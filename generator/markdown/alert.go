package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
)

// alertKind is one of the five kinds of GitHub's alerts.
type alertKind string

const (
	alertNote      alertKind = "note"
	alertTip       alertKind = "tip"
	alertImportant alertKind = "important"
	alertWarning   alertKind = "warning"
	alertCaution   alertKind = "caution"
)

// alertKindOf returns the kind for the word in [!…], which may be Japanese.
func alertKindOf(word string) (alertKind, bool) {
	switch strings.ToLower(word) {
	case "note", "補足", "メモ", "情報":
		return alertNote, true
	case "tip", "ヒント":
		return alertTip, true
	case "important", "重要":
		return alertImportant, true
	case "warning", "警告":
		return alertWarning, true
	case "caution", "注意":
		return alertCaution, true
	}
	return "", false
}

// label returns the title of an alert.
func (k alertKind) label(l Labels) string {
	switch k {
	case alertTip:
		return l.Tip
	case alertImportant:
		return l.Important
	case alertWarning:
		return l.Warning
	case alertCaution:
		return l.Caution
	}
	return l.Note
}

// icon returns the shape drawn before the title: a circle, a bulb, a flag, a
// triangle or an octagon, so that kinds differ without their colour.
func (k alertKind) icon() string {
	switch k {
	case alertTip:
		return `<path d="M7.5 17h5M10 2.5a5.3 5.3 0 0 0-3 9.6v2.4h6v-2.4a5.3 5.3 0 0 0-3-9.6z" fill="none" stroke="currentColor" stroke-width="1.9" stroke-linejoin="round" stroke-linecap="round"/>`
	case alertImportant:
		return `<path d="M4 18V3h11.5l-2.4 4 2.4 4H4" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>`
	case alertWarning:
		return `<path d="M10 2.5l8 14.5H2z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><path d="M10 8v4M10 14.3v.4" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`
	case alertCaution:
		return `<path d="M6.7 2h6.6L18 6.7v6.6L13.3 18H6.7L2 13.3V6.7z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><path d="M10 6v5M10 13.7v.4" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`
	}
	return `<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="2"/><path d="M10 9v5M10 6v.6" stroke="currentColor" stroke-width="2.2" stroke-linecap="round"/>`
}

// alertAttribute marks a block quotation that is an alert; its value is the
// alertKind.
const alertAttribute = "alert"

// alertOf returns the kind of the alert that n is.
func alertOf(n ast.Node) (alertKind, bool) {
	v, ok := n.AttributeString(alertAttribute)
	if !ok {
		return "", false
	}
	return v.(alertKind), true
}

// alertTransformer takes the line [!NOTE] off the first paragraph of a block
// quotation and marks the quotation with its kind.
type alertTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (alertTransformer) Transform(p *ast.Paragraph, reader gtext.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || p.PreviousSibling() != nil {
		return
	}
	first := p.Lines().At(0)
	word, ok := alertWord(first.Value(reader.Source()))
	if !ok {
		return
	}
	kind, ok := alertKindOf(word)
	if !ok {
		return
	}
	quote.SetAttributeString(alertAttribute, kind)
	if p.Lines().Len() == 1 {
		quote.RemoveChild(quote, p)
		return
	}
	p.Lines().SetSliced(1, p.Lines().Len())
}

// alertWord returns what stands between [! and ] if that is all of the line.
func alertWord(line []byte) (string, bool) {
	line = bytes.TrimSpace(line)
	inner, ok := bytes.CutPrefix(line, []byte("[!"))
	if !ok {
		return "", false
	}
	inner, ok = bytes.CutSuffix(inner, []byte("]"))
	if !ok || len(inner) == 0 || bytes.ContainsAny(inner, "[]") {
		return "", false
	}
	return string(inner), true
}
