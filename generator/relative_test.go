package generator_test

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/generator/relative"
	"kaizen/templates"
	"kaizen/themes"
)

// TestRelative makes the addresses of the sample site relative, and follows
// them below two paths that the build knew nothing of. Between the addresses,
// no page may have changed.
func TestRelative(t *testing.T) {
	for _, base := range []string{"https://kaizen.example.com/", "https://kaizen.example.com/help/changes/"} {
		files := repositorySite(t)
		s, err := generator.Build(t.Context(), generator.Inputs{
			Site: files, Templates: templates.FS, Themes: themes.FS, BaseURL: base,
			Now: time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC),
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		site := relative.Site{Root: s.Site.Config.BasePath(), Files: map[string]bool{}}
		for _, o := range s.Outputs {
			site.Files[o.Path] = true
		}
		moved := make([]model.Output, len(s.Outputs))
		for i, o := range s.Outputs {
			moved[i] = model.Output{Path: o.Path, Data: site.Rewrite(s.Pages[i], o.Data)}
			if path.Ext(o.Path) == ".html" {
				sameBut(t, base, o, moved[i])
			}
		}
		for _, place := range []string{"https://preview.example.net/", "https://preview.example.net/some/deep/folder/"} {
			// the lists for servers keep the addresses of the real site
			pages := slices.DeleteFunc(slices.Clone(moved), func(o model.Output) bool { return strings.HasPrefix(o.Path, "_redirects") })
			c := newCrawler(t, place, pages)
			for _, o := range pages {
				c.visit(o)
			}
			for _, d := range c.dead {
				t.Errorf("from %s at %s: %s", base, place, d)
			}
			if c.followed < 10_000 {
				t.Errorf("only %d links were followed", c.followed)
			}
		}
	}
}

// sameBut expects two pages to have the same elements and words, and addresses
// that lead to the same places, at which nothing is left to look for.
func sameBut(t *testing.T, base string, a, b model.Output) {
	t.Helper()
	left, right := withoutScripts(t, a), withoutScripts(t, b)
	if len(left) != len(right) {
		t.Fatalf("%s has %d nodes, had %d", a.Path, len(right), len(left))
	}
	at := base + a.Path
	for i, n := range left {
		m := right[i]
		if n.Type != m.Type || n.Data != m.Data || n.Namespace != m.Namespace || len(n.Attr) != len(m.Attr) {
			t.Fatalf("%s: <%s> has become <%s>", a.Path, n.Data, m.Data)
		}
		for j, x := range n.Attr {
			y := m.Attr[j]
			if x.Key != y.Key || x.Val != y.Val && place(t, at, x.Val) != place(t, at, y.Val) {
				t.Errorf("%s: %s=%q has become %s=%q", a.Path, x.Key, x.Val, y.Key, y.Val)
			}
			if strings.HasPrefix(y.Val, "/") || strings.HasSuffix(y.Val, "/") && y.Key == "href" && !strings.Contains(y.Val, "://") {
				t.Errorf("%s: %s=%q needs a host", a.Path, y.Key, y.Val)
			}
		}
	}
}

// withoutScripts are the nodes of a page as a browser without scripts sees it.
func withoutScripts(t *testing.T, o model.Output) []*html.Node {
	t.Helper()
	doc, err := html.ParseWithOptions(bytes.NewReader(o.Data), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(doc.Descendants())
}

// place is where an address, or a list of them, leads from a page.
func place(t *testing.T, at, link string) string {
	t.Helper()
	from, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for word := range strings.FieldsSeq(strings.ReplaceAll(link, "url=", "")) {
		to, err := from.Parse(word)
		if err != nil {
			t.Fatal(err)
		}
		to.Path = strings.TrimSuffix(to.Path, "index.html")
		out = append(out, to.String())
	}
	return strings.Join(out, " ")
}
