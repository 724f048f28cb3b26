package pattern

import (
	"math"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

type op uint8

const (
	opAccept op = iota
	opFail
	opChar           // one character of class
	opLiteral        // text
	opGreedy         // min to max characters of class, as many as the rest allows
	opLazy           // … as few as the rest allows
	opPossessive     // … as many as there are
	opCharBack       // the same towards the start of the text, within (?<=…)
	opLiteralBack    //
	opGreedyBack     //
	opLazyBack       //
	opPossessiveBack //
	opChoice         // the first of branches that lets the rest match
	opTable          // the same, by the next byte
	opSkip           // one byte, which a table has looked at
	opLoop           // begins min to max rounds of sub
	opRound          // ends one
	opOpen           // begins group slot
	opClose          // ends it
	opReference      // what group slot matched
	opReferenceFold  // … in any case
	opReferenceBack
	opReferenceFoldBack
	opAtomic     // sub, and no way back into it
	opAhead      // sub matches here, whatever it takes
	opNotAhead   // sub does not
	opLineStart  // ^
	opLineEnd    // $ of lines
	opTextStart  // \A
	opTextEnd    // \z
	opTextEndish // \Z: before a newline at the end, too
	opStart      // \G
	opBorder     // \b
	opNoBorder   // \B
)

// A node is one step of an expression. Nodes are linked to what comes after
// them, so a node stands for all of the rest of the expression.
type node struct {
	op       op
	lazy     bool
	next     *node
	class    *class
	text     string
	min, max int
	slot     int
	sub      *node
	branches []*node
	table    *table
	first    firsts
}

const forever = math.MaxInt32

type compiler struct {
	keep        bool // groups are asked for
	loops       int
	tables      int
	classes     map[string]*class
	unsupported bool
}

// compile returns the node for n followed by next.
func (c *compiler) compile(n *syntax.RegexNode, next *node) *node {
	back := n.Options&syntax.RightToLeft != 0
	switch n.T {
	case syntax.NtEmpty, syntax.NtUpdateBumpalong:
		return next
	case syntax.NtNothing:
		return &node{op: opFail}
	case syntax.NtOne, syntax.NtMulti:
		return c.literal(n, next, back)
	case syntax.NtNotone, syntax.NtSet:
		cl := c.classOf(n)
		if back {
			return &node{op: opCharBack, class: cl, next: next, first: anything}
		}
		return &node{op: opChar, class: cl, next: next, first: cl.first()}
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop:
		return c.repeat(n, next, opGreedy, opGreedyBack, back)
	case syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		return c.repeat(n, next, opLazy, opLazyBack, back)
	case syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic:
		return c.repeat(n, next, opPossessive, opPossessiveBack, back)
	case syntax.NtRef:
		return c.reference(n, next, back)
	case syntax.NtConcatenate:
		for i := len(n.Children) - 1; i >= 0; i-- {
			next = c.compile(n.Children[i], next)
		}
		return next
	case syntax.NtGroup:
		return c.compile(n.Children[0], next)
	case syntax.NtAlternate:
		branches := make([]*node, len(n.Children))
		for i, child := range n.Children {
			branches[i] = c.compile(child, next)
		}
		if back {
			return &node{op: opChoice, branches: branches, first: anything}
		}
		return c.choice(branches)
	case syntax.NtLoop, syntax.NtLazyloop:
		return c.loop(n, next)
	case syntax.NtCapture:
		return c.capture(n, next)
	case syntax.NtAtomic:
		sub := c.compile(n.Children[0], &node{op: opAccept, first: anything})
		return &node{op: opAtomic, sub: sub, next: next, first: sub.first}
	case syntax.NtPosLook, syntax.NtNegLook:
		kind := opAhead
		if n.T == syntax.NtNegLook {
			kind = opNotAhead
		}
		sub := c.compile(n.Children[0], &node{op: opAccept, first: anything})
		return &node{op: kind, sub: sub, next: next, first: next.first}
	}
	if kind, ok := assertions[n.T]; ok {
		return &node{op: kind, next: next, first: next.first}
	}
	c.unsupported = true
	return next
}

var assertions = map[syntax.NodeType]op{
	syntax.NtBol:         opLineStart,
	syntax.NtEol:         opLineEnd,
	syntax.NtBoundary:    opBorder,
	syntax.NtNonboundary: opNoBorder,
	syntax.NtBeginning:   opTextStart,
	syntax.NtStart:       opStart,
	syntax.NtEndZ:        opTextEndish,
	syntax.NtEnd:         opTextEnd,
}

func (c *compiler) literal(n *syntax.RegexNode, next *node, back bool) *node {
	runes := n.Str
	if n.T == syntax.NtOne {
		runes = []rune{n.Ch}
	}
	if n.Options&syntax.IgnoreCase != 0 && n.T == syntax.NtMulti || !allValid(runes) {
		c.unsupported = true
	}
	if back {
		return &node{op: opLiteralBack, text: string(runes), next: next, first: anything}
	}
	return &node{op: opLiteral, text: string(runes), next: next, first: firstOfRune(runes[0])}
}

// allValid reports whether a text can contain the runes.
func allValid(runes []rune) bool {
	for _, r := range runes {
		if !utf8.ValidRune(r) {
			return false
		}
	}
	return true
}

func (c *compiler) repeat(n *syntax.RegexNode, next *node, forth, back op, isBack bool) *node {
	r := &node{op: forth, class: c.classOf(n), min: n.M, max: n.N, next: next}
	if isBack {
		r.op, r.first = back, anything
		return r
	}
	r.first = r.class.first()
	if n.M == 0 {
		r.first = r.first.or(next.first)
	}
	return r
}

func (c *compiler) reference(n *syntax.RegexNode, next *node, back bool) *node {
	kind := opReference
	switch fold := n.Options&syntax.IgnoreCase != 0; {
	case fold && back:
		kind = opReferenceFoldBack
	case fold:
		kind = opReferenceFold
	case back:
		kind = opReferenceBack
	}
	return &node{op: kind, slot: n.M, next: next, first: anything}
}

// loop compiles rounds of an expression of more than one character. A round
// that matches nothing is the last one.
func (c *compiler) loop(n *syntax.RegexNode, next *node) *node {
	round := &node{op: opRound, lazy: n.T == syntax.NtLazyloop, min: n.M, max: n.N, slot: c.loops, next: next, first: anything}
	c.loops++
	round.sub = c.compile(n.Children[0], round)
	start := &node{op: opLoop, sub: round, min: n.M, slot: round.slot, first: round.sub.first}
	if n.M == 0 {
		start.first = start.first.or(next.first)
	}
	return start
}

func (c *compiler) capture(n *syntax.RegexNode, next *node) *node {
	if n.N != -1 {
		c.unsupported = true
	}
	if n.M == 0 || !c.keep {
		return c.compile(n.Children[0], next)
	}
	end := &node{op: opClose, slot: n.M, next: next, first: next.first}
	sub := c.compile(n.Children[0], end)
	return &node{op: opOpen, slot: n.M, next: sub, first: sub.first}
}
