package guard

import (
	"regexp"
	"slices"
	"strings"
)

// emails looks at every "@" with a host behind it, and at the passwords of
// URLs such as https://name:password@host.
func (c *scan) emails() {
	for i := 0; ; i++ {
		n := strings.IndexByte(c.t[i:], '@')
		if n < 0 {
			return
		}
		i += n
		host := hostName(c.right(i+1, 255))
		if host == "" {
			continue
		}
		local := trailing(c.t[:i], 64, isLocalPart)
		if c.credentials(i, local) {
			continue
		}
		local = strings.TrimLeft(local, ".+-'%")
		if local == "" || strings.HasSuffix(local, ".") {
			continue
		}
		if c.before(i-len(local)) == '@' { // @user@host of the fediverse
			continue
		}
		c.email(i-len(local), i+1+len(host), local+"@"+host)
	}
}

func isLocalPart(r rune) bool {
	return r < 0x80 && (isWord(byte(r)) || strings.ContainsRune(".+-'%:", r))
}

func (c *scan) email(start, end int, address string) {
	local, host, _ := strings.Cut(strings.ToLower(address), "@")
	if i := strings.LastIndexAny(local, ":'"); i >= 0 { // mailto:name, 'name
		start += i + 1
		local = local[i+1:]
	}
	if i := strings.LastIndexByte(host, '.'); isFileEnding(host[i+1:]) { // name@host.jp.png
		if host, end = host[:i], end-len(host[i:]); !strings.Contains(host, ".") {
			return
		}
	}
	if local == "" || slices.Contains(nobody, local) || isPlaceholder(local) || isSampleHost(host) {
		return
	}
	value := local + "@" + host
	if c.ours[value] || c.ours["@"+host] {
		return
	}
	c.add(emailRule, start, end, value)
}

// nobody lists local parts behind which nobody is: version control, senders
// that take no answers, and words before an "@" in source code.
var nobody = []string{"git", "hg", "noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon",
	"this", "super", "return", "break", "continue"}

// credentials finds the password in scheme://user:password@host, whose "@"
// is at i, and reports whether one may stand there.
func (c *scan) credentials(i int, local string) bool {
	_, password, ok := strings.Cut(local, ":")
	if !ok || !strings.HasSuffix(c.t[:i-len(local)], "//") {
		return false
	}
	if len(password) >= 4 && !isPlaceholder(password) {
		c.add(passwordRule, i-len(password), i, password)
	}
	return true
}

// spelled is an address that hides its "@" and perhaps its dot.
var (
	spelledAt    = []string{"[at]", "(at)", "[アット]", "(アット)", "(アットマーク)", " at ", " あっと ", " アット ", " アットマーク "}
	spelledLocal = regexp.MustCompile(`[\w.+-]+ ?$`)
	spelledHost  = regexp.MustCompile(`^ ?[a-zA-Z0-9-]+(?: ?(?:\.|[\[(](?:dot|ドット)[\])]| dot ) ?[a-zA-Z0-9-]+)+`)
	spelledDot   = regexp.MustCompile(` ?[\[(](?:dot|ドット)[\])] ?| dot | `)
)

// spelledEmail finds name[at]example.org. In "name at example dot org" the dot
// has to be a word too: things stay at example.org.
func (c *scan) spelledEmail(start, end int) {
	local := spelledLocal.FindString(c.left(start, 64))
	rest := spelledHost.FindString(c.right(end, 128))
	if local == "" || rest == "" || c.t[start:end] == " at " && !strings.Contains(rest, " dot ") {
		return
	}
	host := hostName(spelledDot.ReplaceAllStringFunc(rest, func(s string) string {
		if s == " " {
			return ""
		}
		return "."
	}))
	if host != "" {
		c.email(start-len(local), end+len(rest), strings.TrimSpace(local)+"@"+host)
	}
}

// hostName returns the host name that starts s: at least two labels and a
// top-level domain of letters, in lower case; or "".
func hostName(s string) string {
	end := 0
	for end < len(s) && (isWord(s[end]) || s[end] == '-' || s[end] == '.') {
		end++
	}
	host := strings.ToLower(strings.TrimRight(s[:end], ".-_"))
	labels := strings.Split(host, ".")
	tld := labels[len(labels)-1]
	if len(labels) < 2 || slices.Contains(labels, "") || len(tld) < 2 || strings.Trim(tld, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return host
}

// isSampleHost reports whether a host is reserved for documentation or tests
// (RFC 2606, RFC 6761), or is one of the Japanese names used in the same way.
func isSampleHost(host string) bool {
	labels := strings.Split(host, ".")
	switch labels[len(labels)-1] {
	case "example", "test", "invalid", "localhost", "local", "internal":
		return true
	}
	if len(labels) < 2 {
		return false
	}
	second := labels[len(labels)-2]
	if len(second) == 2 && len(labels) > 2 && len(labels[len(labels)-1]) == 2 { // example.co.jp
		second = labels[len(labels)-3]
	}
	return second == "example" || strings.TrimRight(second, "0123456789") == "example"
}

// isFileEnding reports whether the last label of a name says that it is a file.
func isFileEnding(label string) bool {
	switch label {
	case "avif", "bmp", "class", "conf", "css", "csv", "gif", "gz", "html", "ico", "jpeg", "jpg", "js", "json", "jsx", "jar",
		"lock", "log", "mjs", "pdf", "php", "png", "rb", "svg", "toml", "ts", "tsx", "txt", "webp", "xml", "yaml", "yml":
		return true
	}
	return false
}
