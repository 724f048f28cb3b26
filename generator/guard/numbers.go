package guard

import (
	"strings"
	"unicode/utf8"
)

// digits is a run of digits of the text.
type digits struct{ start, end int }

// number is up to five runs of digits with the same separator between them,
// as in 090-1234-5678 or 203.0.113.7.
type number struct {
	runs [5]digits
	n    int
	sep  byte // '-', '.', ' ' or 0
	more bool // yet another run follows in the same way
}

func (n *number) start() int { return n.runs[0].start }
func (n *number) end() int   { return n.runs[n.n-1].end }

func (n *number) length(i int) int { return n.runs[i].end - n.runs[i].start }

// shaped reports whether the runs have these lengths.
func (n *number) shaped(lens ...int) bool {
	if n.n != len(lens) || n.more {
		return false
	}
	for i, l := range lens {
		if n.length(i) != l {
			return false
		}
	}
	return true
}

// digits returns the digits of all runs.
func (c *scan) digits(n *number) string {
	if n.n == 1 {
		return c.t[n.start():n.end()]
	}
	var b strings.Builder
	for _, r := range n.runs[:n.n] {
		b.WriteString(c.t[r.start:r.end])
	}
	return b.String()
}

// numbers looks at every run of digits that is long enough to tell something,
// or touches what may join it to others.
func (c *scan) numbers() {
	for i := nextDigit(c.t, 0); i < len(c.t); i = nextDigit(c.t, i) {
		start := i
		for i < len(c.t) && isDigit(c.t[i]) {
			i++
		}
		if c.tells(start, i) {
			c.judge(c.number(start))
		}
	}
}

// tells reports whether a run of digits may be the start of a number that some
// rule knows.
func (c *scan) tells(start, end int) bool {
	if sep, _ := separator(c.t[end:]); sep != 0 || end-start >= 7 {
		return true
	}
	if start > 0 && (c.t[start-1] == '(' || c.t[start-1] == '+') {
		return true
	}
	if end == len(c.t) {
		return false
	}
	switch c.t[end] {
	case '(': // 03(1234)5678
		return c.t[start] == '0'
	case ':': // 2001:db8::1
		return c.t[start] == '2' || c.t[start] == '3'
	}
	return false
}

// number reads the number that starts at i.
func (c *scan) number(i int) (n number) {
	for {
		end := i
		for end < len(c.t) && isDigit(c.t[end]) {
			end++
		}
		if n.n == len(n.runs) {
			n.more = true
			return n
		}
		n.runs[n.n] = digits{i, end}
		n.n++
		sep, size := separator(c.t[end:])
		if sep == 0 || n.n > 1 && sep != n.sep {
			n.more = n.n > 1 && sep != 0 && sep != ' ' && n.sep != ' '
			return n
		}
		n.sep = sep
		i = end + size
	}
}

// separator returns what joins the digits before s to those inside it; a long
// vowel mark is a mistyped hyphen, and a middle dot stands for a dot.
func separator(s string) (sep byte, size int) {
	switch {
	case s == "":
		return 0, 0
	case strings.HasPrefix(s, " - "):
		sep, size = '-', len(" - ")
	case s[0] == '-' || s[0] == '.' || s[0] == ' ':
		sep, size = s[0], 1
	case strings.HasPrefix(s, "ー"):
		sep, size = '-', len("ー")
	case strings.HasPrefix(s, "・"):
		sep, size = '.', len("・")
	}
	if size == 0 || size >= len(s) || !isDigit(s[size]) {
		return 0, 0
	}
	return sep, size
}

// judge applies the rules for numbers; the first that fits has the word.
// Where spaces part the runs, the last ones may belong to something else: a
// card number and its date, for example.
func (c *scan) judge(n number) {
	for !c.alone(&n) || !c.isPrivate(&n) {
		if n.sep != ' ' || n.n == 1 || n.length(n.n-1) == n.length(n.n-2) {
			return
		}
		n.n--
		n.more = false
	}
}

func (c *scan) isPrivate(n *number) bool {
	if c.isDate(n) || c.isID(n) {
		return false
	}
	return c.phone(n) || c.card(n) || c.myNumber(n) || c.ip(n) || c.postal(n) || c.houseNumber(n)
}

// isDate reports whether a number is a day as machines write it, 2026-10-31:
// the commonest number of all, and nobody's.
func (c *scan) isDate(n *number) bool {
	if n.sep != '-' || !n.shaped(4, 2, 2) {
		return false
	}
	year, month, day := c.t[n.start():n.runs[0].end], c.t[n.runs[1].start:n.runs[1].end], c.t[n.runs[2].start:n.end()]
	return (year[:2] == "19" || year[:2] == "20") && "01" <= month && month <= "12" && "01" <= day && day <= "31"
}

// isID reports whether an unbroken number is a segment of a path, said to be
// an id, or a commit, as in /topics/360001932973 or "id": "0987654321".
func (c *scan) isID(n *number) bool {
	if n.n > 1 {
		return false
	}
	left := strings.ToLower(c.left(n.start(), 24))
	if path, ok := strings.CutSuffix(left, "/"); ok && path != "" {
		return path[len(path)-1] < utf8.RuneSelf
	}
	return hasAnySuffix(strings.TrimRight(left, `": ='`), "id", "code", "コード") ||
		containsAny(left, "commit", "cherry-pick", "merge", "revert", "コミット")
}

// alone reports whether a number is no part of a longer word or number. A
// word such as TEL may touch it.
func (c *scan) alone(n *number) bool {
	if c.wordAfter(n.end()) {
		return false
	}
	start := n.start()
	if r := c.before(start); r == '-' || r == '.' {
		start--
	}
	return !c.wordBefore(start) || hasAnySuffix(strings.ToLower(c.left(start, 8)), "tel", "fax", "phone", "mobile", "ip", "zip")
}
