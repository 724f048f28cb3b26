package markdown

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"kaizen/generator/internal/bounded"
	"kaizen/generator/text"
)

// FuzzRender checks what must hold of every text: that it is rendered, the
// same way twice, into HTML whose elements are few, closed and harmless, with
// ids that differ, and problems that point into the text.
func FuzzRender(f *testing.F) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range archive.Files {
			if strings.HasSuffix(c.Name, ".md") {
				f.Add(c.Data)
			}
		}
	}
	for _, body := range records(f) {
		f.Add(body)
	}
	for _, src := range hostileTexts(300) {
		f.Add([]byte(src))
	}
	r := New()
	f.Fuzz(func(t *testing.T, src []byte) { checkText(t, r, src) })
}

// marks are what texts are made of that use everything at once.
var marks = append([]string{
	"日本語", "「", "」", "。", "、", "（", "）", "ー", "カ", "한국", "葛󠄀", "塚︀", "“︁", "…", "🎉", "{漢字|かんじ}", "{東京|とう|きょう}", "{", "|か}",
	"https://例え.jp", "はhttps://example.com/", "はa@example.com", "[^1]", "[^1]: ", "[^2]: 注\n\n    続き\n", "> [!NOTE]\n> ", "[!注意]\n",
	"![図](a.png \"題\")", "![前](a.png) → ![後](b.png)\n\n", "](#日本語)", "{#id}", "\n# ", "\n\n## 日本語 {#x}\n\n", "表：題\n\n", "\n| 甲 | 乙 |\n|--|:-:|\n| 一 | ",
	"<kbd>", "</kbd>", "<details>\n", "<summary>", "</summary>", "\n</details>\n", "<ruby>", "<rt>", "</rt>", "<rp>", "</rp>", "</ruby>", "<br>", "<mark ", "<b onclick=x>",
	"<script>", "</script>", "<!--", "-->", "<!-- x -->", "<abbr title=\"a\">", "javascript:", "](javascript:x)", "](<java\tscript:x>)", "<javascript:x>", "\u202e", "\u0008",
	"```php {1} ins={2} title=\"x\" numbers\n", "```\n", "<?php $x = '", "＃", "　", "１．", "・", "｜", "＊＊", "用語\n: ", "- [x] ", "\x00", "\xff",
}, latin...)

// TestRandomTexts checks texts put together from marks: the fuzzer changes
// bytes, this changes words.
func TestRandomTexts(t *testing.T) {
	r, random := New(), rand.New(rand.NewPCG(3, 4))
	runs := 50_000
	if testing.Short() {
		runs = 10_000
	}
	for range runs {
		var b strings.Builder
		for range 1 + random.IntN(24) {
			b.WriteString(marks[random.IntN(len(marks))])
		}
		checkText(t, r, []byte(b.String()))
		if t.Failed() {
			return
		}
	}
}

func checkText(t *testing.T, r *Renderer, src []byte) {
	t.Helper()
	o := Options{Phrases: everyFour, Style: true}
	var d Doc
	bounded.Run(t, func() { d = r.Render(src, o) })
	for name, fragment := range map[string]Fragment{"page": d.Page, "feed": d.Feed} {
		if err := checkFragment(d, fragment); err != nil {
			t.Errorf("%s of %q: %v\n%s", name, src, err, joined(d, fragment))
		}
	}
	if feed := joined(d, d.Feed); feedAttribute.MatchString(feed) {
		t.Errorf("feed of %q has attributes of pages:\n%s", src, feed)
	}
	if err := checkPlaces(d, src); err != nil {
		t.Errorf("%q: %v", src, err)
	}
	if !reflect.DeepEqual(d, r.Render(src, o)) {
		t.Errorf("%q is rendered differently the second time", src)
	}
}

var (
	feedAttribute = regexp.MustCompile(`<[a-z0-9]+[^>]* (?:class|id|style|tabindex|role|aria-[a-z]+|data-[a-z]+)=`)
	aTag          = regexp.MustCompile(`^<(/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+(?:="[^"<>]*")?)*)>`)
	anAttribute   = regexp.MustCompile(` ([a-zA-Z-]+)(?:="([^"]*)")?`)
	known         = strings.Fields(`p h1 h2 h3 h4 h5 h6 blockquote ul ol li dl dt dd div section table caption thead tbody tr th td pre code
		em strong del ins mark a img ruby rb rt rp br wbr hr kbd sub sup small abbr span b i s u q cite dfn var samp details summary
		figure figcaption svg path circle header button`)
)

// joined fills a fragment with values that are easily told apart.
func joined(d Doc, f Fragment) string {
	return f.Join(func(s Slot) string {
		switch s.Kind {
		case IDPrefix:
			return "r-"
		case Picture:
			return fmt.Sprintf(`<img src="%d" alt="">`, s.Index)
		}
		return fmt.Sprintf("to:%d", s.Index)
	})
}

func checkFragment(d Doc, f Fragment) error {
	if len(f.Parts) != len(f.Slots)+1 {
		return fmt.Errorf("%d parts around %d slots", len(f.Parts), len(f.Slots))
	}
	for _, s := range f.Slots {
		if s.Kind != IDPrefix && (s.Index >= len(d.Links) || (s.Kind == Picture) != (d.Links[s.Index].Kind == Image)) {
			return fmt.Errorf("slot %v has no such link", s)
		}
	}
	html := joined(d, f)
	if !utf8.ValidString(html) {
		return fmt.Errorf("not UTF-8")
	}
	if i := strings.IndexFunc(html, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF }); i >= 0 {
		return fmt.Errorf("a character that XML forbids at %d", i)
	}
	return checkElements(html)
}

// checkElements reports the first element of html that is not allowed, not
// closed in order, or has an attribute that it may not have.
func checkElements(html string) error {
	var open []string
	ids := map[string]bool{}
	for rest := html; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		rest = rest[i:]
		m := aTag.FindStringSubmatch(strings.Replace(rest[:strings.IndexByte(rest, '>')+1], "/>", ">", 1))
		if m == nil || !slices.Contains(known, m[2]) {
			return fmt.Errorf("no tag that we write: %.60q", rest)
		}
		for _, a := range anAttribute.FindAllStringSubmatch(m[3], -1) {
			if strings.HasPrefix(a[1], "on") || a[1] == "style" || a[1] == "href" && !strings.HasPrefix(a[2], "to:") && !strings.HasPrefix(a[2], "#") {
				return fmt.Errorf("attribute %q", a[0])
			}
			if a[1] == "id" && ids[a[2]] {
				return fmt.Errorf("two of %q", a[0])
			}
			ids[a[2]] = a[1] == "id" || ids[a[2]]
		}
		rest = rest[1:]
		switch name := m[2]; {
		case slices.Contains([]string{"br", "wbr", "hr", "img", "path", "circle"}, name):
		case m[1] == "":
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return fmt.Errorf("</%s> does not close %v", name, open)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("not closed: %v", open)
	}
	return nil
}

// checkPlaces reports a problem, link or heading that is not in the text.
func checkPlaces(d Doc, src []byte) error {
	lines := bytes.Split(clean(src), []byte("\n"))
	inside := func(line, col int) bool {
		return 1 <= line && line <= len(lines) && 1 <= col && col <= utf8.RuneCount(lines[line-1])+1
	}
	for _, p := range d.Problems {
		if !inside(p.Line, p.Col) || p.Text.JA == "" || p.Text.EN == "" {
			return fmt.Errorf("problem %v", p)
		}
	}
	for _, l := range d.Links {
		if !inside(l.Line, l.Col) || l.Dest != text.NFC(l.Dest) {
			return fmt.Errorf("link %v", l)
		}
	}
	for _, h := range d.Headings {
		if !inside(h.Line, 1) || h.ID == "" {
			return fmt.Errorf("heading %v", h)
		}
	}
	return nil
}
