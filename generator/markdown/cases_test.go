package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata/cases")

// TestCases renders every name.md of testdata/cases/*.txtar and compares what
// comes out with the files of that name beside it: page and feed always, text,
// search, headings, links and problems where there are any to speak of. Those
// called prose are about Doc.Prose alone.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	r := New()
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := renderCases(r, archive)
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			compareArchives(t, got, archive)
		})
	}
}

func compareArchives(t *testing.T, got, want *txtar.Archive) {
	t.Helper()
	expected := map[string]string{}
	for _, f := range want.Files {
		expected[f.Name] = string(f.Data)
	}
	for _, f := range got.Files {
		if e, ok := expected[f.Name]; !ok || e != string(f.Data) {
			t.Errorf("%s\ngot:\n%s\nwant:\n%s", f.Name, f.Data, e)
		}
		delete(expected, f.Name)
	}
	for name := range expected {
		t.Errorf("%s is expected but does not come out", name)
	}
}

func renderCases(r *Renderer, archive *txtar.Archive) *txtar.Archive {
	out := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".md")
		if !ok {
			continue
		}
		out.Files = append(out.Files, f)
		o := Options{Lang: "ja", Phrases: everyFour, Style: strings.HasPrefix(name, "style")}
		if strings.HasSuffix(name, "-en") {
			o.Lang = "en"
		}
		d := r.Render(f.Data, o)
		all := parts(d)
		if strings.HasPrefix(name, "prose") {
			all = [][2]string{{"text", d.Text}, {"prose", d.Prose}}
		}
		for _, part := range all {
			if part[1] != "" {
				out.Files = append(out.Files, txtar.File{Name: name + "." + part[0], Data: []byte(strings.TrimRight(part[1], "\n") + "\n")})
			}
		}
	}
	return out
}

// everyFour stands in for a splitter of phrases.
func everyFour(s string) []string {
	var phrases []string
	r := []rune(s)
	for len(r) > 4 {
		phrases, r = append(phrases, string(r[:4])), r[4:]
	}
	return append(phrases, string(r))
}

func parts(d Doc) [][2]string {
	fill := func(s Slot) string {
		switch s.Kind {
		case IDPrefix:
			return "r-"
		case Picture:
			return fmt.Sprintf(`<img src="%s" alt="%s">`, escaped(d.Links[s.Index].Dest), escaped(d.Links[s.Index].Text))
		}
		return escaped(d.Links[s.Index].Dest)
	}
	search := ""
	if d.Search != d.Text {
		search = d.Search
	}
	return [][2]string{
		{"page", d.Page.Join(fill)}, {"feed", d.Feed.Join(fill)}, {"text", d.Text}, {"search", search},
		{"headings", headingLines(d)}, {"links", linkLines(d)}, {"problems", problemLines(d)},
	}
}

func headingLines(d Doc) string {
	var b strings.Builder
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "%d: h%d #%s %s | %s\n", h.Line, h.Level, h.ID, h.Text, h.HTML)
	}
	return b.String()
}

func linkLines(d Doc) string {
	var b strings.Builder
	for _, l := range d.Links {
		fmt.Fprintf(&b, "%d:%d: %s %s | %s | %s\n", l.Line, l.Col, [...]string{"link", "image", "autolink"}[l.Kind], l.Dest, l.Text, l.Title)
	}
	return b.String()
}

func problemLines(d Doc) string {
	var b strings.Builder
	for _, p := range d.Problems {
		fmt.Fprintf(&b, "%d:%d: %s %s: %s → %s\n  %s → %s\n", p.Line, p.Col, [...]string{"note", "warning", "error"}[p.Level], p.Rule,
			p.Text.JA, p.Hint.JA, p.Text.EN, p.Hint.EN)
	}
	return b.String()
}
