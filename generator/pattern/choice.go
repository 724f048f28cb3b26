package pattern

import (
	"slices"
	"unicode/utf8"
)

// A table has an entry for each ASCII character, one for all others, and one
// for the end of the text.
type table [utf8.RuneSelf + 2]*node

const (
	tableWide = utf8.RuneSelf
	tableEnd  = utf8.RuneSelf + 1
)

// A table is worth its memory from tableFrom branches on, and an expression
// gets at most maxTables.
const (
	tableFrom = 3
	maxTables = 4000
)

// choice returns the node that tries branches in order. With many branches it
// looks at the next byte and tries only those that can begin with it, so a
// list of words becomes a tree that looks at each character once.
func (c *compiler) choice(branches []*node) *node {
	if len(branches) == 1 {
		return branches[0]
	}
	n := plainChoice(branches)
	if len(branches) < tableFrom || c.tables == maxTables {
		return n
	}
	c.tables++
	n.op, n.table = opTable, new(table)
	var lists [][]*node
	var nodes []*node
	for i := range tableWide {
		list := beginning(branches, func(b *node) bool { return b.first.has(byte(i)) })
		known := slices.IndexFunc(lists, func(l []*node) bool { return slices.Equal(l, list) })
		if known < 0 {
			known = len(lists)
			lists = append(lists, list)
			nodes = append(nodes, c.narrowed(list))
		}
		n.table[i] = nodes[known]
	}
	n.table[tableWide] = plainChoice(beginning(branches, func(b *node) bool { return b.first.any || b.first.wide }))
	n.table[tableEnd] = plainChoice(beginning(branches, func(b *node) bool { return b.first.any }))
	return n
}

func plainChoice(branches []*node) *node {
	n := &node{op: opChoice, branches: branches}
	for _, b := range branches {
		n.first = n.first.or(b.first)
	}
	return n
}

func beginning(branches []*node, can func(*node) bool) []*node {
	var list []*node
	for _, b := range branches {
		if can(b) {
			list = append(list, b)
		}
	}
	return list
}

// narrowed returns the node for the branches that are left before a certain
// ASCII character. Branches that all begin by taking it part only after it.
func (c *compiler) narrowed(list []*node) *node {
	if len(list) == 1 {
		return list[0]
	}
	rests := make([]*node, len(list))
	for i, b := range list {
		switch {
		case b.op == opChar, b.op == opLiteral && len(b.text) == 1:
			rests[i] = b.next
		case b.op == opLiteral:
			r, _ := utf8.DecodeRuneInString(b.text[1:])
			rests[i] = &node{op: opLiteral, text: b.text[1:], next: b.next, first: firstOfRune(r)}
		default:
			return plainChoice(list)
		}
	}
	if len(list) == 0 {
		return plainChoice(nil)
	}
	rest := c.choice(rests)
	return &node{op: opSkip, next: rest, first: anything}
}
