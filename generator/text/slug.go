package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slugLimit is how long a made-up slug may grow, in bytes.
const slugLimit = 60

// Slug makes a segment of a URL from a title in Latin letters: "Café: 50% off!"
// becomes "cafe-50-off". A title with letters of another script has none, and
// neither has one without letters and digits: it returns "".
func Slug(title string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(title)) {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’': // within a word
		case unicode.IsLetter(r):
			return ""
		default:
			b.WriteByte(' ')
		}
	}
	slug := ""
	for word := range strings.FieldsSeq(b.String()) {
		if len(slug)+1+len(word) > slugLimit {
			break
		}
		slug = strings.TrimPrefix(slug+"-"+word, "-")
	}
	return slug
}
