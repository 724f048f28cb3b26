package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestRelativeInABrowser reads a site that was built with --relative from the
// disk, and below a path that the build knew nothing of, where the search works
// too: browsers do not load modules from a disk.
func TestRelativeInABrowser(t *testing.T) {
	site := writeSite(t, strings.Replace(smallSite, "example.com/", "example.com/help/", 1))
	mustRun(t, "build", "--source", site, "--relative")
	public := filepath.Join(site, "public")
	server := httptest.NewServer(http.StripPrefix("/some/where", http.FileServer(http.Dir(public))))
	defer server.Close()

	b := newReader(t)
	b.visit("file://" + public + "/index.html")
	b.until(`document.querySelector('main a[href*="search/index.html"]')`)
	b.until(`getComputedStyle(document.querySelector('.skip')).position === 'absolute' || getComputedStyle(document.querySelector('.skip')).position === 'fixed'`)
	b.follow(`main a[href$="shop/2026/11/search/index.html"]`)
	b.until(`location.pathname.endsWith('/public/shop/2026/11/search/index.html') && document.querySelector('h1').textContent.includes('検索条件')`)
	b.follow(`.brandmark`)
	b.until(`location.pathname.endsWith('/public/index.html')`)

	b.visit(server.URL + "/some/where/search/?q=検索")
	b.until(`document.querySelector('#results a')`)
	b.follow(`#results a`)
	b.until(`location.pathname === '/some/where/shop/2026/11/search/' && document.querySelector('h1').textContent.includes('検索条件')`)
}

// reader looks at pages in a browser.
type reader struct {
	t   *testing.T
	ctx context.Context
}

func newReader(t *testing.T) *reader {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program(t, "chromium")), chromedp.NoSandbox)
	ctx, stop := context.WithTimeout(context.Background(), 8*time.Minute)
	ctx, leave := chromedp.NewExecAllocator(ctx, options...)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(func() { closeTab(); leave(); stop() })
	return &reader{t, ctx}
}

func (b *reader) visit(url string) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Navigate(url)); err != nil {
		b.t.Fatalf("%s: %v", url, err)
	}
}

func (b *reader) follow(link string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("document.querySelector('"+link+"').click(); true")); err != nil {
		b.t.Fatalf("%s: %v", link, err)
	}
}

// until waits for a condition.
func (b *reader) until(condition string) {
	b.t.Helper()
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		ok, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok {
			return
		}
	}
	where, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location.href"))
	b.t.Fatalf("at %s it never came to be that %s", where, condition)
}
