package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"kaizen/generator/text"
)

// delimiters parses runs of * and _ or of ~ by the flanking rules of the
// CJK-friendly amendment to CommonMark (6.2): a CJK character beside a run is
// as good a neighbour as a space, and CJK punctuation does not stand in the
// way. Without a CJK character near, it decides as CommonMark does.
type delimiters struct {
	marks   string // the characters it is called for
	longest int    // of a run that may mark something; 0 for any
	node    func(consumed int) ast.Node
}

func newEmphasis() parser.InlineParser {
	return &delimiters{marks: "*_", node: func(n int) ast.Node { return ast.NewEmphasis(n) }}
}

func newStrikethrough() parser.InlineParser {
	return &delimiters{marks: "~", longest: 2, node: func(int) ast.Node { return extast.NewStrikethrough() }}
}

// Trigger implements parser.InlineParser.
func (d *delimiters) Trigger() []byte { return []byte(d.marks) }

// Parse implements parser.InlineParser.
func (d *delimiters) Parse(_ ast.Node, block gtext.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	mark, n := line[0], 1
	for n < len(line) && line[n] == mark {
		n++
	}
	before := neighbourBefore(block, segment.Start)
	if d.longest > 0 && (n > d.longest || before.is(rune(mark))) {
		return nil
	}
	after := neighbour{last: ' '}
	if n < len(line) {
		after = neighbourAfter(line[n:])
	}
	canOpen, canClose := flanking(before, after, mark)
	run := parser.NewDelimiter(canOpen, canClose, n, mark, d)
	run.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(run)
	return run
}

// IsDelimiter implements parser.DelimiterProcessor.
func (d *delimiters) IsDelimiter(b byte) bool { return b == d.marks[0] || b == d.marks[len(d.marks)-1] }

// CanOpenCloser implements parser.DelimiterProcessor.
func (d *delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch implements parser.DelimiterProcessor.
func (d *delimiters) OnMatch(consumed int) ast.Node { return d.node(consumed) }

// flanking returns what a run of mark may do between two neighbours.
func flanking(before, after neighbour, mark byte) (canOpen, canClose bool) {
	left := !after.space() && (!after.foreignPunct() || before.space() || before.foreignPunct() || before.cjk)
	right := !before.space() && (!before.foreignPunct() || after.space() || after.foreignPunct() || after.cjk)
	if mark != '_' {
		return left, right
	}
	return left && (!right || before.punct()), right && (!left || after.punct())
}

// neighbour is the character beside a delimiter run, seen through a variation
// selector that stands between them.
type neighbour struct {
	last rune // the character that a selector, if any, belongs to
	cjk  bool // it is a CJK character, or an ideographic variation selector
}

func (n neighbour) is(r rune) bool     { return n.last == r }
func (n neighbour) space() bool        { return util.IsSpaceRune(n.last) }
func (n neighbour) punct() bool        { return util.IsPunctRune(n.last) }
func (n neighbour) foreignPunct() bool { return !n.cjk && n.punct() }

// neighbourBefore returns the neighbour that ends at offset start of the source.
func neighbourBefore(block gtext.Reader, start int) neighbour {
	r := block.PrecendingCharacter()
	switch {
	case r < 0x1100:
		return neighbour{last: r}
	case isIdeographicSelector(r):
		return neighbour{last: r, cjk: true}
	case !isTextSelector(r):
		return neighbour{last: r, cjk: text.IsCJK(r)}
	}
	base, _ := utf8.DecodeLastRune(block.Source()[:start-utf8.RuneLen(r)])
	if text.IsCJK(base) || r == fullWidthForm && isCurlyQuote(base) {
		return neighbour{last: base, cjk: true}
	}
	return neighbour{last: r} // as CommonMark has it: Latin text is not our business
}

// neighbourAfter returns the neighbour at the start of rest.
func neighbourAfter(rest []byte) neighbour {
	r, n := utf8.DecodeRune(rest)
	if text.IsCJK(r) {
		return neighbour{last: r, cjk: true}
	}
	if isCurlyQuote(r) {
		if next, _ := utf8.DecodeRune(rest[n:]); next == fullWidthForm {
			return neighbour{last: r, cjk: true}
		}
	}
	return neighbour{last: r}
}

// fullWidthForm makes a curly quote before it as wide as an ideograph
// (StandardizedVariants.txt of Unicode 16).
const fullWidthForm = '\uFE01'

func isCurlyQuote(r rune) bool { return r == '‘' || r == '’' || r == '“' || r == '”' }

// isTextSelector reports whether r is a variation selector other than the one
// that makes an emoji (U+FE0F).
func isTextSelector(r rune) bool { return 0xFE00 <= r && r <= 0xFE0E }

func isIdeographicSelector(r rune) bool { return 0xE0100 <= r && r <= 0xE01EF }
