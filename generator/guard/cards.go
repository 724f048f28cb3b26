package guard

import "time"

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
