package guard

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// token is the shape of a key that its issuer marks by a prefix.
type token struct {
	prefixes string // one or more, with spaces between
	chars    string // what may follow: a class of bytes
	least    int    // how many of them at least
}

const (
	alnum   = "A-Za-z0-9"
	urlish  = "A-Za-z0-9-_"
	dotted  = "A-Za-z0-9-_."
	base64  = "A-Za-z0-9+/="
	hexa    = "A-Fa-f0-9"
	capital = "A-Z0-9"
)

// tokens are the shapes that issuers document.
var tokens = []token{
	{"ghp_ gho_ ghu_ ghs_ ghr_", alnum, 36}, // GitHub
	{"github_pat_", alnum + "_", 40},
	{"glpat- gldt- glrt-", urlish, 20}, // GitLab
	{"AKIA ASIA", capital, 16},         // AWS
	{"AIza", urlish, 35},               // Google
	{"ya29. GOCSPX-", urlish, 20},
	{"xoxb- xoxp- xoxa- xoxr- xoxs- xapp-", urlish, 20}, // Slack
	{"hooks.slack.com/services/", "/" + alnum, 30},
	{"discord.com/api/webhooks/", "/" + urlish, 40},
	{"sk_live_ sk_test_ rk_live_ rk_test_", alnum, 16}, // Stripe
	{"whsec_", base64, 24},
	{"sq0atp- sq0csp-", urlish, 22}, // Square
	{"EAAA", urlish, 56},
	{"shpat_ shpss_ shpca_ shppa_", hexa, 32}, // Shopify
	{"SG.", dotted, 40},                       // SendGrid
	{"key-", hexa, 32},                        // Mailgun
	{"npm_", alnum, 36},
	{"pypi-", urlish, 50},
	{"rubygems_", hexa, 48},
	{"dckr_pat_", urlish, 20},             // Docker
	{"dop_v1_ doo_v1_ dor_v1_", hexa, 64}, // DigitalOcean
	{"AccountKey=", base64, 60},           // Azure
	{"hvs.", urlish, 24},                  // Vault
	{"glsa_", alnum + "_", 32},            // Grafana
	{"sntrys_", base64 + "_", 40},         // Sentry
	{"NRAK-", capital, 27},                // New Relic
	{"pscale_tkn_", dotted, 30},           // PlanetScale
	{"dapi", hexa, 32},                    // Databricks
	{"figd_", urlish, 30},                 // Figma
	{"lin_api_", alnum, 32},               // Linear
	{"ntn_", alnum, 40},                   // Notion
	{"ATATT3", "=" + urlish, 50},          // Atlassian
	{"pat-na1-", "-" + hexa, 36},          // HubSpot
	{"hf_", alnum, 30},                    // Hugging Face
	{"sk-proj- sk-ant-", urlish, 30},      // keys of language services
	{"AGE-SECRET-KEY-1", capital, 40},
	{webToken, dotted, 40},
}

// check returns what looks for the token behind its prefix, which has to
// stand in its own case.
func (t token) check() check {
	chars := classOf(t.chars)
	return func(c *scan, start, end int) {
		prefix := c.t[start:end]
		if !slices.Contains(strings.Fields(t.prefixes), prefix) || c.wordBefore(start) {
			return
		}
		rest := strings.TrimRight(leading(c.right(end, 2048), &chars), ".-=/")
		value := prefix + rest
		if len(rest) < t.least || c.wordAfter(start+len(value)) || prefix == webToken && !isWebToken(value) {
			return
		}
		if isPlaceholder(rest) || variety(rest) < 2.5 || t.chars != capital && !strings.ContainsAny(rest, "0123456789") {
			return
		}
		c.add(secretRule, start, start+len(value), value)
	}
}

// webToken starts a JSON Web Token (RFC 7519): {" in base64.
const webToken = "eyJ"

// isWebToken reports whether a value has the header, payload and signature of
// a JSON Web Token.
func isWebToken(v string) bool {
	parts := strings.Split(v, ".")
	return len(parts) == 3 && len(parts[0]) >= 12 && strings.HasPrefix(parts[1], webToken) && len(parts[2]) >= 16
}

// privateKey finds PEM blocks of private keys (RFC 7468).
func (c *scan) privateKey(start, end int) {
	if m := pemKey.FindString(c.right(end, 64)); m != "" {
		key := c.t[start:min(len(c.t), end+len(m)+256)]
		c.add(secretRule, start, end+len(m), strings.Join(strings.Fields(key), ""))
	}
}

var pemKey = regexp.MustCompile(`^ (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`)

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
