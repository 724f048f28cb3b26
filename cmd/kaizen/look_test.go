package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// pageTypes are pages of the sample site, one of each type, the long ones.
var pageTypes = []string{
	"/", "/hinata/", "/hinata/2026/10/", "/2026/10/", "/2026/", "/hinata/2026/", "/hinata/2026/07/api-rate-limit/",
	"/archive/", "/kinds/obstacle/", "/tags/orders/", "/action/", "/search/?q=受注", "/search/?q=zqzq", "/subscribe/", "/about/", "/404.html",
	"/en/", "/en/hinata/", "/en/hinata/2026/10/", "/en/hinata/2026/10/shop-mail-own-domain/", "/en/archive/", "/en/kinds/fix/", "/en/search/?q=order", "/en/subscribe/", "/en/about/",
}

// TestLook holds the built-in themes to their bars in Chromium: nothing to
// scroll sideways on the smallest phones, headings that break between phrases,
// and pages that are light.
func TestLook(t *testing.T) {
	ctx := newReader(t).ctx
	for _, theme := range []string{"michi", "plain"} {
		public := sampleSite(t, theme)
		server := httptest.NewServer(compressing(public))
		defer server.Close()
		t.Run(theme+"/reflow", func(t *testing.T) { reflows(&reader{t, ctx}, server.URL) })
		t.Run(theme+"/headings", func(t *testing.T) { breaksHeadings(&reader{t, ctx}, server.URL, public) })
		if theme == "michi" {
			t.Run(theme+"/weight", func(t *testing.T) { weighs(&reader{t, ctx}, server.URL, public) })
		}
	}
}

// reflows demands that no page is wider than 320 px, with what script adds.
func reflows(b *reader, url string) {
	b.width(320)
	for _, page := range pageTypes {
		b.visit(url + page)
		b.until(`document.readyState === 'complete'`)
		if strings.Contains(page, "?q=") {
			b.until(`document.getElementById('found').textContent && !document.getElementById('found').textContent.includes(document.getElementById('found').dataset.loading)`)
		}
		wide := value[[]string](b, `[...document.querySelectorAll('body *')].filter((e) => {
			const { right, width } = e.getBoundingClientRect();
			return document.documentElement.scrollWidth > innerWidth && width && right > innerWidth + 1 && !e.closest('.tablewrap, pre, .chips');
		}).map((e) => e.tagName + '.' + e.className)`)
		if over := value[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
			b.t.Errorf("%s is %d px too wide for a phone of 320 px: %v", page, over, wide)
		}
	}
}

var (
	heading  = regexp.MustCompile(`(?s)<h1[^>]*>(.*?)</h1>`)
	particle = regexp.MustCompile(`^(?:[をがへ、。」』）！？ー]|[にはのとでもや](?:[^きさしもどけてっ]|$)|から|まで|より)`)
)

// breaksHeadings puts the title of every record of the sample site into the
// headings of a record page and of a list, and looks where their lines begin.
func breaksHeadings(b *reader, url, public string) {
	var titles []string
	for _, page := range recordPages(b.t, public) {
		html, err := os.ReadFile(filepath.Join(public, page, "index.html"))
		if err != nil {
			b.t.Fatal(err)
		}
		titles = append(titles, string(heading.FindSubmatch(html)[1]))
	}
	if len(titles) < 50 {
		b.t.Fatalf("only %d titles", len(titles))
	}
	list, err := json.Marshal(titles)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, at := range []struct{ page, heading string }{
		{"/hinata/2026/07/api-rate-limit/", "h1"},
		{"/hinata/2026/10/", "ol h2"},
	} {
		b.visit(url + at.page)
		for _, width := range []int64{320, 360, 390, 414, 600, 768, 1024, 1280} {
			b.width(width)
			lines := value[[]string](b, fmt.Sprintf(`%s.flatMap((title) => {
				const h = document.querySelector('main %s'), lines = [];
				h.innerHTML = title;
				let below = -1;
				const texts = document.createTreeWalker(h, NodeFilter.SHOW_TEXT), range = document.createRange();
				for (let text; (text = texts.nextNode()); ) {
					for (let i = 0; i < text.length; i++) {
						range.setStart(text, i); range.setEnd(text, i + 1);
						const { bottom, height } = range.getBoundingClientRect();
						if (height && bottom > below + height / 2) { if (below >= 0) lines.push(h.textContent + '\n' + text.data.slice(i) ); below = bottom; }
					}
				}
				return lines;
			})`, list, at.heading))
			for _, line := range lines {
				title, rest, _ := strings.Cut(line, "\n")
				if particle.MatchString(rest) {
					b.t.Errorf("%s at %d px: in the title %q a line begins with %q", at.page, width, title, rest)
				}
			}
		}
	}
}

// weighs opens pages with an empty cache and counts what comes, without
// pictures, as a host sends it that compresses on the fly.
func weighs(b *reader, url, public string) {
	b.width(360)
	pages := recordPages(b.t, public)
	slices.SortFunc(pages, func(p, q string) int { return cmp.Compare(fileSize(b.t, public, p), fileSize(b.t, public, q)) })
	for _, bar := range []struct {
		page                  string
		total, html, requests int
	}{
		{pages[len(pages)/2], 14_600, 6_500, 6},
		{pages[len(pages)-1], 15_400, 6_500, 6}, // under 15,000 without headers
		{"/hinata/2026/10/", 20_000, 15_000, 7}, // six records; a report of 20 may have 30 kB of HTML
	} {
		b.visit("about:blank")
		b.visit(url + bar.page + "?cold=" + fmt.Sprint(time.Now().UnixNano()))
		b.until(`document.readyState === 'complete'`)
		got := value[struct{ Total, HTML, CSS, JS, Requests int }](b, `(() => {
			const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter((e) => !/\.(png|jpe?g|webp|gif|ico)$/.test(e.name));
			const sum = (fits) => all.filter(fits).reduce((sum, e) => sum + e.encodedBodySize, 0);
			return {
				Total: sum(() => true) + 100 * all.length, // and what the headers take
				HTML: sum((e) => e.entryType === 'navigation'), CSS: sum((e) => e.name.endsWith('.css')), JS: sum((e) => e.name.endsWith('.js')), Requests: all.length,
			};
		})()`)
		b.t.Logf("%s %+v", bar.page, got)
		if got.Total > bar.total || got.HTML > bar.html || got.Requests > bar.requests || got.CSS > 8_000 || got.JS > 4_000 || got.CSS == 0 || got.JS == 0 {
			b.t.Errorf("%s is too heavy: %+v, want at most %+v, CSS 8000, JS 4000", bar.page, got, bar)
		}
	}
}

var styleOrScript = regexp.MustCompile(`(?:href|src)="(/assets/[^"]+\.(?:css|js))"`)

// TestRecordPagesAreLight weighs every record of the sample site, in both
// languages: its page, style and scripts, compressed, without pictures.
func TestRecordPagesAreLight(t *testing.T) {
	const bar = 15_000
	public := sampleSite(t, "michi")
	heaviest, most := "", 0
	pages := recordPages(t, public)
	for _, page := range recordPages(t, filepath.Join(public, "en")) {
		pages = append(pages, "/en"+page)
	}
	for _, page := range pages {
		html, err := os.ReadFile(filepath.Join(public, page, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		weight, files := len(gzipped(html)), styleOrScript.FindAllSubmatch(html, -1)
		for _, file := range files {
			data, err := os.ReadFile(filepath.Join(public, string(file[1])))
			if err != nil {
				t.Fatal(err)
			}
			weight += len(gzipped(data))
		}
		if bytes.Contains(html, []byte("<article")) && len(files) < 3 {
			t.Errorf("%s names only %d of its files", page, len(files))
		}
		if weight > most {
			heaviest, most = page, weight
		}
		if weight >= bar {
			t.Errorf("%s takes %d bytes, want less than %d", page, weight, bar)
		}
	}
	t.Logf("the heaviest is %s, %d bytes", heaviest, most)
}

// sampleSite builds the site of this repository with a theme and returns the
// folder of its output.
func sampleSite(t *testing.T, theme string) string {
	t.Helper()
	site := t.TempDir()
	if err := os.CopyFS(filepath.Join(site, "content"), os.DirFS("../../content")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"kaizen.yaml", "search-synonyms.yaml"} {
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(site, name), bytes.Replace(data, []byte("theme: michi"), []byte("theme: "+theme), 1), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mustRun(t, "build", "--source", site, "--clock", "2026-11-27T09:00:00Z")
	return filepath.Join(site, "public")
}

// recordPages are the paths of the records in Japanese, such as
// "/hinata/2026/07/api-rate-limit/".
func recordPages(t *testing.T, public string) []string {
	t.Helper()
	found, err := fs.Glob(os.DirFS(public), "*/20[0-9][0-9]/[0-9][0-9]/*/index.html")
	if err != nil || len(found) == 0 {
		t.Fatal("there are no records", err)
	}
	for i, name := range found {
		found[i] = "/" + path.Dir(name) + "/"
	}
	return found
}

func fileSize(t *testing.T, public, page string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(public, page, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	return len(gzipped(data))
}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, 6) // what most hosts do
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// compressing serves the files of a folder as hosts do, compressed where they are text.
func compressing(dir string) http.Handler {
	plain := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		types := map[string]string{".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}
		name := r.URL.Path
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		kind := types[path.Ext(name)]
		if err != nil || kind == "" {
			plain.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", kind+"; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(gzipped(data))
	})
}

// width is that of the reader's window, in px.
func (b *reader) width(px int64) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(px, 800)); err != nil {
		b.t.Fatal(err)
	}
}

// value is what an expression comes to on the page.
func value[T any](b *reader, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}
