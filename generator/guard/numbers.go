package guard

import (
	"net/netip"
	"slices"
	"strings"
	"time"
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
	for i := 0; i < len(c.t); i++ {
		if !isDigit(c.t[i]) {
			continue
		}
		start := i
		for i < len(c.t) && isDigit(c.t[i]) {
			i++
		}
		sep, _ := separator(c.t[i:])
		if sep != 0 || i-start >= 7 ||
			i < len(c.t) && (c.t[i] == '(' || c.t[i] == ':') ||
			start > 0 && (c.t[start-1] == '(' || c.t[start-1] == '+') {
			c.judge(c.number(start))
		}
	}
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
// vowel mark is a mistyped hyphen.
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
	if c.isID(n) {
		return false
	}
	return c.phone(n) || c.card(n) || c.myNumber(n) || c.ip(n) || c.postal(n) || c.houseNumber(n)
}

// isID reports whether an unbroken number is a segment of a path, or said to
// be an id, as in /topics/360001932973 or "id": "0987654321".
func (c *scan) isID(n *number) bool {
	if n.n > 1 {
		return false
	}
	left := c.left(n.start(), 16)
	if path, ok := strings.CutSuffix(left, "/"); ok && path != "" {
		return path[len(path)-1] < utf8.RuneSelf
	}
	return hasAnySuffix(strings.ToLower(strings.TrimRight(left, `": ='`)), "id", "code", "コード")
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

// card finds card numbers: the issuer's prefix, its length and grouping, and
// the check digit (ISO/IEC 7812-1).
func (c *scan) card(n *number) bool {
	if n.sep == '.' || !n.shaped(4, 4, 4, 4) && !n.shaped(4, 6, 5) && !n.shaped(4, 6, 4) && n.n > 1 {
		return false
	}
	d := c.digits(n)
	if !isIssued(d) || !luhn(d) {
		return false
	}
	c.add(cardRule, n.start(), n.end(), d)
	return true
}

// isIssued reports whether prefix and length are those of an international
// card brand.
func isIssued(d string) bool {
	if len(d) < 14 || len(d) > 16 {
		return false
	}
	p2, p4 := d[:2], d[:4]
	switch len(d) {
	case 14:
		return p2 == "36" || p2 == "38" || p2 == "39" || p4 >= "3000" && p4 <= "3059"
	case 15:
		return p2 == "34" || p2 == "37"
	}
	return d[0] == '4' || p2 >= "51" && p2 <= "55" || p4 >= "2221" && p4 <= "2720" ||
		p4 >= "3528" && p4 <= "3589" || p4 == "6011" || p2 == "65" || p2 == "62" || p4 >= "6440" && p4 <= "6499"
}

func luhn(d string) bool {
	sum := 0
	for i := range len(d) {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// myNumber finds Individual Numbers by their check digit. One in eleven
// numbers of 12 digits has a matching one, so the message says "looks like";
// times of the form 202610311230 are left alone.
func (c *scan) myNumber(n *number) bool {
	if n.sep == '.' || !n.shaped(4, 4, 4) && !n.shaped(12) {
		return false
	}
	d := c.digits(n)
	named := c.said(n.start(), "マイナンバー", "個人番号", "my number", "mynumber")
	if allSame(d[:4]) && allSame(d[4:8]) && allSame(d[8:]) || !hasCheckDigit(d) && !named {
		return false
	}
	if _, err := time.Parse("200601021504", d); err == nil && !named {
		return false
	}
	c.add(myNumberRule, n.start(), n.end(), d)
	return true
}

// hasCheckDigit checks the last of 12 digits (Ordinance No. 85 of 2014 of the
// Ministry of Internal Affairs, article 5).
func hasCheckDigit(d string) bool {
	sum := 0
	for i := range 11 {
		weight := i + 2
		if i > 5 {
			weight = i - 4
		}
		sum += weight * int(d[10-i]-'0')
	}
	check := 11 - sum%11
	if check >= 10 {
		check = 0
	}
	return int(d[11]-'0') == check
}

// ip finds public addresses. Four small numbers are a version unless the text
// speaks of addresses.
func (c *scan) ip(n *number) bool {
	if n.sep == '.' && n.n == 4 && !n.more {
		addr, err := netip.ParseAddr(c.t[n.start():n.end()])
		if err == nil && isExposed(addr) && !c.isVersion(n, addr) {
			c.add(ipRule, n.start(), n.end(), addr.String())
			return true
		}
		return false
	}
	return c.ip6(n.start())
}

func (c *scan) isVersion(n *number, addr netip.Addr) bool {
	if c.said(n.start(), "ipアドレス", "ip address", "ipv4", "接続元", "アクセス元", " ip ", "ip:") {
		return false
	}
	small := !slices.ContainsFunc(addr.AsSlice(), func(b byte) bool { return b >= 32 })
	return small || c.said(n.start(), "バージョン", "version", "ver.", "ver ", "release", "build", "リリース", "から ", "chrome", "firefox", "safari")
}

// ip6 finds an address in 2000::/3, all that is public; it starts with a
// digit.
func (c *scan) ip6(start int) bool {
	if c.t[start] != '2' && c.t[start] != '3' {
		return false
	}
	end := start
	for end < len(c.t) && end-start < 40 && (isHex(c.t[end]) || c.t[end] == ':') {
		end++
	}
	s := strings.TrimRight(c.t[start:end], ":")
	if strings.Count(s, ":") < 2 || c.wordAfter(start+len(s)) {
		return false
	}
	addr, err := netip.ParseAddr(s)
	if err != nil || !isExposed(addr) {
		return false
	}
	c.add(ipRule, start, start+len(s), addr.String())
	return true
}

// harmless lists ranges that belong to nobody in particular: documentation
// (RFC 5737, RFC 3849, RFC 9637), carrier NAT, benchmarks, 6to4, and the
// public resolvers that every manual names.
var harmless = func() (ps []netip.Prefix) {
	for _, s := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"1.1.1.1/32", "1.0.0.1/32", "8.8.8.8/32", "8.8.4.4/32", "9.9.9.9/32", "208.67.222.222/32", "208.67.220.220/32",
		"2001:db8::/32", "3fff::/20", "2001::/23", "2002::/16",
		"2001:4860:4860::8888/128", "2001:4860:4860::8844/128", "2606:4700:4700::1111/128", "2620:fe::fe/128",
	} {
		ps = append(ps, netip.MustParsePrefix(s))
	}
	return ps
}()

func isExposed(a netip.Addr) bool {
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.Is6() && a.AsSlice()[0]>>5 != 1 {
		return false
	}
	return !slices.ContainsFunc(harmless, func(p netip.Prefix) bool { return p.Contains(a) })
}
