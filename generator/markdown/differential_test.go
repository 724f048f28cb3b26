package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// latin is what texts without CJK are made of here. It leaves out what we give
// a meaning of our own: braces, footnotes, titles of pictures, alerts, HTML
// that we allow.
var latin = []string{
	"*", "*", "**", "**", "***", "_", "__", "~", "~~", "`", "``", "[", "]", "(", ")", "![", "](", "](/x)", "[x]: /y\n",
	"a", "xy", "Word", "é", "ß", "Ж", "א", "1", "42", ".", ",", "!", "?", "-", "–", "“", "”", "‘", "…", "¡", "€", "§", "→",
	"🎉", "👨‍👩‍👧", "❤️", "☕", "x\u0301", "\u00A0", "\u2003", "\uFE0F", "\uFE0E",
	" ", " ", " ", "  \n", "\\\n", "\n", "\n", "\n\n", "\n\n", "\t", "    ", "\\", "\\*", "\\[", "&amp;", "&copy;", "&#35;", "&nope;", "&",
	"<x>", "</x>", "<", ">", "> ", "- ", "+ ", "* ", "1. ", "2) ", "- [ ] ", "- [x] ", "# ", "## ", "####### ", "---\n", "===\n", "***\n",
	"```\n", "~~~ go\n", "| a | b |\n|---|:-:|\n| c ", "|", ": ", "https://example.com/a_(b)", "http://x.example/?q=1&r=2.", "www.example.com",
	"me@example.com", "<https://example.com/>", "<me@example.com>",
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(16) {
		b.WriteString(latin[r.IntN(len(latin))])
	}
	return b.String()
}

// TestLatinIsUntouched compares us with goldmark on texts that hold no CJK
// character: nobody who writes English may notice our rules for Japanese.
func TestLatinIsUntouched(t *testing.T) {
	r, md := New(), stock()
	random := rand.New(rand.NewPCG(1, 2))
	runs := 400_000
	if testing.Short() {
		runs = 20_000
	}
	for range runs {
		src := randomText(random)
		got, want := withoutAlt(asStock(r.Render([]byte(src), Options{}))), withoutAlt(renderStock(t, md, src))
		if got != want {
			t.Fatalf("%q\ngot:  %q\nwant: %q", src, got, want)
		}
	}
}

// withoutAlt empties alternative texts: goldmark loses the addresses in them.
// TestSpec compares the others.
func withoutAlt(html string) string { return altText.ReplaceAllString(html, `alt=""`) }
