package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRedirectInABrowser clicks a link to a heading at an address that a record
// had, below a base path. The reader ends at that heading of the page as it is
// called now, and what followed ? comes along.
func TestRedirectInABrowser(t *testing.T) {
	site := writeSite(t, strings.Replace(smallSite, "example.com/", "example.com/help/", 1))
	record := "---\nid: search\ntitle: 検索条件を保存できるようになりました\ndate: 2026-11-02\nkind: feature\naliases: [/shop/2026/11/presets/]\n---\n" +
		strings.Repeat("長い前置きです。\n\n", 80) + "## 使い方\n\n保存した条件を選びます。\n\n" + strings.Repeat("長い後書きです。\n\n", 80)
	if err := os.WriteFile(filepath.Join(site, "content/shop/2026/11/search.md"), []byte(record), 0o666); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "build", "--source", site)
	files := http.StripPrefix("/help", http.FileServer(http.Dir(filepath.Join(site, "public"))))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write([]byte(`<!doctype html><a href="/help/shop/2026/11/presets/?from=mail#使い方">使い方</a>`))
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()

	b := newReader(t)
	b.visit(server.URL + "/elsewhere")
	b.follow("a")
	b.until(`location.pathname === '/help/shop/2026/11/search/' && location.search === '?from=mail' && decodeURIComponent(location.hash) === '#使い方'`)
	b.until(`scrollY > 500 && Math.abs(document.getElementById('使い方').getBoundingClientRect().top) < innerHeight / 2`)
}
