package guard

import (
	"net/netip"
	"slices"
	"strings"
)

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

// isVersion reports whether four numbers are more likely a version, an object
// identifier, or nobody's in particular.
func (c *scan) isVersion(n *number, addr netip.Addr) bool {
	if c.said(n.start(), "ipアドレス", "ip address", "ipv4", "接続元", "アクセス元", " ip ", "ip:") {
		return false
	}
	b := addr.As4()
	small := max(b[0], b[1], b[2], b[3]) < 32
	same := b[0] == b[1] && b[1] == b[2] && b[2] == b[3]
	rest := c.right(n.end(), 2)
	suffix := len(rest) == 2 && (rest[0] == '-' || rest[0] == '+') && isLetter(rest[1])
	return small || same || suffix || c.said(n.start(), "バージョン", "version", "ver.", "ver ", "release", "build", "リリース",
		"アップデート", "アップグレード", "updat", "upgrad", "patch", "bump", "oid", "v8", "chrome", "firefox", "safari")
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
