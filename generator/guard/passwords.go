package guard

import (
	"regexp"
	"slices"
	"strings"
)

func secretAnchors() (as []anchor) {
	for _, t := range tokens {
		as = append(as, anchor{strings.Fields(t.prefixes), t.check()})
	}
	return append(as,
		anchor{[]string{"-----BEGIN"}, (*scan).privateKey},
		anchor{passwordLabels, (*scan).password},
		anchor{keyLabels, (*scan).labelledKey},
		anchor{keyParams, (*scan).queryKey},
		anchor{[]string{"basic "}, (*scan).authorization},
		anchor{[]string{" -p'", ` -p"`}, (*scan).typedPassword},
		anchor{[]string{" -u "}, (*scan).typedUser},
	)
}

// Words that the value of a password, of a key, and of a key in a URL follow.
var (
	passwordLabels = []string{"パスワード", "パスフレーズ", "暗証番号", "合言葉", "password", "passwd", "passphrase", "pwd", "passcode", "パスコード", "PIN",
		"pass:", "pass=", "pw:", "pw=", "pwは", "pwを", "pwが"}
	keyLabels = []string{"secret", "api key", "api_key", "api-key", "apikey", "access key", "access_key", "accesskey", "access token", "access_token", "accesstoken",
		"auth token", "auth_token", "authtoken", "private key", "private_key", "token", "bearer", "credential",
		"APIキー", "アクセスキー", "アクセストークン", "トークン", "シークレット", "秘密鍵", "認証キー", "ライセンスキー", "license key"}
	keyParams = []string{"?key=", "&key=", "signature=", "?sig=", "&sig=", "?auth=", "&auth=", "session=", "sessionid=", "session_id=", "?sid=", "&sid=", "?code=", "&code="}
)

var (
	// joint stands between a label and its value: what closes the label, a
	// sign or verb, and what opens the value.
	joint = regexp.MustCompile("^(?:コード| code|[ _-]?key|(?:_[A-Z0-9]+)*)([\"'”’`)\\]」』]*)( *)(は|が|を|:|=>|=|→|->|is |was |to |, ?)? *([\"'“‘`(\\[「『*]*)")
	value = regexp.MustCompile("^[!#-&(-;=?-_a-~]+") // printable, but no quotes, angle or back quotes
)

// bond says how a value hangs on its label: by a sign or verb, by quotation
// marks or spaces alone, as the next argument, or not at all.
type bond int

const (
	unbound bond = iota
	listed       // both in quotes, with a comma between
	loose
	bound
)

// labelled returns where the value behind a label stands.
func (c *scan) labelled(end int) (from, to int, b bond) {
	rest := c.right(end, 192)
	m := joint.FindStringSubmatchIndex(rest)
	closed, space, opened := m[2] < m[3], m[4] < m[5], m[8] < m[9]
	// A password is changed to its value, or moved to another place.
	sign := m[6] >= 0 && rest[m[6]:m[7]] != "to " && rest[m[6]] != ','
	switch {
	case m[6] >= 0 && rest[m[6]] == ',':
		if closed && opened { // define('DB_PASSWORD', '…')
			b = listed
		}
	case sign:
		b = bound
	case !closed && opened:
		b = bound
	case !closed && space:
		b = loose
	}
	v := strings.TrimRight(value.FindString(rest[m[1]:]), ".,;:)]}*'")
	return end + m[1], end + m[1] + len(v), b
}

// password finds the value of a password. Behind words it needs to look like
// one; a PIN has four digits or more.
func (c *scan) password(start, end int) {
	label := strings.ToLower(c.t[start:end])
	if len(label) < len("password") && isLetter(label[0]) && c.wordBefore(start) && c.t[start-1] != '_' {
		return // shipping, bypass:
	}
	from, to, b := c.labelled(end)
	if hasAnySuffix(label, ":", "=", "は", "を", "が") {
		b = bound
	}
	v := c.t[from:to]
	if b == unbound || b == listed && wordy(v) || countsAfter(c.right(to, 8)) {
		return
	}
	if isPassword(v, b) || asksForDigits(label) && isPIN(v) {
		c.add(passwordRule, from, to, v)
	}
}

// asksForDigits reports whether behind a label digits alone are a secret.
func asksForDigits(label string) bool {
	return hasAnyPrefix(label, "暗証", "pin") || hasAnySuffix(label, "code", "コード")
}

func isPIN(v string) bool {
	return len(v) >= 4 && len(v) <= 8 && strings.Trim(v, "0123456789") == "" && !allSame(v)
}

// isPassword reports whether somebody chose v as a password: letters with
// digits or signs, and neither code nor the name of a method. Without a sign
// between label and value it has to be mixed even more.
func isPassword(v string, b bond) bool {
	if len(v) < 6 || len(v) > 64 || isPlaceholder(v) || isCode(v) || knownName.MatchString(v) || keepers.MatchString(v) ||
		wordy(v) && containsAny(strings.ToLower(v), "pass", "pwd") {
		return false
	}
	var lower, upper, digit, sign, rare int
	for i := range len(v) {
		switch b := v[i]; {
		case isDigit(b):
			digit = 1
		case b >= 'a' && b <= 'z':
			lower = 1
		case b >= 'A' && b <= 'Z':
			upper = 1
		case strings.IndexByte("-_:./", b) < 0:
			rare = 1
			fallthrough
		default:
			sign = 1
		}
	}
	if b < bound {
		return digit == 1 && lower+upper > 0 && lower+upper+digit+sign >= 3
	}
	return lower+upper > 0 && (digit == 1 || lower+upper+rare == 3)
}

var (
	knownName = regexp.MustCompile(`(?i)^(?:sha|md|aes|utf|rfc|tls|ssl|http|https|iso|oauth|oidc|pbkdf|argon|base|bcrypt|scrypt|nist|php|html|web|ver|version|wpa|id|ipv|ntlm|openid|mysql|fido|step|level|v)[-_ ./]?v?[0-9][0-9a-z.:+-]*$|^[0-9.,]+[a-z]{0,3}$`)
	codeLike  = regexp.MustCompile(`^[$%{<\[&#/]|[({;]|\]\[|::|=>|://|^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+$|^\.|^--|^@|\\|(?i:a-z)|0-9|^[a-z]+\|`)
)

// keepers are programs that keep passwords.
var keepers = regexp.MustCompile(`(?i)^(?:1password|lastpass|bitwarden|keepass(?:xc)?[0-9]?)$`)

func isCode(v string) bool { return codeLike.MatchString(v) }

// wordy reports whether v is made of words and short numbers, as names in
// programs are: color-primary-500, passwordResetToken2.
func wordy(v string) bool {
	parts := strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("-_./:", r) })
	return !slices.ContainsFunc(parts, func(p string) bool { return !wordLike.MatchString(p) })
}

var wordLike = regexp.MustCompile(`^(?:(?:[A-Za-z]?[a-z]{2,})*|[A-Za-z]|[A-Z]+)[0-9]{0,4}$`)

// labelledKey finds what stands for a key behind a word such as token.
func (c *scan) labelledKey(start, end int) {
	from, to, b := c.labelled(end)
	v := c.t[from:to]
	if (b == bound || b == loose && (len(v) >= 20 || c.t[end-1] == 'r')) && isKey(v) { // "Bearer" takes no sign
		c.add(secretRule, from, to, v)
	}
}

// authorization finds the name and password behind "Basic" (RFC 7617).
func (c *scan) authorization(start, end int) {
	v := keyChars.FindString(c.right(end, 512))
	if len(v) >= 12 && c.said(start, "authorization") && variety(v) >= 2.8 && !isPlaceholder(v) {
		c.add(secretRule, end, end+len(v), v)
	}
}

// typedPassword finds mysql -p'…', typedUser curl -u name:….
func (c *scan) typedPassword(_, end int) {
	if v, _, ok := strings.Cut(c.right(end, 80), c.t[end-1:end]); ok && isPassword(v, bound) {
		c.add(passwordRule, end, end+len(v), v)
	}
}

func (c *scan) typedUser(_, end int) {
	word := strings.Trim(leadingWord(c.right(end, 160)), `"'`)
	user, v, ok := strings.Cut(word, ":")
	if ok && user != "" && isPassword(v, bound) {
		from := end + strings.Index(c.right(end, 160), ":") + 1
		c.add(passwordRule, from, from+len(v), v)
	}
}

func leadingWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// queryKey finds the value of a parameter such as &sig= in a URL.
func (c *scan) queryKey(_, end int) {
	v := strings.TrimRight(keyChars.FindString(c.right(end, 512)), ".-/")
	if isKey(v) {
		c.add(secretRule, end, end+len(v), v)
	}
}

var keyChars = regexp.MustCompile(`^[A-Za-z0-9_.~+/=-]+`)

// isKey reports whether v is long and random enough for a generated key.
func isKey(v string) bool {
	v = strings.TrimRight(v, "=")
	letters := strings.Trim(v, "0123456789.-")
	return len(v) >= 16 && len(v) <= 512 && keyChars.FindString(v) == v &&
		strings.ContainsAny(v, "0123456789") && letters != "" && variety(v) >= 2.8 &&
		!isPlaceholder(v) && !isCode(v) && !wordy(v)
}
