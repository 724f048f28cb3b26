package markdown

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"kaizen/generator/internal/bounded"
)

// hostileTime is what any text may take, and hostileMemory what it may
// allocate.
const (
	hostileTime   = 2 * time.Second
	hostileMemory = 1 << 30
)

// repeated is the given number of bytes of one pattern.
func repeated(pattern string, size int) string {
	return strings.Repeat(pattern, size/len(pattern)+1)[:size]
}

// inParagraphs repeats a pattern in paragraphs and lines of the given sizes,
// just small enough to be parsed.
func inParagraphs(pattern string, paragraph, line, size int) string {
	one := repeated(repeated(pattern, line-1)+"\n", paragraph-2) + "\n\n"
	return repeated(one, size)
}

// numbered repeats a pattern with a number in it.
func numbered(pattern string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, pattern, i)
	}
	return b.String()
}

// hostileTexts are inputs that some parser of Markdown, or a part of ours, is
// slow in.
func hostileTexts(size int) map[string]string {
	texts := map[string]string{}
	for _, p := range []string{
		"[", "]", "![", "*", "**", "_", "~", "<", "<a ", "<!--", "<!-- ", "`", "``` ", "|", "&", "&#", ">", "> ", "- ", "> - ", "+ ", "1. ",
		"*a_", "*a **a ", "[a](", "[a](b", "[a](<b", "[[a]]", "[^a]", "[^a] ", "{", "{漢|", "{漢|か}", "\\", "a\n", "\n", "- a\n", "- a\n\n",
		"> a\n", ">\n", "# a\n", "# a\n\n", "a\n=\n", "|a", "|-", "|a|b|\n|-|-|\n", "```\n", "~~~\n\n", "a  \n", "\t", "　", "日本語", "日本語\n",
		"**日本語**", "「**", "~日", "https://", "あhttps://a.b/c", "あ@", "あa@b.c", "あwww.", "@", "www.", "<b>", "</b>", "<b></b>", "<b x='", "<b x=\"<",
		"<details>\n\n", "<details>\n", "<ruby>", "<rt>", "<rp>", "<x>", "<x\n", "<?", "<![CDATA[", "![a](b)", "![a](b \"c\")\n\n", "- [ ] a\n",
		"a\n: b\n", ": b\n", "[a]: b\n", "[^a]: b\n", "[^a]: b [^a]\n\n", "> [!NOTE]\n", "> [!NOTE]\n\n", "[a][b]", "[a](#b) ", "表：a\n\n|a|\n|-|\n\n",
		"    a\n", "*_", "a*b_c~", "](", "\u202E", "\u0000", "\xFF", "\uFE00", "か\uFE00", "&nbsp;", "&#x41;", "<http://a>", "#a\n", "・\n", "＃\n",
	} {
		texts[p] = repeated(p, size)
		texts["paragraphs of "+p] = inParagraphs(p, 60<<10, 8<<10, size)
		texts["short paragraphs of "+p] = inParagraphs(p, 6<<10, 2<<10, size)
	}
	for _, prefix := range []string{strings.Repeat("> ", 49), strings.Repeat("- ", 49), strings.Repeat("> - ", 24)} {
		texts["lines of "+prefix] = repeated(prefix+"a\n", size)
		texts["blocks of "+prefix] = repeated(prefix+"a\n\n", size)
	}
	for _, p := range []string{"[a%d]: b\n", "[^a%d]: b\n", "[^a%d]", "# a%d\n", "# a %d {#a}\n", "[x](#a%d)\n\n", "|a%d", "<b%d>", "<!-- %d", "a%d\n\n", "- %d\n"} {
		texts[p] = numbered(p, size)
	}
	n := size / 2
	texts["nested links"] = repeated("[", n) + repeated("](a)", n)
	texts["backticks"] = backticks(size)
	texts["wide table"] = repeated("|a", n/2) + "\n" + repeated("|-", n/2) + "\n" + repeated("x\n", n)
	texts["long table"] = "|a|b|\n|-|-|\n" + repeated("|c|d|\n", size)
	texts["deeper lists"] = deeperLists(size)
	texts["emphasis in a row"] = repeated("*a ", n) + repeated("a* ", n)
	texts["strong in a row"] = repeated("**a", n) + repeated("b**", n)
	return texts
}

// backticks is runs of backticks of ever new length, none of which closes.
func backticks(size int) string {
	var b strings.Builder
	for n := 1; b.Len() < size; n++ {
		b.WriteString(strings.Repeat("`", n) + "a")
	}
	return b.String()
}

// deeperLists is a list in a list in a list.
func deeperLists(size int) string {
	var b strings.Builder
	for indent := 0; b.Len() < size; indent += 2 {
		b.WriteString(strings.Repeat(" ", indent) + "- a\n")
	}
	return b.String()
}

// TestHostileTexts renders what is meant to be slow, at the largest size that
// is parsed at all and beyond it.
func TestHostileTexts(t *testing.T) {
	r := New()
	sizes := []int{30 << 10, 500 << 10, 1 << 20}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, size := range sizes {
		for name, src := range hostileTexts(size) {
			within(t, fmt.Sprintf("%d bytes of %q", size, name), func() { r.Render([]byte(src), Options{}) })
		}
	}
}

// within fails if f takes longer, or allocates more, than any text may. A
// machine busy with something else gets three tries.
func within(t *testing.T, name string, f func()) {
	t.Helper()
	var before, after runtime.MemStats
	best := time.Duration(1<<63 - 1)
	for try := 0; try < 3 && best > hostileTime; try++ {
		runtime.ReadMemStats(&before)
		best = min(best, bounded.Took(f))
		runtime.ReadMemStats(&after)
	}
	if best > hostileTime {
		t.Errorf("%s take %v", name, best)
	}
	if grown := after.TotalAlloc - before.TotalAlloc; grown > hostileMemory {
		t.Errorf("%s allocate %d MB", name, grown>>20)
	}
}

// TestHostileCode colours, in the languages most used, blocks that their
// lexers are slow in: alone, and as many as a text can hold.
func TestHostileCode(t *testing.T) {
	languages := strings.Fields(`go python javascript typescript tsx java c cpp csharp php ruby rust swift kotlin scala
		perl lua r bash powershell sql html css scss json yaml toml ini xml markdown diff docker make hcl nginx apacheconf`)
	marks := []string{"-", "'", `"`, "@", "[", "{", "(", "<", "&", "#", "$", "/", "\\", "*", "`", "\n", " ", "a", "- ", "a: ", "a=", "<a ", "/*", "<!--",
		"${", "'a", "<<A\n", "a.", "a b ", "{{", "0a "}
	r := New()
	for _, lang := range languages {
		if r.code.lexer(lang) == nil {
			t.Fatalf("no lexer for %s", lang)
		}
		for _, mark := range marks {
			for _, size := range []int{99, 199, 4_000, 8_000} {
				block := "```" + lang + "\n" + strings.TrimLeft(repeated(mark, size), "`") + "\n```\n\n"
				within(t, fmt.Sprintf("a block of %d bytes %q in %s", size, mark, lang), func() { r.Render([]byte(block), Options{}) })
			}
		}
		within(t, "blocks of words in "+lang, func() { r.Render([]byte(blocksOfWords(lang)), Options{}) })
	}
}

// blocksOfWords fills a text with blocks of ever new words without any mark,
// which some lexers take for the beginning of a declaration, block after block.
func blocksOfWords(lang string) string {
	var b strings.Builder
	word := 0
	for b.Len() < 400<<10 {
		b.WriteString("```" + lang + "\n")
		for start := b.Len(); b.Len() < start+maxBlock-20; word++ {
			fmt.Fprintf(&b, "a%s ", strings.Map(func(r rune) rune { return r - '0' + 'k' }, fmt.Sprint(word)))
		}
		b.WriteString("\n```\n\n")
	}
	return b.String()
}
