package guard

import (
	"regexp"
	"strings"
)

// postal finds 〒 with seven digits, and NNN-NNNN where the text speaks of
// places and nothing speaks for a range, an amount or a part.
func (c *scan) postal(n *number) bool {
	if !n.shaped(3, 4) && !n.shaped(7) {
		return false
	}
	d := c.digits(n)
	before := strings.TrimRight(strings.ToLower(c.left(n.start(), 32)), " :=はが「『(\"")
	marked := hasAnySuffix(before, "〒", "郵便番号", "postal code", "zip code", "postcode", "zip")
	if n.n == 1 && !marked || d[:3] == "000" || d[3:] == "0000" || d == "1234567" {
		return false
	}
	if !marked && (n.sep != '-' || !c.isPostal(n)) {
		return false
	}
	c.add(postalRule, n.start(), n.end(), d)
	return true
}

// isPostal weighs what stands around NNN-NNNN.
func (c *scan) isPostal(n *number) bool {
	rest := strings.TrimLeft(c.right(n.end(), 64), " )」、,")
	if startsPlace(rest) {
		return true
	}
	return containsAny(strings.ToLower(c.left(n.start(), 64)+rest), placeWords...) && !countsAfter(rest) &&
		!strings.ContainsRune("/#_¥$=", c.before(n.start()))
}

var placeWords = strings.Fields("住所 郵便 届け 配送先 発送先 送付先 返送 宛 あて 地域 お住まい 在住 address zip postal deliver parcel")

// startsPlace reports whether s begins with a prefecture or a city.
var startsPlace = regexp.MustCompile(`^(?:\p{Han}{2,3}[都道府県]|\p{Han}{1,6}[市区郡町村])`).MatchString

// countsAfter reports whether a number before s counts or measures something.
var countsAfter = regexp.MustCompile(`^ ?(?:[%‰℃°]|(?i:px|ms|sec|kb|mb|gb|tb|pt|em|rem|yen|usd|jpy|bytes?|points?|items?|digits?|characters?)\b` +
	`|[件円人回個台枚本点名社店通秒分時日月年週歳版段行列桁字文万億千百倍割号位番種階頁冊目つ〜~]|[かカヶ][月所国年]|バイト|ピクセル|ページ|ポイント|ユーザー|レコード|リクエスト)`).MatchString

// houseNumber finds 1-2-3 behind the name of a city or ward, and in front of
// a romanised one.
func (c *scan) houseNumber(n *number) bool {
	if n.sep != '-' || n.n > 4 || n.more {
		return false
	}
	long := false // 6307-3 may be a year and a month, or a model
	for i := range n.n {
		if n.length(i) > 4 {
			return false
		}
		long = long || n.n == 2 && n.length(i) > 3
	}
	start, ok := c.place(n.start())
	if long && (!ok || !ruralPlace.MatchString(c.t[start:n.start()])) {
		return false
	}
	if !ok {
		return c.romanAddress(n)
	}
	if n.n == 2 && countsAfter(c.right(n.end(), 8)) {
		return false
	}
	c.addAddress(start, n.end())
	return true
}

func (c *scan) addAddress(start, end int) {
	c.add(addressRule, start, end, strings.ReplaceAll(c.t[start:end], " ", ""))
}

// place looks back from i, where the number of a house or block stands, for
// the name of a city, ward, town or village and the part of it that the
// number counts in. It returns where the name starts.
func (c *scan) place(i int) (start int, ok bool) {
	left := strings.TrimRight(c.left(i, 96), " ")
	name := trailing(left, 24, isPlaceName)
	if len(name) < 3*len("市") || !cityAndTown.MatchString(name) || notCity.MatchString(name) {
		return 0, false
	}
	prefix := name[:strings.IndexAny(name, "市区町村郡")]
	if grammar := strings.LastIndexAny(prefix, "はがをにでのとへ"); grammar >= 0 { // お届け先は東京都…
		name = name[grammar+len("は"):]
	}
	return i - len(c.left(i, 96)) + len(left) - len(name), true
}

func isPlaceName(r rune) bool {
	return isKanji(r) || isKatakana(r) || r == 'ヶ' || r == 'の' || r == 'ノ' || r == 'が' || isHiragana(r) || r >= '0' && r <= '9'
}

var (
	// A city and, behind it, a part of it.
	cityAndTown = regexp.MustCompile(`[\p{Han}ぁ-ゖァ-ヺー]{1,6}[市区町村郡][\p{Han}ぁ-ゖァ-ヺー0-9]{1,12}$`)
	// A part of a town or village in its district: lots there are not in blocks.
	ruralPlace = regexp.MustCompile(`郡[\p{Han}ぁ-ゖァ-ヺー]{1,6}[町村][\p{Han}ぁ-ゖァ-ヺー]{1,12}$`)
	// Words that only look like one, and grammar, which addresses have not.
	notCity = regexp.MustCompile(`[市区町村郡](?:場|分|間|別|切|域|画|民|内|外|役|長|立|営|街|販|況|価|議|政|税|史|町村|の|を|は|が|で|に|と|も|から|より)`)
)

// romanAddress finds 1-2-3 Jinnan, Shibuya-ku, Tokyo.
func (c *scan) romanAddress(n *number) bool {
	rest := c.right(n.end(), 80)
	m := ""
	if hasAnyPrefix(rest, " ", ",") {
		m = romanCity.FindString(rest)
	}
	if m == "" {
		return false
	}
	c.add(addressRule, n.start(), n.end()+len(m), strings.ToLower(c.t[n.start():n.end()+len(m)]))
	return true
}

var romanCity = regexp.MustCompile(`^,? ?(?:[A-Z][a-z]+(?:-(?:cho|machi|chome|dori))?,? ?){1,4}-(?:ku|shi|gun|machi|cho|mura|son)\b`)

// block finds addresses by 丁目: with a city before it, or with the number of
// a lot behind it. 一丁目一番地 alone means "first of all".
func (c *scan) block(start, end int) {
	before := c.left(start, 64)
	count := trailing(before, 3, isCount)
	if count == "" {
		return
	}
	tail := blockTail.FindString(c.right(end, 48))
	from, ok := c.place(start - len(count))
	if !ok {
		name := trailing(before[:len(before)-len(count)], 8, func(r rune) bool { return isKanji(r) || isKatakana(r) })
		if name == "" || tail == "" || count == "一" && strings.HasPrefix(tail, "一番地") {
			return
		}
		from = start - len(count) - len(name)
	}
	c.addAddress(from, end+len(tail))
}

var blockTail = regexp.MustCompile(`^(?:の)?(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})(?:番地?|-[0-9]{1,4}|号|の[0-9])(?:の?[0-9]{1,4}号?|[一二三四五六七八九十]{1,3}号)?`)

// isCount reports whether r counts blocks, as a figure or in kanji.
func isCount(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("一二三四五六七八九十", r)
}

// lot finds addresses by 番地 and 番…号 behind a city.
func (c *scan) lot(start, end int) {
	count := trailing(c.left(start, 16), 5, isCount)
	rest := c.right(end, 24)
	tail := lotTail.FindString(rest)
	if count == "" || tail == "" && !lotEnd.MatchString(rest) {
		return
	}
	from, ok := c.place(start - len(count))
	if ok {
		c.addAddress(from, end+len(tail))
	}
}

var (
	lotTail = regexp.MustCompile(`^(?:地(?:の?[0-9]{1,4})?|[0-9]{1,4}号|の[0-9]{1,4})`)
	lotEnd  = regexp.MustCompile(`^(?:$|[ 、。,)」])`)
)

// street finds 123 Example Street. A word behind it that is no grammar makes
// it something else: 5 New Street types.
func (c *scan) street(start, end int) {
	if c.wordAfter(end) || !c.wordBefore(start) || streetOf.MatchString(c.right(end, 16)) {
		return
	}
	if m := streetName.FindString(c.left(start, 48)); m != "" {
		c.add(addressRule, start-len(m), end, strings.ToLower(c.t[start-len(m):end]))
	}
}

var (
	streets    = []string{" street", " avenue", " boulevard", " road", " lane", " st.", " ave.", " rd.", " blvd"}
	streetName = regexp.MustCompile(`\b[1-9][0-9]{0,4} (?:[NSEW]\.? )?[A-Z][a-z]+(?: [A-Z][a-z]+)?$`)
	streetOf   = regexp.MustCompile(`^ (?:[b-z][a-z]*[a-z]s|map|name|type|view|field|number|address)\b`)
)
