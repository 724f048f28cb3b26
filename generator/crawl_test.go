package generator_test

import (
	"bytes"
	"fmt"
	stdhtml "html"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// TestCrawl builds the sample site and follows everything that points
// somewhere: links, fragments, images, feeds, canonical and alternate
// addresses, redirects, the search index. All of it must arrive.
func TestCrawl(t *testing.T) {
	for _, base := range []string{"https://kaizen.example.com/", "https://kaizen.example.com/help/changes/"} {
		t.Run(path.Base(base), func(t *testing.T) {
			files := repositorySite(t)
			config := files["kaizen.yaml"]
			config.Data = bytes.Replace(config.Data, []byte("base_url: https://kaizen.example.com/"), []byte("base_url: "+base), 1)
			s, err := generator.Build(t.Context(), generator.Inputs{
				Site: files, Templates: templates.FS, Themes: themes.FS, Search: true,
				Now: time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC),
			}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range s.Problems {
				t.Errorf("%s:%d:%d: %s [%s]", p.File, p.Line, p.Col, p.Text.In("en"), p.Rule)
			}
			if s.Site.Config.BaseURL != base {
				t.Fatalf("the site is at %s, want %s", s.Site.Config.BaseURL, base)
			}
			checkFeedSizes(t, s)
			c := newCrawler(t, base, s.Outputs)
			for _, o := range s.Outputs {
				c.visit(o)
			}
			for _, d := range c.dead {
				t.Error(d)
			}
			if c.followed < 10_000 {
				t.Errorf("only %d links were followed", c.followed)
			}
		})
	}
}

// repositorySite reads the sample site, which is the repository itself.
func repositorySite(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("..")
	for _, top := range []string{"kaizen.yaml", "content"} {
		err := fs.WalkDir(root, top, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			files[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// crawler knows every file of a site and the anchors of its pages.
type crawler struct {
	base     *url.URL
	files    map[string]map[string]bool     // path of an output → its ids; nil: not read yet
	read     func(path string) model.Output // reads one; may be nil when all are read
	dead     []string                       // ends, each once
	seen     map[string]bool
	followed int
}

func newCrawler(t *testing.T, base string, outputs []model.Output) *crawler {
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	c := &crawler{base: u, files: map[string]map[string]bool{}, seen: map[string]bool{}}
	for _, o := range outputs {
		ids, twice := idsOf(o)
		for _, id := range twice {
			t.Errorf("%s has the id %q twice", o.Path, id)
		}
		c.files[o.Path] = ids
	}
	return c
}

func idsOf(o model.Output) (ids map[string]bool, twice []string) {
	ids = map[string]bool{}
	if path.Ext(o.Path) != ".html" {
		return ids, nil
	}
	for n := range nodes(o) {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				twice = append(twice, id)
			}
			ids[id] = true
		}
	}
	return ids, twice
}

// nodes are the elements of a page. Parsing HTML never fails on bytes.
func nodes(o model.Output) iter.Seq[*html.Node] {
	doc, err := html.Parse(bytes.NewReader(o.Data))
	if err != nil {
		panic(err)
	}
	return doc.Descendants()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

var (
	srcsetURL = regexp.MustCompile(`(\S+)(?:\s+[\d.]+[wx])?(?:,|$)`)
	cssURL    = regexp.MustCompile(`url\(["']?([^"')]+)["']?\)`)
	jsonURL   = regexp.MustCompile(`"u":"([^"]+)"`)
	scheme    = regexp.MustCompile(` (?:scheme|domain)="[^"]*"|"scheme": ?"[^"]*"`) // of a category: a name, not an address (RFC 4287, 4.2.2.2)
	jsImport  = regexp.MustCompile(`(?:from|import)\s*\(?["'](\.?/[^"']+)["']`)
)

// visit follows what one output points to.
func (c *crawler) visit(o model.Output) {
	text := string(o.Data)
	matches := func(re *regexp.Regexp) {
		for _, m := range re.FindAllStringSubmatch(text, -1) {
			c.follow(o.Path, m[1])
		}
	}
	switch path.Ext(o.Path) {
	case ".html":
		c.visitPage(o)
	case ".css":
		matches(cssURL)
	case ".js":
		matches(jsImport)
	}
	if strings.HasPrefix(o.Path, "search/") || strings.Contains(o.Path, "/search/") {
		matches(jsonURL)
	}
	if o.Path == "_redirects" {
		for line := range strings.Lines(text) {
			c.follow(o.Path, strings.Fields(line)[1])
		}
	}
	c.visitText(o.Path, text)
}

func (c *crawler) visitPage(o model.Output) {
	for n := range nodes(o) {
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src", "action", "poster":
				c.follow(o.Path, a.Val)
			case "srcset":
				for _, m := range srcsetURL.FindAllStringSubmatch(a.Val, -1) {
					c.follow(o.Path, m[1])
				}
			case "content":
				if _, to, ok := strings.Cut(a.Val, "url="); ok && attr(n, "http-equiv") == "refresh" {
					c.follow(o.Path, to)
				}
			}
		}
	}
}

// visitText follows every full address of the site, in whatever format and
// however often escaped: canonical links, feeds, sitemap, OPML, JSON-LD.
func (c *crawler) visitText(from, text string) {
	origin := c.base.Scheme + "://" + c.base.Host
	text = scheme.ReplaceAllString(text, "")
	text = strings.ReplaceAll(stdhtml.UnescapeString(stdhtml.UnescapeString(text)), `\/`, "/")
	for rest := text; ; {
		i := strings.Index(rest, origin)
		if i < 0 {
			return
		}
		rest = rest[i:]
		end := strings.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune(" \n\t\"'<>\\)]}`", r) || r > 0x7f })
		if end < 0 {
			end = len(rest)
		}
		c.follow(from, strings.TrimRight(rest[:end], ".,;"))
		rest = rest[end:]
	}
}

// follow resolves a link as a browser does and expects to arrive.
func (c *crawler) follow(from, link string) {
	c.followed++
	var to *url.URL
	page, err := c.base.Parse(strings.TrimSuffix(from, "index.html"))
	if err == nil {
		to, err = page.Parse(strings.TrimSpace(link))
	}
	if err != nil {
		c.miss(from, link, err.Error())
		return
	}
	if to.Host != c.base.Host || to.Scheme != c.base.Scheme {
		return // another site, mailto:, data:
	}
	name, below := strings.CutPrefix(to.Path, c.base.Path)
	if !below {
		c.miss(from, link, "outside the base path")
		return
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	ids, ok := c.files[name]
	if ok && ids == nil && to.Fragment != "" {
		ids, _ = idsOf(c.read(name))
	}
	switch {
	case !ok:
		c.miss(from, link, "there is no "+name)
	case to.Fragment != "" && !ids[to.Fragment]:
		c.miss(from, link, fmt.Sprintf("%s has no id %q", name, to.Fragment))
	}
}

func (c *crawler) miss(from, link, why string) {
	if !c.seen[link+why] {
		c.seen[link+why] = true
		c.dead = append(c.dead, fmt.Sprintf("%s → %s: %s", from, link, why))
	}
}

// TestCrawlerSees holds the crawler itself: each kind of dead end is noticed.
func TestCrawlerSees(t *testing.T) {
	page := func(body string) model.Output {
		return model.Output{Path: "a/index.html", Data: []byte("<!doctype html><p id=here>" + body)}
	}
	for _, body := range []string{
		`<a href="/gone/">`, `<a href="/help/gone/">`, `<a href="#nowhere">`, `<a href="../b/#nowhere">`, `<img src="x.png">`,
		`<img srcset="../b/ 1x, y.png 2x">`, `<link rel="canonical" href="https://kaizen.example.com/help/c/">`,
		`<meta http-equiv="refresh" content="0; url=/help/c/">`, `<script type="application/ld+json">{"url":"https://kaizen.example.com/help/c/"}</script>`,
	} {
		outputs := []model.Output{page(body), {Path: "b/index.html"}}
		c := newCrawler(t, "https://kaizen.example.com/help/", outputs)
		for _, o := range outputs {
			c.visit(o)
		}
		if len(c.dead) != 1 {
			t.Errorf("%s: dead ends %q, want one", body, c.dead)
		}
	}
}
