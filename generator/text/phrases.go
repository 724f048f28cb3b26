package text

import (
	"html"
	"strings"
	"unicode"
)

// Phrases cuts a heading into phrases that a line should hold whole, so that
// none begins with a particle and none ends within a word. Joined together
// they are s again. A text without Japanese is one phrase: its lines break at
// the spaces.
//
// The borders come from BudouX, a small machine-learned model, and are put
// right by rules; a writer overrules both, see SplitBreaks.
func Phrases(s string) []string {
	rs := []rune(s)
	if len(rs) == 0 {
		return nil
	}
	if !hasJapanese(rs) {
		return []string{s}
	}
	var phrases []string
	mayBreak := breaks(rs)
	begin, i := 0, 0
	for at := range s {
		if mayBreak[i] {
			phrases = append(phrases, s[begin:at])
			begin = at
		}
		i++
	}
	return append(phrases, s[begin:])
}

// SplitBreaks cuts a heading at the slashes of a writer's title_breaks, such
// as 注文一覧の/検索条件を/保存できます. A slash that belongs to the text is written
// twice.
func SplitBreaks(s string) []string {
	const slash = "\x00"
	var phrases []string
	for phrase := range strings.SplitSeq(strings.ReplaceAll(s, "//", slash), "/") {
		if phrase != "" {
			phrases = append(phrases, strings.ReplaceAll(phrase, slash, "/"))
		}
	}
	return phrases
}

// PhrasesHTML returns s as HTML with <wbr> between its phrases, for elements
// styled word-break: keep-all. Where a browser would break within a phrase all
// the same, <span class="nb"> must forbid it by white-space: nowrap.
func PhrasesHTML(s string) string {
	return joinHTML(Phrases(s))
}

func joinHTML(phrases []string) string {
	var b strings.Builder
	for i, p := range phrases {
		if i > 0 {
			b.WriteString("<wbr>")
		}
		b.WriteString(html.EscapeString(p))
	}
	return b.String()
}

func hasJapanese(rs []rune) bool {
	for _, r := range rs {
		if isJapanese(r) {
			return true
		}
	}
	return false
}

// isJapanese reports whether r is a kanji or a kana.
func isJapanese(r rune) bool {
	return isKanji(r) || isKana(r)
}

func isKanji(r rune) bool { return r == '々' || unicode.Is(unicode.Han, r) }
func isKana(r rune) bool  { return 'ぁ' <= r && r <= 'ヿ' || 'ｦ' <= r && r <= 'ﾟ' }
