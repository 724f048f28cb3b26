package guard

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kaizen/generator/model"
)

// wrapping is a way in which a value may stand in a file of the output.
type wrapping struct {
	name, path string
	wrap       func(string) string
}

func wrappings() []wrapping {
	return []wrapping{
		{"text", "a/index.html", func(v string) string { return "<p>よ" + html.EscapeString(v) + "む</p>" }},
		{"attribute", "a/index.html", func(v string) string { return `<img alt="` + html.EscapeString(v) + `" src="a.png">` }},
		{"comment", "a/index.html", func(v string) string { return "<p>a</p><!-- " + v + " -->" }},
		{"decimal entities", "a/index.html", func(v string) string { return "<p>" + entities(v, "&#%d;") + "</p>" }},
		{"hex entities", "a/index.html", func(v string) string { return "<p>" + entities(v, "&#x%X;") + "</p>" }},
		{"query", "a/index.html", func(v string) string { return `<a href="/search/?q=` + url.QueryEscape(v) + `&amp;p=1">x</a>` }},
		{"path", "a/index.html", func(v string) string { return `<a href="/t/` + url.PathEscape(v) + `/">x</a>` }},
		{"the file's name", "", func(v string) string { return "<p>a</p>" }},
		{"word breaks", "a/index.html", func(v string) string { return "<h1>" + join(v, "<wbr>", html.EscapeString) + "</h1>" }},
		{"spans", "a/index.html", func(v string) string {
			return "<code>" + join(v, `</span><span class="n">`, html.EscapeString) + "</code>"
		}},
		{"capitals", "a/index.html", func(v string) string { return "<p>" + html.EscapeString(strings.ToUpper(v)) + "</p>" }},
		{"full width", "a/index.html", func(v string) string { return "<p>" + strings.Map(fullWidth, v) + "</p>" }},
		{"decomposed", "a/index.html", func(v string) string { return "<p>" + html.EscapeString(decomposed(v)) + "</p>" }},
		{"hidden characters", "a/index.html", func(v string) string { return "<p>" + join(v, "\u200b", html.EscapeString) + "</p>" }},
		{"line breaks", "a/index.html", func(v string) string {
			return "<p>" + strings.ReplaceAll(html.EscapeString(v), " ", "\n   ") + "</p>"
		}},
		{"JSON", "a/feed.json", func(v string) string { b, _ := json.Marshal(map[string]string{"title": v}); return string(b) }},
		{"HTML in JSON", "a/feed.json", func(v string) string {
			b, _ := json.Marshal(map[string]string{"content_html": "<p>" + join(v, "<wbr>", html.EscapeString) + "</p>"})
			return string(b)
		}},
		{"script", "a/index.html", func(v string) string {
			b, _ := json.Marshal(map[string]string{"name": v})
			return `<script type="application/ld+json">` + string(b) + `</script>`
		}},
		{"RSS", "a/feed.xml", func(v string) string {
			var b strings.Builder
			xml.EscapeText(&b, []byte("<p>"+html.EscapeString(v)+"</p>"))
			return "<item><description>" + b.String() + "</description></item>"
		}},
		{"CDATA", "a/feed.xml", func(v string) string {
			return "<item><content:encoded><![CDATA[<p>" + html.EscapeString(v) + "</p>]]></content:encoded></item>"
		}},
		{"SVG", "a/og.svg", func(v string) string {
			return "<svg><text x='1'>" + join(v, "</tspan><tspan dy='1'>", html.EscapeString) + "</text></svg>"
		}},
		{"plain", "_redirects", func(v string) string { return "/a /" + v + " 301" }},
	}
}

func entities(v, format string) string {
	var b strings.Builder
	for _, r := range v {
		fmt.Fprintf(&b, format, r)
	}
	return b.String()
}

func join(v, sep string, escape func(string) string) string {
	var parts []string
	for _, r := range v {
		parts = append(parts, escape(string(r)))
	}
	return strings.Join(parts, sep)
}

// decomposed writes voiced kana in two characters, as macOS does in file names.
func decomposed(v string) string {
	var b strings.Builder
	for _, r := range v {
		if strings.ContainsRune("がぎぐげござじずぜぞだぢづでどガギグゲゴザジズゼゾダヂヅデド", r) {
			b.WriteRune(r - 1)
			r = '\u3099'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func fullWidth(r rune) rune {
	if r > ' ' && r < 0x7F {
		return r + 0xFEE0
	}
	return r
}

var secretValues = []string{
	"株式会社みどり工房", "88120", "KZ-20481", "tencho@kissa-asa.jp", "090-5555-1234", "Brightcups & Söhne",
	"カフェ「朝日」本店", "Tom's \"Deli\"", "ガーデンパーク", "a=1&b=2 <c>", "acme", "C:\\shops\\hanaya", "100% Organic Tea",
}

func TestLeaksAreFound(t *testing.T) {
	for _, v := range secretValues {
		l := NewLeaks([]Secret{{Internal, v, "content/a.md", 7}}, Public{})
		for _, w := range wrappings() {
			path := w.path
			if path == "" {
				path = "t/" + url.PathEscape(v) + "/index.html"
			}
			data := w.wrap(v)
			ps := Gather(l.Search(read(path, []byte(data))))
			if len(ps) != 1 || ps[0].File != "content/a.md" || ps[0].Line != 7 || ps[0].Rule != "internal" || ps[0].Level != model.Error {
				t.Errorf("%s as %s: %v in %s", v, w.name, ps, data)
			}
		}
	}
}

// TestLeaksAmongMany plants one of many secrets in a page of other text, at
// random, a thousand times.
func TestLeaksAmongMany(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	innocent := readExamples(t, "innocent.txt")
	var secrets []Secret
	for i := range 500 {
		secrets = append(secrets,
			Secret{Internal, fmt.Sprintf("第%03d%c商店", i, rune('一'+rnd.IntN(9000))), "a.md", i},
			Secret{Internal, fmt.Sprint(40_000_000 + rnd.IntN(9_000_000)), "b.md", i},
			Secret{Unpublished, fmt.Sprintf("まだ公開していない機能%03dについてのお知らせ。", i), "c.md", i})
	}
	l := NewLeaks(secrets, Public{})
	ways := wrappings()
	for range 1000 {
		s := secrets[rnd.IntN(len(secrets))]
		w := ways[rnd.IntN(len(ways))]
		if w.path == "" {
			continue
		}
		before, after := innocent[rnd.IntN(len(innocent))].text, innocent[rnd.IntN(len(innocent))].text
		if page := read("a.html", []byte(html.EscapeString(before+after))); len(l.Search(page)) > 0 {
			t.Fatalf("a leak in %s %s", before, after)
		}
		var data string
		switch {
		case strings.HasSuffix(w.path, ".html"):
			data = "<p>" + html.EscapeString(before) + "</p>" + w.wrap(s.Value) + "<p>" + html.EscapeString(after) + "</p>"
		default:
			data = w.wrap(s.Value)
		}
		if ps := Gather(l.Search(read(w.path, []byte(data)))); len(ps) != 1 || ps[0].File != s.File || ps[0].Line != s.Line {
			t.Fatalf("%s as %s: %v in %s", s.Value, w.name, ps, data)
		}
	}
}

// TestNotLeaked has values that stand in a page by chance, or with good reason.
func TestNotLeaked(t *testing.T) {
	public := Public{
		Site:    []string{"products: [{id: hinata, name: ひなたショップ}]", `<main class="high contrast">`},
		Records: []string{"手順は次のとおりです。設定画面を開き、保存を押してください。"},
		Allowed: map[string]bool{Secret{Value: "urgent matters"}.Sha(): true},
	}
	tests := []struct{ secret, page string }{
		{"12", "<p>12件</p>"},
		{"2026", "<p>2026年</p>"},
		{"2026-10-31", "<time>2026-10-31</time>"},
		{"2026-10-31T09:00:00+09:00", "<time>2026-10-31T09:00:00+09:00</time>"},
		{"9:30", "9:30 から"},
		{"true", "aria-hidden=true"},
		{"48213", "<p>148213円</p>"},
		{"48213", "<p>4821300</p>"},
		{"48213", "<p>1,48213 と 48213.5</p>"},
		{"48213", `<script src="app.4821348a.js">`},
		{"acme", "<p>pacmen</p>"},
		{"ひなたショップ", "<h1>ひなたショップ</h1>"},
		{"high", "<p>High contrast</p>"},
		{"urgent matters", "<p>Urgent matters first</p>"},
		{"田中", "<p>田中</p>"},
	}
	for _, c := range tests {
		l := NewLeaks([]Secret{{Internal, c.secret, "a.md", 1}}, public)
		if ps := l.Search(read("index.html", []byte(c.page))); len(ps) > 0 {
			t.Errorf("%s in %s: %v", c.secret, c.page, ps)
		}
	}
	draft := NewLeaks([]Secret{{Unpublished, "設定画面を開き、保存を押してください。\n\n新しい料金はまだ秘密にしておきます。", "d.md", 1}}, public)
	if ps := draft.Search(read("a.html", []byte("設定画面を開き、保存を押してください。"))); len(ps) > 0 {
		t.Errorf("a sentence that is public anyway: %v", ps)
	}
	if ps := Gather(draft.Search(read("a.html", []byte("新しい<em>料金</em>はまだ秘密にしておきます。")))); len(ps) != 1 || ps[0].Rule != "unpublished" {
		t.Errorf("a sentence of the draft: %v", ps)
	}
}

func TestLeakNamesBothPlaces(t *testing.T) {
	l := NewLeaks([]Secret{{Internal, "みどり工房の三番目の店", "content/a.md", 12}}, Public{})
	ps := Gather(l.Search(read("hinata/index.html", []byte("<html>\n<body>\n<p>こんにちは、<b>みどり</b>工房の三番目の店。</p>"))))
	if len(ps) != 1 {
		t.Fatal(ps)
	}
	p := ps[0]
	if p.File != "content/a.md" || p.Line != 12 || !strings.Contains(p.Text.In("en"), "hinata/index.html:3:13") {
		t.Errorf("got %+v", p)
	}
	if strings.Contains(fmt.Sprint(p), "工房") {
		t.Errorf("the value is not masked: %+v", p)
	}
}

func TestShortValuesAreNoted(t *testing.T) {
	l := NewLeaks([]Secret{{Internal, "田中", "a.md", 3}, {Internal, "12", "a.md", 4}, {Internal, "yes", "a.md", 5}}, Public{})
	ps := l.Short()
	if len(ps) != 1 || ps[0].Level != model.Note || ps[0].Line != 3 {
		t.Errorf("got %+v", ps)
	}
}

// TestOneProblemPerValue: a value that reaches a page reaches feeds and lists
// too. That is one mistake, told with the first page and how many files more.
func TestOneProblemPerValue(t *testing.T) {
	l := NewLeaks([]Secret{
		{Internal, "みどり工房の三番目の店", "content/a.md", 12},
		{Internal, "みどり工房の三番目の店", "content/b.md", 7},
		{Unpublished, "新しい料金はまだ秘密にしておきます。来年の春に始まる予定でいます。", "content/d.md", 1},
	}, Public{})
	s := New(Policy{})
	var seen []Sighting
	for _, o := range []struct{ path, text string }{
		{"atom.xml", "みどり工房の三番目の店"},
		{"hinata/index.html", "\nみどり工房の三番目の店 090-5555-1234 新しい料金はまだ秘密にしておきます。来年の春に始まる予定でいます"},
		{"index.html", "みどり工房の三番目の店。090-5555-1234、みどり工房の三番目の店"},
		{"search/1.json", `"新しい料金はまだ秘密にしておきます"`},
	} {
		page := read(o.path, []byte(o.text))
		seen = append(append(seen, s.Output(page, nil)...), l.Search(page)...)
	}
	var got []string
	for _, p := range Gather(seen) {
		got = append(got, fmt.Sprintf("%s:%d:%d %s: %s", p.File, p.Line, p.Col, p.Rule, p.Text.In("en")))
	}
	want := []string{
		"content/a.md:12:0 internal: a value of internal: stands in hinata/index.html:2:1 and in 2 more files",
		"hinata/index.html:2:13 phone: this looks like a phone number: 0*** (and in 1 more file)",
		"content/d.md:1:0 unpublished: a text of this unpublished record stands in hinata/index.html:2:27 and in 1 more file",
		"content/d.md:1:0 unpublished: a text of this unpublished record stands in hinata/index.html:2:45",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestToldSentence: a draft may let one of its sentences be said before it is
// published; its others, and the same one in another draft, may not.
func TestToldSentence(t *testing.T) {
	const text = "新しい料金はまだ秘密にしておきます。来年の春に始まる予定でいます。"
	told := Public{Told: map[Told]bool{{"content/d.md", shaOf("来年の春に始まる予定でいます")}: true}}
	page := read("index.html", []byte("新しい料金はまだ秘密にしておきます。来年の春に始まる予定でいます。"))
	for _, c := range []struct{ draft, want string }{
		{"content/d.md", shaOf("新しい料金はまだ秘密にしておきます")},
		{"content/e.md", shaOf("新しい料金はまだ秘密にしておきます") + " " + shaOf("来年の春に始まる予定でいます")},
	} {
		var got []string
		for _, p := range Gather(NewLeaks([]Secret{{Unpublished, text, c.draft, 1}}, told).Search(page)) {
			got = append(got, p.Same)
			if !strings.Contains(p.Hint.In("ja"), "allow: [{rule: unpublished, sha: "+p.Same) {
				t.Errorf("the hint does not say how to allow it: %+v", p.Hint)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %s, want %s", c.draft, got, c.want)
		}
	}
}
