package pattern

import (
	"strings"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2/syntax"
)

// A Matcher matches patterns in one text. It must not be used concurrently.
type Matcher struct {
	text  string
	steps int
	at    int // where the match began, for \G

	groups []span
	open   []int  // where groups began that have not ended
	undo   []past // what groups were before, for the way back
	loops  []round
}

type span struct{ start, end int }

type past struct {
	group int
	span  span
}

type round struct{ start, count int }

// Spent is what a Matcher panics with when its steps are used up.
type Spent struct{}

// NewMatcher returns a Matcher for a valid UTF-8 text. It takes so many steps
// and then panics with [Spent].
func NewMatcher(text string, steps int) *Matcher {
	return &Matcher{text: text, steps: steps}
}

// Reset gives the matcher another text, with the steps that it has left.
func (m *Matcher) Reset(text string) { m.text = text }

// Text returns the text of the matcher.
func (m *Matcher) Text() string { return m.text }

// Match returns where the match of p that begins at a position ends, or -1.
func (m *Matcher) Match(p *Pattern, at int) int {
	m.at = at
	m.undo = m.undo[:0]
	m.groups = fitted(m.groups, p.groups)
	m.open = fitted(m.open, p.groups)
	m.loops = fitted(m.loops, p.loops)
	for i := range m.groups {
		m.groups[i] = span{-1, -1}
	}
	end := m.run(p.start, at)
	if p.groups > 0 {
		m.groups[0] = span{at, end}
	}
	return end
}

// Group returns what a group matched in the last match, "" if nothing.
func (m *Matcher) Group(i int) string {
	if g := m.groups[i]; g.start >= 0 {
		return m.text[g.start:g.end]
	}
	return ""
}

// Spend takes steps off for work done outside the matcher.
func (m *Matcher) Spend(steps int) {
	if m.steps -= steps; m.steps < 0 {
		panic(Spent{})
	}
}

// fitted returns s with n elements of any value.
func fitted[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// run walks from a node to the end of the expression and returns where the
// match ends, or -1. It calls itself where there may be a way back.
func (m *Matcher) run(n *node, p int) int {
	text := m.text
	for {
		if m.steps--; m.steps < 0 {
			panic(Spent{})
		}
		switch n.op {
		case opAccept:
			return p
		case opFail:
			return -1
		case opChar:
			if p == len(text) {
				return -1
			}
			if b := text[p]; b < utf8.RuneSelf {
				if !n.class.hasASCII(b) {
					return -1
				}
				p++
			} else {
				r, size := utf8.DecodeRuneInString(text[p:])
				if !n.class.wide(r) {
					return -1
				}
				p += size
			}
		case opLiteral:
			if !strings.HasPrefix(text[p:], n.text) {
				return -1
			}
			p += len(n.text)
		case opSkip:
			p++
		case opTable:
			entry := tableEnd
			if p < len(text) {
				entry = int(min(text[p], tableWide))
			}
			n = n.table[entry]
			continue
		case opChoice:
			return m.choose(n, p)
		case opPossessive:
			if p = m.span(n, p); p < 0 {
				return -1
			}
		case opGreedy:
			end := m.span(n, p)
			if end < 0 {
				return -1
			}
			least := m.after(p, n.min)
			for end > least {
				if n.next.first.at(text, end) {
					if e := m.run(n.next, end); e >= 0 {
						return e
					}
				}
				if m.steps--; m.steps < 0 {
					panic(Spent{})
				}
				for end--; !utf8.RuneStart(text[end]); end-- {
				}
			}
			p = least
		case opLazy:
			return m.lazily(n, p)
		case opLoop:
			return m.enter(n, p)
		case opRound:
			return m.again(n, p)
		case opOpen:
			old := m.open[n.slot]
			m.open[n.slot] = p
			e := m.run(n.next, p)
			if e < 0 {
				m.open[n.slot] = old
			}
			return e
		case opClose:
			mark := len(m.undo)
			start := m.open[n.slot]
			m.undo = append(m.undo, past{n.slot, m.groups[n.slot]})
			m.groups[n.slot] = span{min(start, p), max(start, p)}
			e := m.run(n.next, p)
			if e < 0 {
				m.forget(mark)
			}
			return e
		case opAtomic:
			mark := len(m.undo)
			e := m.run(n.sub, p)
			if e < 0 {
				return -1
			}
			if len(m.undo) > mark {
				if e = m.run(n.next, e); e < 0 {
					m.forget(mark)
				}
				return e
			}
			p = e
		case opAhead:
			mark := len(m.undo)
			if m.run(n.sub, p) < 0 {
				return -1
			}
			if len(m.undo) > mark {
				e := m.run(n.next, p)
				if e < 0 {
					m.forget(mark)
				}
				return e
			}
		case opNotAhead:
			mark := len(m.undo)
			if m.run(n.sub, p) >= 0 {
				m.forget(mark)
				return -1
			}
		case opCharBack, opLiteralBack, opGreedyBack, opLazyBack, opPossessiveBack:
			return m.runBack(n, p)
		case opReference, opReferenceFold, opReferenceBack, opReferenceFoldBack:
			if p = m.refer(n, p); p < 0 {
				return -1
			}
		default:
			if !m.holds(n.op, p) {
				return -1
			}
		}
		n = n.next
	}
}

// choose tries branches in order. All but the last have a way back.
func (m *Matcher) choose(n *node, p int) int {
	for _, b := range n.branches {
		if b.first.at(m.text, p) {
			if e := m.run(b, p); e >= 0 {
				return e
			}
		}
	}
	return -1
}

// forget sets the groups back to what they were at a mark.
func (m *Matcher) forget(mark int) {
	for i := len(m.undo) - 1; i >= mark; i-- {
		m.groups[m.undo[i].group] = m.undo[i].span
	}
	m.undo = m.undo[:mark]
}

// span returns the end of the most characters that n takes from p, or -1 if
// they are fewer than it must.
func (m *Matcher) span(n *node, p int) int {
	text, c := m.text, n.class
	if c.not >= 0 && n.max == forever && n.min <= 1 {
		end := strings.IndexByte(text[p:], byte(c.not))
		if end < 0 {
			end = len(text) - p
		}
		if end < n.min {
			return -1
		}
		m.steps -= end >> 4
		return p + end
	}
	count := 0
	for ; count < n.max && p < len(text); count++ {
		if b := text[p]; b < utf8.RuneSelf {
			if !c.hasASCII(b) {
				break
			}
			p++
		} else {
			r, size := utf8.DecodeRuneInString(text[p:])
			if !c.wide(r) {
				break
			}
			p += size
		}
	}
	m.steps -= count >> 4
	if count < n.min {
		return -1
	}
	return p
}

// after returns the position count characters after p, which are there.
func (m *Matcher) after(p, count int) int {
	for ; count > 0; count-- {
		_, size := utf8.DecodeRuneInString(m.text[p:])
		p += size
	}
	return p
}

// lazily takes the fewest characters that let the rest match.
func (m *Matcher) lazily(n *node, p int) int {
	text := m.text
	for count := 0; ; count++ {
		if m.steps--; m.steps < 0 {
			panic(Spent{})
		}
		if count >= n.min && n.next.first.at(text, p) {
			if e := m.run(n.next, p); e >= 0 {
				return e
			}
		}
		if count == n.max || p == len(text) {
			return -1
		}
		r, size := utf8.DecodeRuneInString(text[p:])
		if !n.class.has(r) {
			return -1
		}
		p += size
	}
}

// enter begins the rounds of a loop.
func (m *Matcher) enter(n *node, p int) int {
	old := m.loops[n.slot]
	var e int
	if n.min == 0 {
		m.loops[n.slot] = round{-1, 0}
		e = m.run(n.sub, p)
	} else {
		m.loops[n.slot] = round{p, 1 - n.min}
		e = m.run(n.sub.sub, p)
	}
	if e < 0 {
		m.loops[n.slot] = old
	}
	return e
}

// again goes on after a round: to another one or out of the loop. A count
// below zero is of rounds that must be. A round that took nothing is the last.
func (m *Matcher) again(n *node, p int) int {
	now := m.loops[n.slot]
	if now.count < 0 {
		return m.goRound(n, p, now)
	}
	may := p != now.start && (n.max == forever || now.count < n.max-n.min)
	if n.lazy {
		if n.next.first.at(m.text, p) {
			if e := m.leave(n, p, now); e >= 0 {
				return e
			}
		}
		if may {
			return m.goRound(n, p, now)
		}
		return -1
	}
	if may && n.sub.first.at(m.text, p) {
		if e := m.goRound(n, p, now); e >= 0 {
			return e
		}
	}
	return m.leave(n, p, now)
}

func (m *Matcher) goRound(n *node, p int, now round) int {
	m.loops[n.slot] = round{p, now.count + 1}
	e := m.run(n.sub, p)
	if e < 0 {
		m.loops[n.slot] = now
	}
	return e
}

// leave goes on after a loop.
func (m *Matcher) leave(n *node, p int, now round) int {
	e := m.run(n.next, p)
	if e < 0 {
		m.loops[n.slot] = now
	}
	return e
}

// holds reports whether an assertion holds at p.
func (m *Matcher) holds(assertion op, p int) bool {
	text := m.text
	switch assertion {
	case opLineStart:
		return p == 0 || text[p-1] == '\n'
	case opLineEnd:
		return p == len(text) || text[p] == '\n'
	case opTextStart:
		return p == 0
	case opTextEnd:
		return p == len(text)
	case opTextEndish:
		return p == len(text) || text[p:] == "\n"
	case opStart:
		return p == m.at
	case opBorder:
		return m.wordBefore(p) != m.wordAfter(p)
	case opNoBorder:
		return m.wordBefore(p) == m.wordAfter(p)
	}
	panic("pattern: unknown node")
}

func (m *Matcher) wordBefore(p int) bool {
	if p == 0 {
		return false
	}
	if b := m.text[p-1]; b < utf8.RuneSelf {
		return isWordASCII(b)
	}
	r, _ := utf8.DecodeLastRuneInString(m.text[:p])
	return syntax.IsWordChar(r)
}

func (m *Matcher) wordAfter(p int) bool {
	if p == len(m.text) {
		return false
	}
	if b := m.text[p]; b < utf8.RuneSelf {
		return isWordASCII(b)
	}
	r, _ := utf8.DecodeRuneInString(m.text[p:])
	return syntax.IsWordChar(r)
}

func isWordASCII(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || '0' <= b && b <= '9' || b == '_'
}

// refer returns where what a group matched, said again at p, ends, or -1. A
// group that has matched nothing yet cannot be said again.
func (m *Matcher) refer(n *node, p int) int {
	g := m.groups[n.slot]
	if g.start < 0 {
		return -1
	}
	said := m.text[g.start:g.end]
	m.steps -= len(said) >> 4
	switch n.op {
	case opReference:
		if strings.HasPrefix(m.text[p:], said) {
			return p + len(said)
		}
	case opReferenceBack:
		if strings.HasSuffix(m.text[:p], said) {
			return p - len(said)
		}
	case opReferenceFold:
		for _, r := range said {
			again, size := utf8.DecodeRuneInString(m.text[p:])
			if size == 0 || !equalFold(r, again) {
				return -1
			}
			p += size
		}
		return p
	case opReferenceFoldBack:
		for len(said) > 0 {
			r, n := utf8.DecodeLastRuneInString(said)
			again, size := utf8.DecodeLastRuneInString(m.text[:p])
			if size == 0 || !equalFold(r, again) {
				return -1
			}
			said, p = said[:len(said)-n], p-size
		}
		return p
	}
	return -1
}

func equalFold(a, b rune) bool {
	if a|b < utf8.RuneSelf {
		return a == b || a|0x20 == b|0x20 && 'a' <= a|0x20 && a|0x20 <= 'z'
	}
	return a == b || syntax.IsCaseEquivalent(a, b, 0)
}
