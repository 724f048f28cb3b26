package relative

import (
	"testing"

	"kaizen/generator/model"
)

// site is one below a path, with a page that its host only finds by a redirect.
var site = Site{Root: "/help/", Files: map[string]bool{
	"index.html": true, "feed.xml": true, "shop/index.html": true, "shop/2026/index.html": true, "search/2026.json": true,
	"search/index.html": true, "assets/a.css": true, "media/p 1.png": true, "c:d/index.html": true,
}}

// TestAddress lists where addresses lead from different files.
func TestAddress(t *testing.T) {
	for _, c := range []struct{ at, link, want string }{
		{"index.html", "/help/", "index.html"},
		{"index.html", "/help", "index.html"},
		{"index.html", "/help/shop/2026/#m11", "shop/2026/index.html#m11"},
		{"shop/2026/index.html", "/help/", "../../index.html"},
		{"shop/2026/index.html", "/help/shop/2026/", "index.html"},
		{"shop/2026/index.html", "/help/shop/?a=/help/#b", "../index.html?a=/help/#b"},
		{"shop/2026/index.html", "/help/search/", "../../search/index.html"},
		{"shop/2026/index.html", "/help/shop/feed.xml", "../feed.xml"},
		{"shop/index.html", "/help/media/p%201.png", "../media/p%201.png"},
		{"shop/index.html", "/help/shop/2026", "2026/index.html"},
		{"index.html", "/help/c:d/", "./c:d/index.html"},
		{"404.html", "/help/assets/a.css", "assets/a.css"},
		// what is not the site's stays
		{"index.html", "/other/", "/other/"},
		{"index.html", "/helpless/", "/helpless/"},
		{"index.html", "//help/", "//help/"},
		{"index.html", "#here", "#here"},
		{"index.html", "https://example.com/help/", "https://example.com/help/"},
		{"index.html", "mailto:a@example.com", "mailto:a@example.com"},
		{"index.html", "", ""},
	} {
		if got, _ := site.address(c.at, c.link); got != c.want {
			t.Errorf("%s → %s: %q, want %q", c.at, c.link, got, c.want)
		}
	}
}

// TestAddressAtRoot is about a site at the root of its host.
func TestAddressAtRoot(t *testing.T) {
	root := Site{Root: "/", Files: site.Files}
	for link, want := range map[string]string{"/": "index.html", "/shop/": "shop/index.html", "": "", "//example.com/": "//example.com/", "shop/": "shop/"} {
		if got, _ := root.address("index.html", link); got != want {
			t.Errorf("%s: %q, want %q", link, got, want)
		}
	}
}

// TestRewrite shows what changes in a file and what does not.
func TestRewrite(t *testing.T) {
	for _, c := range []struct {
		name, at, data, want string
		view                 model.View
	}{
		{name: "links, forms, pictures", at: "shop/index.html",
			data: `<!doctype html><A HREF="/help/" Class=x>a</A><form action='/help/search/'><img src=/help/media/p%201.png srcset="/help/assets/a.css 1x, /help/shop/ 2x">`,
			want: `<!doctype html><a href="../index.html" class="x">a</A><form action="../search/index.html"><img src="../media/p%201.png" srcset="../assets/a.css 1x, index.html 2x">`},
		{name: "commas in addresses of others", at: "shop/index.html",
			data: `<img srcset="https://example.com/a,b.png 1x, /help/assets/a.css">`,
			want: `<img srcset="https://example.com/a,b.png 1x, ../assets/a.css">`},
		{name: "words stay", at: "shop/index.html",
			data: `<p title="/help/" data-new="/help/nowhere/">/help/ <code>href="/help/"</code><!-- <a href="/help/"> --><input value="/help/"></p>`,
			want: `<p title="/help/" data-new="/help/nowhere/">/help/ <code>href="/help/"</code><!-- <a href="/help/"> --><input value="/help/"></p>`},
		{name: "values for scripts that are files", at: "search/index.html",
			data: `<input data-shard="/help/search/2026.json" data-copy="https://example.com/help/feed.xml">`,
			want: `<input data-shard="2026.json" data-copy="https://example.com/help/feed.xml">`},
		{name: "what others read stays absolute", at: "shop/index.html",
			data: `<link rel="canonical" href="https://example.com/help/shop/"><script type="application/ld+json">{"url":"<a href='/help/'>"}</script>`,
			want: `<link rel="canonical" href="https://example.com/help/shop/"><script type="application/ld+json">{"url":"<a href='/help/'>"}</script>`},
		{name: "redirects, without scripts too", at: "shop/old/index.html",
			data: `<script src="/help/assets/r.js" data-to="/help/shop/"></script><noscript><meta http-equiv="refresh" content="0; url=/help/shop/"></noscript>`,
			want: `<script src="../../assets/r.js" data-to="../index.html"></script><noscript><meta http-equiv="refresh" content="0; url=../index.html"></noscript>`},
		{name: "drawings keep the case of their attributes", at: "index.html",
			data: `<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><a href="/help/shop/"></a>`,
			want: `<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><a href="shop/index.html"></a>`},
		{name: "a text box holds no elements", at: "index.html",
			data: `<textarea><a href="/help/shop/"></textarea>`,
			want: `<textarea><a href="/help/shop/"></textarea>`},
		{name: "style sheets", at: "assets/a.css",
			data: `a{background:url(/help/media/p%201.png)}b{src:url( '/help/feed.xml' ),url(../x.png),url(/other/)}`,
			want: `a{background:url("../media/p%201.png")}b{src:url("../feed.xml"),url(../x.png),url(/other/)}`},
		{name: "an unfinished style sheet", at: "assets/a.css", data: `a{b:url(/help/`, want: `a{b:url(/help/`},
		{name: "search entries", at: "search/2026.json", view: model.SearchShardView{},
			data: "[" + `{"u":"/help/shop/2026/","t":"{\"u\":\"/help/\""}` + "\n" + `,{"u":"/help/shop/","t":"b"}` + "\n]\n",
			want: "[" + `{"u":"../shop/2026/index.html","t":"{\"u\":\"/help/\""}` + "\n" + `,{"u":"../shop/index.html","t":"b"}` + "\n]\n"},
		{name: "feeds", at: "feed.xml", data: `<link>/help/</link>`, want: `<link>/help/</link>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := string(site.Rewrite(&model.Page{Path: c.at, View: c.view}, []byte(c.data))); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
