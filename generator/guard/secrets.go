package guard

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// token is the shape of a key that its issuer marks by a prefix.
type token struct {
	prefix string
	chars  string // what may follow, as in a regular expression's class
	least  int    // how many of them at least
}

const (
	alnum   = "A-Za-z0-9"
	urlish  = "A-Za-z0-9-_"
	dotted  = "A-Za-z0-9-_."
	hexa    = "a-f0-9"
	capital = "A-Z0-9"
)

// tokens are the shapes that issuers document.
var tokens = []token{
	{"ghp_", alnum, 36}, {"gho_", alnum, 36}, {"ghu_", alnum, 36}, {"ghs_", alnum, 36}, {"ghr_", alnum, 36}, // GitHub
	{"github_pat_", alnum + "_", 40},
	{"glpat-", urlish, 20}, {"gldt-", urlish, 20}, {"glrt-", urlish, 20}, // GitLab
	{"AKIA", capital, 16}, {"ASIA", capital, 16}, // AWS
	{"AIza", urlish, 35}, {"ya29.", urlish, 20}, {"GOCSPX-", urlish, 24}, // Google
	{"xoxb-", urlish, 20}, {"xoxp-", urlish, 20}, {"xoxa-", urlish, 20}, {"xoxr-", urlish, 20}, {"xoxs-", urlish, 20}, {"xapp-", urlish, 20}, // Slack
	{"hooks.slack.com/services/", alnum + "/", 30},
	{"discord.com/api/webhooks/", urlish + "/", 40},
	{"sk_live_", alnum, 16}, {"sk_test_", alnum, 16}, {"rk_live_", alnum, 16}, {"rk_test_", alnum, 16}, {"whsec_", alnum + "+/=", 24}, // Stripe
	{"SG.", dotted, 40},         // SendGrid
	{"npm_", alnum, 36},         // npm
	{"pypi-", urlish, 50},       // PyPI
	{"rubygems_", hexa, 48},     // RubyGems
	{"dckr_pat_", urlish, 20},   // Docker
	{"shpat_", "A-Fa-f0-9", 32}, // Shopify
	{"shpss_", "A-Fa-f0-9", 32},
	{"shpca_", "A-Fa-f0-9", 32},
	{"sq0atp-", urlish, 22}, {"sq0csp-", urlish, 40}, {"EAAA", urlish, 56}, // Square
	{"sk-proj-", urlish, 30}, {"sk-ant-", urlish, 30}, {"hf_", alnum, 30}, // model hosts
	{"dop_v1_", hexa, 64}, {"doo_v1_", hexa, 64}, // DigitalOcean
	{"hvs.", urlish, 24}, {"glsa_", alnum + "_", 32}, {"pscale_tkn_", dotted, 30}, {"dapi", hexa, 32}, {"figd_", urlish, 30},
	{"lin_api_", alnum, 32}, {"ntn_", alnum, 40}, {"ATATT3", urlish + "=", 50}, {"NRAK-", capital, 27}, {"sntrys_", alnum + "+/=_", 40},
	{"key-", hexa, 32}, {"pat-na1-", hexa + "-", 36}, {"cfut_", urlish, 40},
	{"AGE-SECRET-KEY-1", capital, 40},
	{"AccountKey=", alnum + "+/=", 60}, // Azure
	{"eyJ", dotted, 40},                // JSON Web Token (RFC 7519), checked further in webToken
}

func secretAnchors() (as []anchor) {
	for _, t := range tokens {
		as = append(as, anchor{[]string{t.prefix}, t.check()})
	}
	return append(as,
		anchor{[]string{"-----BEGIN"}, (*scan).privateKey},
		anchor{passwordLabels, (*scan).password},
		anchor{keyLabels, (*scan).labelledKey},
		anchor{keyParams, (*scan).queryKey},
		anchor{[]string{"basic "}, (*scan).authorization},
	)
}

// check returns what looks for the token behind its prefix, which has to
// stand in its own case.
func (t token) check() check {
	chars := classOf(t.chars)
	return func(c *scan, start, end int) {
		if c.t[start:end] != t.prefix || isLetter(t.prefix[0]) && c.wordBefore(start) {
			return
		}
		rest := strings.TrimRight(leading(c.right(end, 2048), &chars), ".-=/")
		value := t.prefix + rest
		if len(rest) < t.least || c.wordAfter(start+len(value)) || t.prefix == "eyJ" && !isWebToken(value) {
			return
		}
		if isPlaceholder(rest) || variety(rest) < 2.5 || t.chars != capital && !strings.ContainsAny(rest, "0123456789") {
			return
		}
		c.add(secretRule, start, start+len(value), value)
	}
}

// isWebToken reports whether a value has the header, payload and signature of
// a JSON Web Token.
func isWebToken(v string) bool {
	parts := strings.Split(v, ".")
	return len(parts) == 3 && len(parts[0]) >= 12 && strings.HasPrefix(parts[1], "eyJ") && len(parts[2]) >= 16
}

// privateKey finds PEM blocks of private keys (RFC 7468).
func (c *scan) privateKey(start, end int) {
	if m := pemKey.FindString(c.right(end, 64)); m != "" {
		key := c.t[start:min(len(c.t), end+len(m)+256)]
		c.add(secretRule, start, end+len(m), strings.Join(strings.Fields(key), ""))
	}
}

var pemKey = regexp.MustCompile(`^ (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`)

// Words that the value of a password, of a key, and of a key in a URL follow.
var (
	passwordLabels = []string{"パスワード", "パスフレーズ", "暗証番号", "合言葉", "password", "passwd", "passphrase", "pwd", "passcode", "パスコード", "PINコード", "PIN code", "pass:", "pass=", "pw:", "pw="}
	keyLabels      = []string{"secret", "api key", "api_key", "api-key", "apikey", "access key", "access_key", "accesskey", "access token", "access_token", "accesstoken",
		"auth token", "auth_token", "authtoken", "private key", "private_key", "token", "bearer", "credential",
		"APIキー", "アクセスキー", "アクセストークン", "トークン", "シークレット", "秘密鍵", "認証キー", "ライセンスキー", "license key"}
	keyParams = []string{"?key=", "&key=", "signature=", "?sig=", "&sig=", "?auth=", "&auth=", "session=", "sessionid=", "session_id=", "?sid=", "&sid=", "?code=", "&code="}
)

var (
	// joint stands between a label and its value: what closes the label, a
	// sign or verb, and what opens the value.
	joint = regexp.MustCompile("^([\"'”’`)\\]」』]*)( *)(は|が|を|:|=>|=|→|->|is |was )? *([\"'“‘`(\\[「『*]*)")
	value = regexp.MustCompile("^[!#-&(-;=?-_a-~]+") // printable, but no quotes, angle or back quotes
)

// bond says how a value hangs on its label: by a sign or verb, by quotation
// marks or spaces alone, or not at all.
type bond int

const (
	unbound bond = iota
	loose
	bound
)

// labelled returns where the value behind a label stands.
func (c *scan) labelled(end int) (from, to int, b bond) {
	rest := c.right(end, 192)
	m := joint.FindStringSubmatchIndex(rest)
	closed, space, sign, opened := m[2] < m[3], m[4] < m[5], m[6] >= 0, m[8] < m[9]
	switch {
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
	from, to, b := c.labelled(end)
	v := c.t[from:to]
	if label := c.t[start:end]; strings.HasSuffix(label, ":") || strings.HasSuffix(label, "=") {
		if c.wordBefore(start) && c.t[start-1] != '_' {
			return
		}
		b = bound
	}
	if b == unbound || countsAfter(c.right(to, 8)) {
		return
	}
	if isPIN(c.t[start:end]) {
		if len(v) >= 4 && len(v) <= 8 && strings.Trim(v, "0123456789") == "" && !allSame(v) {
			c.add(passwordRule, from, to, v)
		}
	} else if isPassword(v, b) {
		c.add(passwordRule, from, to, v)
	}
}

// isPIN reports whether a label asks for digits alone.
func isPIN(label string) bool {
	return hasAnyPrefix(label, "暗証", "PIN", "pin") || hasAnySuffix(strings.ToLower(label), "code", "コード")
}

// isPassword reports whether somebody chose v as a password: letters with
// digits or signs, and neither code nor the name of a method. Without a sign
// between label and value it has to be mixed even more.
func isPassword(v string, b bond) bool {
	if len(v) < 6 || len(v) > 64 || isPlaceholder(v) || isCode(v) || knownName.MatchString(v) ||
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
	if b == loose {
		return digit == 1 && lower+upper > 0 && lower+upper+digit+sign >= 3
	}
	return lower+upper > 0 && (digit == 1 || lower+upper+rare == 3)
}

var (
	knownName = regexp.MustCompile(`(?i)^(?:sha|md|aes|utf|rfc|tls|ssl|http|https|iso|oauth|oidc|pbkdf|argon|base|bcrypt|scrypt|nist|php|html|web|ver|version|wpa|id|ipv|ntlm|openid|mysql|fido|step|level|v)[-_ ./]?v?[0-9][0-9a-z.:+-]*$|^[0-9.,]+[a-z]{0,3}$`)
	codeLike  = regexp.MustCompile(`^[$%{<\[&#/]|[({;$]|\]\[|::|=>|://|^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+$|^\.|^--|^@|\\|(?i:a-z)|0-9|^[a-z]+\|`)
)

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

// variety returns the entropy of s in bits per byte.
func variety(s string) float64 {
	var count [256]float64
	for i := range len(s) {
		count[s[i]]++
	}
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			share := n / float64(len(s))
			bits -= share * math.Log2(share)
		}
	}
	return bits
}

// isPlaceholder reports whether a value is there to be replaced.
func isPlaceholder(v string) bool {
	v = strings.ToLower(v)
	return strings.Trim(v, "*x.-_•●?") == "" || allSame(v) ||
		slices.Contains([]string{"password", "passwd", "pass", "secret", "token"}, v) ||
		containsAny(v, "xxxx", "****", "....", "example", "sample", "dummy", "your", "placeholder", "changeme", "change_me", "redacted", "masked", "random", "<", ">")
}
