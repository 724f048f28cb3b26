package guard

import (
	"strings"
	"unicode/utf8"
)

// phone finds Japanese numbers (0 and 9 or 10 digits), international ones
// (+81 …) and, where the text speaks of calling, North American ones. Numbers
// anyone may call free of charge, emergency and fictional numbers pass.
func (c *scan) phone(n *number) bool {
	start, end, d := c.phoneNumber(n)
	if d == "" || isPublicLine(d) || c.ours[d] || allSame(d[max(0, len(d)-8):]) {
		return false
	}
	c.add(phoneRule, start, end, d)
	return true
}

func (c *scan) phoneNumber(n *number) (start, end int, d string) {
	if c.before(n.start()) == '+' {
		if c.wordBefore(n.start() - 1) {
			return 0, 0, ""
		}
		end, d = c.internationalNumber(n.start())
		return n.start() - 1, end, d
	}
	if c.t[n.start()] == '0' {
		if d := c.digits(n); isDomestic(n, d) && !c.said(n.start(), "isbn") && (n.length(0) != 10 || c.spoken(n)) {
			return n.start(), n.end(), d
		}
		if d := c.digits(n); strings.HasPrefix(d, "0081") || strings.HasPrefix(d, "00") && c.said(n.start(), "phone", "tel", "fax", "call", "dial", "mobile", "number is", "電話", "携帯") {
			end, d := c.internationalNumber(n.start() + len("00"))
			return n.start(), end, d
		}
		return c.bracketedNumber(n)
	}
	return c.americanNumber(n)
}

// isDomestic reports whether digits and grouping are those of a Japanese
// number.
func isDomestic(n *number, d string) bool {
	if len(d) < 10 || n.sep == '.' && n.n < 3 {
		return false
	}
	mobile := hasAnyPrefix(d, "020", "050", "060", "070", "080", "090")
	switch {
	case n.shaped(10):
		return d[1] != '0' && d != "0123456789"
	case n.shaped(11):
		return mobile || strings.HasPrefix(d, "0800")
	case n.shaped(3, 4, 4), n.shaped(3, 8), n.shaped(7, 4):
		return mobile
	case n.shaped(2, 4, 4), n.shaped(2, 8):
		return hasAnyPrefix(d, "03", "04", "06")
	case n.shaped(3, 3, 4), n.shaped(4, 2, 4), n.shaped(5, 1, 4), n.shaped(4, 3, 3), n.shaped(4, 6):
		return d[1] != '0' && !mobile
	case n.shaped(4, 3, 4):
		return strings.HasPrefix(d, "0800")
	}
	return false
}

// spoken reports whether a number stands in Japanese text or behind a word for
// calling. Ten bare digits may as well be the hash of a commit.
func (c *scan) spoken(n *number) bool {
	const wrapping = " \"'`,:=*()[]"
	before := lastRune(strings.TrimRight(c.left(n.start(), 16), wrapping))
	after := firstRune(strings.TrimLeft(c.right(n.end(), 16), wrapping))
	return before >= '\u3000' && before != utf8.RuneError || after >= '\u3000' && after != utf8.RuneError ||
		c.said(n.start(), "phone", "tel", "fax", "call", "dial", "mobile", "contact")
}

// internationalNumber reads the number that starts with its country's, with
// spaces, hyphens, dots and brackets in it. A space ends a number that may be
// complete.
func (c *scan) internationalNumber(start int) (end int, d string) {
	for i := start; i < len(c.t) && len(d) < 16; i++ {
		if isDigit(c.t[i]) {
			d += c.t[i : i+1]
			end = i + 1
		} else if strings.IndexByte(" -.()", c.t[i]) < 0 || c.t[i] == ' ' && len(d) >= 11 {
			break
		}
	}
	if len(d) < 10 || len(d) > 15 || d[0] == '0' || c.wordAfter(end) {
		return 0, ""
	}
	d = nationalNumber("+" + d)
	if d[0] == '0' && len(d) != 10 && len(d) != 11 {
		return 0, ""
	}
	return end, d
}

// nationalNumber returns the digits of a phone number; a Japanese one begins
// with 0, another one with + and its country.
func nationalNumber(s string) string {
	d := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if !strings.HasPrefix(strings.TrimSpace(s), "+") {
		return d
	}
	if national, ok := strings.CutPrefix(d, "81"); ok {
		return "0" + strings.TrimPrefix(national, "0")
	}
	return "+" + d
}

// bracketedNumber reads 03(1234)5678 and (03)1234-5678, which begin with n.
func (c *scan) bracketedNumber(n *number) (start, end int, d string) {
	area := n.runs[0]
	start = area.start
	if c.before(start) == '(' {
		start--
	} else if c.after(area.end) != '(' {
		return 0, 0, ""
	}
	middle, i := c.digitsAt(c.skip(area.end, "() "))
	last, end := c.digitsAt(c.skip(i, ")- "))
	d = c.t[area.start:area.end] + middle + last
	if middle == "" || len(middle) > 4 || len(last) != 4 || len(d) != 10 && len(d) != 11 || d[1] == '0' ||
		c.wordBefore(start) || c.wordAfter(end) {
		return 0, 0, ""
	}
	return start, end, d
}

func (c *scan) digitsAt(i int) (string, int) {
	end := i
	for end < len(c.t) && isDigit(c.t[end]) {
		end++
	}
	return c.t[i:end], end
}

// skip returns i moved over at most two of the bytes in set.
func (c *scan) skip(i int, set string) int {
	for range 2 {
		if i < len(c.t) && strings.IndexByte(set, c.t[i]) >= 0 {
			i++
		}
	}
	return i
}

// americanNumber finds (415) 555-2671, and 415-555-2671 behind words like
// "call".
func (c *scan) americanNumber(n *number) (start, end int, d string) {
	start, end, d = n.start(), n.end(), c.digits(n)
	switch {
	case n.shaped(3, 3, 4):
		if !c.said(start, "call", "phone", "tel", "mobile", "cell", "fax", "dial", "text me", "電話", "携帯") {
			return 0, 0, ""
		}
	case n.shaped(3) && c.before(start) == '(' && c.after(end) == ')':
		rest := c.number(c.skip(end, ") "))
		if !rest.shaped(3, 4) {
			return 0, 0, ""
		}
		start, end, d = start-1, rest.end(), d+c.digits(&rest)
	default:
		return 0, 0, ""
	}
	if d[0] < '2' || d[3] < '2' {
		return 0, 0, ""
	}
	return start, end, "+1" + d
}

// isPublicLine reports whether a number is meant for everybody or for nobody:
// toll-free and shared-cost numbers, and the numbers that regulators keep for
// fiction.
func isPublicLine(d string) bool {
	if d[0] == '0' {
		return (len(d) == 10 || len(d) == 11) && hasAnyPrefix(d, "0120", "0800", "0570", "0180", "0990")
	}
	return hasAnyPrefix(d, "+1800", "+1888", "+1877", "+44800", "+441632960", "+447700900", "+442079460") ||
		len(d) == len("+12125550123") && strings.HasPrefix(d, "+1") && d[5:10] == "55501"
}
