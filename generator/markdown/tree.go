package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// newParser returns a parser for CommonMark, the extensions of GitHub,
// footnotes, definition lists and ours. It is safe for concurrent use.
func newParser(notes unusedNotes) parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(parser.WithHeadingAttribute()), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(extension.NewFootnoteBlockParser(), 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(alertTransformer{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(rubyParser{}, 150),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(newEmphasis(), 500),
			util.Prioritized(newStrikethrough(), 500),
			util.Prioritized(extension.NewLinkifyParser(), 999),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(notes, 998),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// maxDepth bounds how deep elements may nest, and with it every recursion
// over the tree.
const maxDepth = 100

// deeper reports whether the tree below n is more than limit levels deep.
func deeper(n ast.Node, limit int) bool {
	if limit < 0 {
		return true
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if deeper(c, limit-1) {
			return true
		}
	}
	return false
}

// children iterates over the children of n. The loop may replace the child it
// is at.
func children(n ast.Node) func(yield func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		for c := n.FirstChild(); c != nil; {
			next := c.NextSibling()
			if !yield(c) {
				return
			}
			c = next
		}
	}
}

// plain returns the words of the inline nodes below n: what a reader would
// say aloud.
func (j *job) plain(n ast.Node) string { return string(j.appendPlain(nil, n)) }

func (j *job) appendPlain(b []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b = append(b, textOf(c, j.src)...)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b = append(b, ' ')
			}
		case *ast.String:
			b = append(b, c.Value...)
		case *ast.AutoLink:
			b = append(b, j.autolinkWords(c)...)
		case *ruby:
			b = append(b, c.base()...)
		case *ast.RawHTML:
			for _, p := range j.html[c] {
				if p.literal {
					b = append(b, p.raw...)
				}
			}
		case *extast.FootnoteLink, *extast.FootnoteBacklink:
		default:
			b = j.appendPlain(b, c)
		}
	}
	return b
}

// textOf returns what a text node says.
func textOf(t *ast.Text, src []byte) []byte {
	if t.IsRaw() {
		return t.Segment.Value(src)
	}
	return resolve(t.Segment.Value(src))
}

// linesOf returns the lines of a block, joined.
func linesOf(n ast.Node, src []byte) []byte {
	var b []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b = append(b, line.Value(src)...)
	}
	return b
}
