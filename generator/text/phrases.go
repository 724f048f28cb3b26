package text

import (
	"html"
	"slices"
	"strings"
)

// Phrases cuts a heading into phrases that a line should hold whole, so that
// none begins with a particle and none ends within a word. Joined together
// they are s again. A text without Japanese is one phrase: its lines break at
// the spaces.
//
// The borders come from BudouX, a small machine-learned model, and are put
// right by rules; a writer overrules both, see SplitBreaks.
func Phrases(s string) []string {
	line := []rune(s)
	switch {
	case len(line) == 0:
		return nil
	case !hasJapanese(line):
		return []string{s}
	}
	var phrases []string
	at, begin := offsets(s), 0
	for i, may := range breaks(line) {
		if may {
			phrases = append(phrases, s[begin:at[i]])
			begin = at[i]
		}
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

// PhrasesHTML returns s as HTML that breaks into lines between its phrases.
func PhrasesHTML(s string) string { return JoinHTML(Phrases(s)) }

// JoinHTML returns phrases as HTML, for elements styled word-break: keep-all:
// with <wbr> between them, and what browsers would break within them all the
// same (see Unbroken) in <span class="nb">, which is to be styled
// white-space: nowrap.
func JoinHTML(phrases []string) string {
	var b strings.Builder
	for i, phrase := range phrases {
		if i > 0 && !strings.HasSuffix(phrases[i-1], " ") {
			b.WriteString("<wbr>")
		}
		at := 0
		for _, span := range Unbroken(phrase) {
			b.WriteString(html.EscapeString(phrase[at:span[0]]))
			b.WriteString(`<span class="nb">`)
			b.WriteString(html.EscapeString(phrase[span[0]:span[1]]))
			b.WriteString("</span>")
			at = span[1]
		}
		b.WriteString(html.EscapeString(phrase[at:]))
	}
	return b.String()
}

func hasJapanese(line []rune) bool {
	return slices.ContainsFunc(line, func(r rune) bool { return isKanji(r) || isKana(r) })
}
