package guard

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// surnames.txt holds about 300 common surnames of two characters or more, one
// a line: in kanji, in hiragana, and in Roman letters.
//
//go:embed surnames.txt
var surnames string

// readSurnames returns the surnames in kanji, both kana and Roman letters.
// Readings of less than three kana are left out: they are ends of words.
func readSurnames() map[string]bool {
	names := map[string]bool{}
	for line := range strings.Lines(surnames) {
		f := strings.Fields(line)
		names[f[0]] = true
		names[f[2]] = true
		if len(f[1]) >= 3*len("あ") {
			names[f[1]] = true
			names[katakana(f[1])] = true
		}
	}
	for _, roman := range strings.Fields(romanSurnames) {
		names[roman] = true
	}
	return names
}

// romanSurnames are written with one kanji, which is a word of its own too
// often; in Latin letters they are names.
const romanSurnames = "Hayashi Mori Hara Seki Minami Tani Oka Hori Tsuji Higashi Azuma Nishi Kita Hoshi Izumi Suga Shima Maki Hama Yanagi Inui Hata Katsura Tsutsumi Sawa Taki"

// isShortSurname reports whether a character is rather a name than a place or
// direction when another word follows.
func isShortSurname(word string) bool {
	return slices.Contains(shortSurnames, word) && !strings.Contains("東西南北角幸金向渡沖", word)
}

func katakana(hiragana string) string {
	return strings.Map(func(r rune) rune {
		if isHiragana(r) {
			return r + 'ア' - 'あ'
		}
		return r
	}, hiragana)
}

// honorifics follow a name; nameLabels and titles come before one.
var (
	honorifics = []string{"さん", "様", "氏", "さま", "殿", "くん", "ちゃん", "先生", "社長", "部長", "課長", "会長"}
	nameLabels = []string{"氏名", "お名前", "宛名", "名義", "名前", "注文者", "購入者", "届け先", "受取人", "ご担当", "ご契約者"}
	titles     = []string{"mr.", "ms.", "mrs.", "mr ", "ms ", "mrs ", "dear "}
)

// honoredName finds a surname in front of 様 and the like, alone or with a
// given name: 佐藤様, 佐藤 花子様, スズキさん.
func (c *scan) honoredName(start, end int) {
	if !isHonorific(c.t[start:end], c.after(end)) {
		return
	}
	left := c.left(start, 64)
	before := strings.TrimRight(left, " ")
	to := start - len(left) + len(before)
	name := c.nameAtEnd(before)
	if strings.HasSuffix(c.t[start:end], "長") {
		name = c.surname(lastWord(before)) // of 山口総務部長, 総務 is no given name
	}
	if name != "" {
		c.addName(to-len(name), to, name)
	} else if h := c.t[start:end]; c.hints && (h == "様" || h == "さん") {
		c.maybeName(before, to)
	}
}

func (c *scan) addName(start, end int, name string) {
	value := strings.ReplaceAll(strings.ToLower(name), " ", "")
	if !c.ours[value] && !c.ours[strings.ToLower(name)] {
		c.add(personRule, start, end, value)
	}
}

// isHonorific reports whether 様, 氏 or さん before next is no part of a word:
// 様子, 氏名.
func isHonorific(h string, next rune) bool {
	switch h {
	case "様":
		return !strings.ContainsRune("子式々相態", next)
	case "氏":
		return !strings.ContainsRune("名族神", next)
	case "さん":
		return !strings.ContainsRune("ぶぽぱぎ", next) // of words such as さんぽ
	}
	return true
}

// nameAtEnd returns the full name or surname that s ends with: 佐藤, 佐藤花子,
// 佐藤 花子, 佐藤まさみ.
func (c *scan) nameAtEnd(s string) string {
	last := lastWord(s)
	rest := strings.TrimRight(s[:len(s)-len(last)], " ・")
	if apart := len(rest)+len(last) < len(s); apart || isKanaName(last) {
		first := c.surname(lastWord(rest))
		if word := lastWord(rest); apart && isShortSurname(word) && isKanji(firstRune(last)) && utf8.RuneCountInString(last) <= 3 {
			first = word // 林 由美子
		}
		if first != "" {
			return s[len(rest)-len(first):]
		}
	}
	if name := c.fullName(last); name != "" {
		return name
	}
	return c.surname(last)
}

// lastWord returns the run of one script, at most eight characters, that s
// ends with.
func lastWord(s string) string {
	for _, script := range []func(rune) bool{isKanji, isKatakana, isHiragana} {
		if word := trailing(s, 8, script); word != "" {
			return word
		}
	}
	return ""
}

// isKanaName reports whether s may be a given name in kana.
func isKanaName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= 4 && !isKanji(firstRune(s)) && !isParticle(s)
}

// surname returns the surname that the word s ends with. In kana only
// particles may stand before it, because any word may end like a name.
func (c *scan) surname(s string) string {
	kanji := isKanji(firstRune(s))
	for i := range s {
		if (i == 0 || kanji || isParticle(s[:i])) && c.names[s[i:]] {
			return s[i:]
		}
	}
	return ""
}

// fullName returns s if it is a surname in kanji with one to three more
// characters behind it.
func (c *scan) fullName(s string) string {
	const size = len("田")
	for _, n := range []int{3, 2} {
		given := len(s)/size - n
		if given >= 1 && given <= 3 && c.names[s[:n*size]] && !hasAnySuffix(s, "県", "市", "区", "町", "村", "郡", "駅") {
			return s
		}
	}
	return ""
}

func isParticle(s string) bool {
	return slices.Contains([]string{"の", "は", "が", "と", "も", "に", "や", "を", "で", "へ", "から", "より", "した", "する", "という"}, s)
}

// labelledName finds a surname behind a label: お名前：佐藤花子.
func (c *scan) labelledName(_, end int) {
	m := namedPerson.FindStringSubmatchIndex(c.right(end, 64))
	if m == nil {
		return
	}
	start := end + m[2]
	name := c.t[start : end+m[3]]
	if first, _, spaced := strings.Cut(name, " "); c.names[first] || !spaced && c.fullName(name) != "" {
		c.addName(start, start+len(name), name)
	}
}

var namedPerson = regexp.MustCompile(`^(?:者|人)?(?:名|様)?(?:が|は)? ?[:=「『は(が] ?[「『"]?(\p{Han}{2,6}(?: \p{Han}{1,4})?|[ァ-ヺー]{3,8}(?: [ァ-ヺー]{2,8})?)`)

// titledName finds Ms. Sato. A name that is no known surname may be that of a
// film or a shop, unless it speaks or is spoken to.
func (c *scan) titledName(start, end int) {
	rest := c.right(end, 64)
	m := romanFullName.FindStringSubmatchIndex(rest)
	if m == nil || c.wordBefore(start) || c.t[start] >= 'a' {
		return
	}
	name := rest[m[2]:m[1]]
	first, last, _ := strings.Cut(name, " ")
	whole, only := end+m[1], end+m[2]+len(first)
	switch title := c.t[start:end]; {
	case c.names[last]:
		c.addName(end+m[2], whole, name)
	case c.names[first]:
		c.addName(end+m[2], only, first)
	case title[:1] == "D" || title == "MS ": // Dear Customer, MS Word
	case speaking.MatchString(rest[m[1]:]) || spokenTo.MatchString(c.left(start, 24)):
		c.addName(end+m[2], whole, name)
	case c.hints && !c.ours[strings.ToLower(name)]:
		c.add(nameRule, end+m[2], whole, strings.ToLower(name))
	}
}

var (
	romanFullName = regexp.MustCompile(`^ ?([A-Z][a-z]+)(?: [A-Z][a-z]+)?\b`)
	speaking      = regexp.MustCompile(`^,? (?:told|tells|asked|asks|wrote|writes|said|says|called|calls|reported|reports|mailed|emailed|contacted|noticed|could|couldn't|cannot|can't)\b`)
	spokenTo      = regexp.MustCompile(`(?i)\b(?:thank|thanks to|thanks,|from|told|asked|called|emailed|customer|merchant|refund(?:ed)?)[ ,:]+$`)
)

// romanName finds Sato-san.
func (c *scan) romanName(start, end int) {
	name := trailing(c.left(start, 24), 16, func(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) })
	if c.names[name] && !c.wordAfter(end) {
		c.addName(start-len(name), start, name)
	}
}
