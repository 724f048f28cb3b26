// Package pattern matches regular expressions in the dialect of regexp2, the
// one in which highlighters of code write their rules, at a given position of
// a text.
//
// regexp2 itself prepares a machine, a clock and a list of groups for every
// try, and a highlighter tries dozens of expressions at every position. Here
// an expression is a graph of nodes that a small backtracking matcher walks,
// on bytes and without allocation, and it tells beforehand with which
// characters a match can begin. The syntax tree is regexp2's own, so an
// expression means the same in both.
//
// A match that goes on too long is given up after a number of steps and not
// by the clock, so the same text gives the same result on every machine.
package pattern

import (
	"errors"
	"fmt"

	"github.com/dlclark/regexp2/v2/syntax"
)

// A Pattern is an expression ready to be matched. It is immutable.
type Pattern struct {
	start  *node
	groups int // including the whole match
	loops  int
}

var errUnsupported = errors.New("the expression uses what is not supported")

// Compile prepares an expression that is matched where it is asked for and
// nowhere else. With groups, a match tells what the groups matched.
func Compile(expr string, groups bool) (*Pattern, error) {
	tree, err := syntax.Parse(expr, syntax.ParseOptions{})
	if err != nil {
		return nil, fmt.Errorf("parse %q: %w", expr, err)
	}
	if tree.Options != 0 || tree.Capnumlist != nil && tree.Captop != len(tree.Capnumlist) {
		return nil, fmt.Errorf("compile %q: %w", expr, errUnsupported)
	}
	c := compiler{keep: groups || refersBack(tree.Root), classes: map[string]*class{}}
	start := c.compile(tree.Root, &node{op: opAccept, first: anything})
	if c.unsupported {
		return nil, fmt.Errorf("compile %q: %w", expr, errUnsupported)
	}
	return &Pattern{start: start, groups: tree.Captop, loops: c.loops}, nil
}

// Groups returns the number of groups, the whole match among them.
func (p *Pattern) Groups() int { return p.groups }

// CanStart reports whether a match can begin before the byte b. If it says
// no, there is no match.
func (p *Pattern) CanStart(b byte) bool { return p.start.first.has(b) }

// refersBack reports whether an expression asks what one of its groups matched.
func refersBack(n *syntax.RegexNode) bool {
	if n.T == syntax.NtRef {
		return true
	}
	for _, child := range n.Children {
		if refersBack(child) {
			return true
		}
	}
	return false
}
