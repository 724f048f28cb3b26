package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
)

// unusedNotes is told of footnotes that nothing refers to, before goldmark
// throws them away.
type unusedNotes struct{}

// unusedKey is where unusedNotes leaves them. It is made once: goldmark counts
// its keys in a variable that nothing guards.
var unusedKey = parser.NewContextKey()

// Transform implements parser.ASTTransformer.
func (unusedNotes) Transform(doc *ast.Document, _ gtext.Reader, pc parser.Context) {
	var unused []*extast.Footnote
	for c := doc.FirstChild(); c != nil; c = c.NextSibling() {
		if list, ok := c.(*extast.FootnoteList); ok {
			for n := list.FirstChild(); n != nil; n = n.NextSibling() {
				if note := n.(*extast.Footnote); note.Index < 0 {
					unused = append(unused, note)
				}
			}
		}
	}
	pc.Set(unusedKey, unused)
}

// checkNotes makes problems of the footnotes that nothing refers to.
func (j *job) checkNotes(unused []*extast.Footnote) {
	for _, note := range unused {
		j.problem(note.Pos(), Problem{Level: Warning, Rule: "unused-footnote",
			Text: both("脚注 [^%s] はどこからも参照されていないので、表示されません", "nothing refers to the footnote [^%s], so it is not shown", short(string(note.Ref))),
			Hint: both("本文に [^%s] と書くか、脚注を消します", "write [^%s] in the text, or remove the note", short(string(note.Ref)))})
	}
}
