package generator_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
	"kaizen/generator/internal/bounded"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

const linkSite = `title: 改善
base_url: https://kaizen.example.com/help/
languages: [ja, en]
products: [{id: hinata, name: ひなた}]
`

// linked builds a site whose record "a" has the given front matter and body.
func linked(t testing.TB, front, body string, more map[string]string) *generator.Snapshot {
	t.Helper()
	return built(t, linkedInputs(front, body, more), nil)
}

func built(t testing.TB, in generator.Inputs, prev *generator.Snapshot) *generator.Snapshot {
	t.Helper()
	s, err := generator.Build(context.Background(), in, prev)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func linkedInputs(front, body string, more map[string]string) generator.Inputs {
	files := fstest.MapFS{
		"kaizen.yaml":                   {Data: []byte(linkSite)},
		"content/hinata/2026/10/a.md":   {Data: []byte("---\nid: a\ntitle: 検索\ndate: 2026-10-31\nkind: fix\ntags: [csv]\n" + front + "---\n\n" + body + "\n")},
		"content/hinata/2026/10/b.md":   {Data: []byte("---\nid: b\ntitle: 絞り込み\ndate: 2026-10-30\nkind: fix\naliases: [/old/b/]\n---\n\n## 使い方\n\n本文です。\n")},
		"content/hinata/2026/10/off.md": {Data: []byte("---\nid: off\ntitle: 下書き\ndate: 2026-10-29\nkind: fix\ndraft: true\n---\n")},
		"content/pages/about.md":        {Data: []byte("---\ntitle: このサイトについて\n---\n\n## 連絡先\n")},
	}
	for name, text := range more {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return generator.Inputs{Site: files, Templates: templates.FS, Themes: themes.FS, Now: time.Date(2026, 12, 15, 0, 0, 0, 0, time.UTC), Drafts: true, Future: true}
}

// TestLinks: every link that leads somewhere passes, every other one is found
// where its author wrote it.
func TestLinks(t *testing.T) {
	for _, c := range []struct {
		link string
		want string // the rule and the English hint; "": nothing
	}{
		{"b.md", ""}, {"./b.md#使い方", ""}, {"b.md#%E4%BD%BF%E3%81%84%E6%96%B9", ""}, {"../../../pages/about.md", ""}, {"../../../pages/about.md#連絡先", ""},
		{"/hinata/", ""}, {"/hinata/2026/10/", ""}, {"/hinata/2026/10/b/", ""}, {"/hinata/2026/10/b", ""}, {"/tags/csv/", ""}, {"/kinds/fix/", ""},
		{"/feed.xml", ""}, {"/hinata/atom.xml", ""}, {"/archive/", ""}, {"/search/?q=a", ""}, {"/en/hinata/", ""}, {"/hinata/2026/10/#b", ""},
		{"https://kaizen.example.com/help/hinata/", ""}, {"https://example.com/", ""}, {"mailto:support@example.com", ""}, {"#a", ""},
		{"c.md", "broken-link"}, {"B.md", "broken-link did you mean b.md?"}, {"../09/b.md", "broken-link did you mean b.md?"},
		{"b.md#使い型", "broken-fragment did you mean #使い方?"}, {"../../../pages/abuot.md", "broken-link did you mean ../../../pages/about.md?"},
		{"/hinta/", "broken-link did you mean /hinata/?"}, {"/tags/cvs/", "broken-link did you mean /tags/csv/?"}, {"/fed.xml", "broken-link did you mean /feed.xml?"},
		{"https://kaizen.example.com/help/hinta/", "broken-link did you mean /hinata/?"}, {"/hinata/2026/10/#bb", "broken-fragment"},
		{"/old/b/", "moved-target write /hinata/2026/10/b/"}, {"off.md", "hidden-target"}, {"#ない", "broken-fragment"}, {"javascript:alert(1)", "forbidden-scheme"},
		{"../../../../../../etc/passwd", "broken-link"}, {"file:///etc/passwd", "forbidden-scheme"}, {"nothing.png", "broken-link"},
	} {
		s := linked(t, "", "## a\n\n[文]("+c.link+")", nil)
		got := ""
		for _, p := range append(s.Problems, s.DeadLinks()...) {
			if p.Level > model.Note && p.File == "content/hinata/2026/10/a.md" && got == "" {
				got = strings.TrimSpace(fmt.Sprintf("%s %s", p.Rule, p.Hint["en"]))
				if p.Line != 11 || p.Col != 1 {
					t.Errorf("%s is found at %d:%d", c.link, p.Line, p.Col)
				}
			}
		}
		if c.want == "" && got != "" || c.want != "" && !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", c.link, got, c.want)
		}
	}
}

func TestReferences(t *testing.T) {
	const b = "content/hinata/2026/10/c.md"
	record := "---\nid: c\ntitle: 題\ndate: 2026-10-28\nkind: fix\n%s---\n"
	for _, c := range []struct{ front, other, want string }{
		{"related: [b]\n", "", ""},
		{"related: [./b.md]\n", "", ""},
		{"related: [a]\n", "", "7:11 circular-reference"},
		{"related: [off]\n", "", "7:11 hidden-target"},
		{"related: [d]\n", "", "7:11 unknown-record"},
		{"supersedes: c\n", "", ""},
		{"supersedes: c\n", "supersedes: [a]\n", "c.md:6:14 circular-reference"},
		{"supersedes: c\n", "supersedes: b\n", ""},
		{"aliases: [/old/b/]\n", "", "duplicate-url"},
		{"aliases: [/hinata/2026/10/a/]\n", "", "7:11 duplicate-url"},
		{"aliases: [old]\n", "", "7:11 wrong-alias"},
		{"help: /hinata/2026/10/bb/\n", "", "7:7 broken-link"},
		{"action: {needed: true, link: /nothing/}\n", "", "7:30 broken-link"},
		{"image: {src: ../../../../../etc/passwd, alt: x}\n", "", "7:14 missing-picture"},
	} {
		s := linked(t, c.front, "本文です。", map[string]string{b: fmt.Sprintf(record, c.other)})
		var all []string
		for _, p := range s.Problems {
			if p.Level > model.Note && p.Rule != "missing-alt" {
				all = append(all, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Col, p.Rule))
			}
		}
		if got := strings.Join(all, "\n"); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%q, %q: got %s, want %s", c.front, c.other, got, c.want)
		}
	}
}

// TestLinksOfBrokenRecords: a mistake in the front matter, that keeps a record
// from having a page, hides no mistake in its links.
func TestLinksOfBrokenRecords(t *testing.T) {
	const a = "---\nid: a\ntitle: 検索\ndate: 2026-10-31\nkind: fxi\nhelp: /nothing/\n---\n\n[良](https://kaizen.example.com/help/hinata/) [悪](https://kaizen.example.com/help/hinta/) [無](/fed.xml)\n"
	s := linked(t, "", "", map[string]string{"content/hinata/2026/10/a.md": a})
	var got []string
	for _, p := range grave(s.Problems) {
		got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Rule))
	}
	if want := "5:7 unknown-kind, 6:7 broken-link, 9:46 broken-link, 9:90 broken-link"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// TestOnePictureBesideTwoRecords: copies of a picture are one file of the site.
func TestOnePictureBesideTwoRecords(t *testing.T) {
	s := linked(t, "", "![画面](screen.png) ![同じ画面](../09/screen.png)", map[string]string{
		"content/hinata/2026/10/screen.png": smallPicture(), "content/hinata/2026/09/screen.png": smallPicture()})
	if len(s.Problems) > 0 {
		t.Errorf("problems: %v", s.Problems)
	}
	n := 0
	for _, p := range s.Pages {
		if strings.HasPrefix(p.Path, "media/screen-") {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d files of one picture", n)
	}
}

// TestDeadLinks: a template of the site may break what no author wrote.
func TestDeadLinks(t *testing.T) {
	if dead := linked(t, "", "本文です。", nil).DeadLinks(); len(dead) > 0 {
		t.Errorf("the built-in templates have dead links: %v", dead)
	}
	s := linked(t, "", "本文です。", map[string]string{"templates/404.html": `{{template "top" .}}<p><a href="/help/nowhere/">?</a> <a href="#nowhere">?</a></p>{{template "end" .}}`})
	dead := s.DeadLinks()
	if len(dead) != 1 || dead[0].Rule != "dead-link" || dead[0].File != "templates/404.html" {
		t.Errorf("found %v, problems %v", dead, s.Problems)
	}
}

// FuzzLinks writes links of any form: none may break the build, and one that
// is not reported leads to a file of the site or away from it.
func FuzzLinks(f *testing.F) {
	for _, s := range []string{"b.md", "b.md#使い方", "/hinata/", "/old/b/", "../../../pages/about.md", "//example.com/x", "HTTPS://example.com", "?q", "#", "/", "..", "%2e%2e/b.md", "b.md?x#y", "\\b.md", "mailto:a@example.com", "/%", "/en/", "a b.md", "javascript&colon;alert(1)"} {
		f.Add(s)
	}
	inputs := func(body string) generator.Inputs {
		in := linkedInputs("", body, map[string]string{"kaizen.yaml": strings.Replace(linkSite, "[ja, en]", "[ja]", 1)})
		in.Themes, in.Lazy = smallTheme, true
		return in
	}
	first := built(f, inputs("本文です。"), nil)
	f.Fuzz(func(t *testing.T, dest string) {
		if len(dest) > 200 {
			return
		}
		bounded.Run(t, func() {
			s := built(t, inputs("[文](<"+dest+">) ![絵](<"+dest+">)"), first)
			if model.HasErrors(s.Problems) {
				return
			}
			if dead := deadEnds(t, s, "hinata/2026/10/a/index.html"); len(dead) > 0 {
				t.Errorf("[文](<%s>) is not reported, and leads nowhere: %s", dest, dead)
			}
		})
	})
}

// smallTheme is one that takes no time to be bundled.
var smallTheme = fstest.MapFS{"michi/css/style.css": {Data: []byte("body{margin:0}")}}

// deadEnds are the links of one page of a lazy snapshot that do not arrive.
func deadEnds(t *testing.T, s *generator.Snapshot, page string) []string {
	show := func(p string) model.Output {
		out, ok, err := s.Output(p)
		if err != nil || !ok {
			t.Fatalf("no page %s: %v", p, err)
		}
		return out
	}
	c := newCrawler(t, s.Site.Config.BaseURL, nil)
	c.read = show
	for _, p := range s.Pages {
		c.files[p.Path] = nil
	}
	c.visitPage(show(page))
	return c.dead
}
