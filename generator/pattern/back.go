package pattern

import (
	"strings"
	"unicode/utf8"
)

// runBack is run for the nodes of a look behind, which take characters
// towards the start of the text. There are few of them.
func (m *Matcher) runBack(n *node, p int) int {
	switch n.op {
	case opLiteralBack:
		if !strings.HasSuffix(m.text[:p], n.text) {
			return -1
		}
		return m.run(n.next, p-len(n.text))
	case opCharBack:
		if p = m.back(n, p); p < 0 {
			return -1
		}
		return m.run(n.next, p)
	case opLazyBack:
		for count := 0; ; count++ {
			if count >= n.min {
				if e := m.run(n.next, p); e >= 0 {
					return e
				}
			}
			if count == n.max {
				return -1
			}
			if p = m.back(n, p); p < 0 {
				return -1
			}
		}
	}
	count, most := 0, p
	for count < n.max {
		to := m.back(n, most)
		if to < 0 {
			break
		}
		most = to
		count++
	}
	for ; count >= n.min; count-- {
		if e := m.run(n.next, most); e >= 0 || n.op == opPossessiveBack {
			return e
		}
		if count > 0 {
			_, size := utf8.DecodeRuneInString(m.text[most:])
			most += size
		}
	}
	return -1
}

// back returns the position before the character of the class of n that ends
// at p, or -1.
func (m *Matcher) back(n *node, p int) int {
	if m.steps--; m.steps < 0 {
		panic(Spent{})
	}
	r, size := utf8.DecodeLastRuneInString(m.text[:p])
	if size == 0 || !n.class.has(r) {
		return -1
	}
	return p - size
}
