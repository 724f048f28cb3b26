package text

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fragment is the id of an element as the address of a link to it, without
// "#". Letters beyond ASCII stay letters: percent-encoded, the headings of a
// Japanese page would take three times the bytes. It still has to be escaped for HTML.
func Fragment(id string) string {
	var b strings.Builder
	for _, r := range id {
		if r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) {
			b.WriteRune(r)
		} else {
			b.WriteString(url.PathEscape(string(r)))
		}
	}
	return b.String()
}
