package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"kaizen/generator/diff"
	"kaizen/generator/model"
)

const smallSite = `title: 改善レポート
base_url: https://kaizen.example.com/
products: [{id: shop, name: ひなたショップ}]
`

// writeSite makes a site of one record and returns its folder.
func writeSite(t *testing.T, config string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"kaizen.yaml":                    config,
		"content/shop/2026/11/search.md": "---\nid: search\ntitle: 検索条件を保存できるようになりました\ndate: 2026-11-02\nkind: feature\n---\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := runHere(t, "", false, args...)
	if code != fine {
		t.Fatalf("kaizen %s: exit code %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// TestDiffReadsEveryFormOfASite compares one site with itself and with a new
// record, published as a folder, in archives with and without a top folder,
// and behind a server.
func TestDiffReadsEveryFormOfASite(t *testing.T) {
	site := writeSite(t, smallSite)
	mustRun(t, "build", "--source", site)
	public := filepath.Join(site, "public")
	server := httptest.NewServer(http.StripPrefix("/help", http.FileServer(http.Dir(public))))
	defer server.Close()
	forms := map[string]string{
		"folder": public, "url": server.URL + "/help", "url with a slash": server.URL + "/help/",
		"zip": zipOf(t, public, ""), "zip with a top folder": zipOf(t, public, "public/"),
		"tar.gz": tarOf(t, public, "./"), "tar.gz with a top folder": tarOf(t, public, "public/"),
	}
	for name, at := range forms {
		if out := mustRun(t, "diff", at, "--source", site); out != "the published site is the same\n" {
			t.Errorf("%s: the same site differs:\n%s", name, out)
		}
	}
	record := "---\nid: print\ntitle: 印刷の余白を選べるようになりました\ndate: 2026-11-03\nkind: feature\n---\n"
	if err := os.WriteFile(filepath.Join(site, "content/shop/2026/11/print.md"), []byte(record), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, at := range forms {
		if out := mustRun(t, "diff", at, "--source", site); !strings.Contains(out, "+ new: 印刷の余白を選べるようになりました  /shop/2026/11/print/") {
			t.Errorf("%s: the new record is missing:\n%s", name, out)
		}
	}
}

// TestDiffOfWhatIsNoSite holds the exit codes where there is nothing to compare.
func TestDiffOfWhatIsNoSite(t *testing.T) {
	site := writeSite(t, smallSite)
	mustRun(t, "build", "--source", site)
	missing := httptest.NewServer(http.NotFoundHandler())
	defer missing.Close()
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	defer broken.Close()
	// A host that has the new manifest and still the old feeds.
	stale := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "atom.xml") {
			w.Write([]byte("<feed/>"))
			return
		}
		http.FileServer(http.Dir(filepath.Join(site, "public"))).ServeHTTP(w, r)
	}))
	defer stale.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close() // nobody listens there any more
	for _, c := range []struct {
		at   string
		code int
		says string
	}{
		{gone.URL, machine, "connection refused\nhint: see whether a browser opens it"},
		{broken.URL, machine, "502 Bad Gateway\nhint: see whether a browser opens it"},
		{missing.URL, fine, "nothing is published at"},
		{stale.URL, machine, "try again when publishing is over"},
		{filepath.Join(site, "kaizen.yaml"), usage, "there is no published site"},
		{filepath.Join(site, "nowhere"), usage, "there is no published site"},
		{filepath.Join(site, "nowhere.zip"), usage, "there is no published site"},
		{filepath.Join(site, "nowhere.tar.gz"), usage, "there is no published site"},
	} {
		code, out, errs := runHere(t, "", false, "diff", c.at, "--source", site)
		if c.at == missing.URL && !strings.Contains(out, "what subscribers will see: 0\npages that differ: ") {
			t.Errorf("where nothing is published, all pages are new:\n%s", out)
		}
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("diff %s: exit code %d, want %d, saying %q:\n%s", c.at, code, c.code, c.says, errs)
		}
	}
}

func zipOf(t *testing.T, dir, top string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	eachFile(t, dir, func(name string, data []byte) error {
		f, err := w.Create(top + name)
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return save(t, "site.zip", b.Bytes())
}

func tarOf(t *testing.T, dir, top string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	eachFile(t, dir, func(name string, data []byte) error {
		if err := w.WriteHeader(&tar.Header{Name: top + name, Mode: 0o644, Size: int64(len(data))}); err != nil {
			return err
		}
		_, err := w.Write(data)
		return err
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return save(t, "site.tar.gz", b.Bytes())
}

func save(t *testing.T, name string, data []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

func eachFile(t *testing.T, dir string, do func(name string, data []byte) error) {
	t.Helper()
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		return do(name, data)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAddAlias(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"no key", "title: a\n", "title: a\naliases: [/old/]\n"},
		{"empty list", "aliases: []\n", "aliases: [/old/]\n"},
		{"brackets", "aliases: [/a/, \"/b/\"]\ntitle: a\n", "aliases: [/a/, \"/b/\", /old/]\ntitle: a\n"},
		{"brackets with a last comma", "aliases: [/a/,]\n", "aliases: [/a/, /old/]\n"},
		{"one path", "aliases: /a/\n", "aliases: [/a/, /old/]\n"},
		{"lines", "aliases:\n  - /a/\ntitle: a\n", "aliases:\n  - /old/\n  - /a/\ntitle: a\n"},
		{"lines without indent", "aliases:\n- /a/\n", "aliases:\n- /old/\n- /a/\n"},
		{"no value", "aliases:\ntitle: a\n", "aliases:\n  - /old/\ntitle: a\n"},
		{"a key of the text", "title: a\n---\naliases: [/b/]\n", "title: a\naliases: [/old/]\n---\naliases: [/b/]\n"},
		{"several lines in brackets", "aliases: [/a/,\n  /b/]\n", ""},
		{"a comment", "aliases: [/a/] # b\n", ""},
	} {
		for _, newline := range []string{"\n", "\r\n"} {
			file := strings.ReplaceAll("---\n"+c.before+"---\n本文\n", "\n", newline)
			got, ok := addAlias([]byte(file), "/old/")
			want := strings.ReplaceAll("---\n"+c.after+"---\n本文\n", "\n", newline)
			if ok != (c.after != "") || ok && string(got) != want {
				t.Errorf("%s: %v, got\n%s\nwant\n%s", c.name, ok, got, want)
			}
		}
	}
	if _, ok := addAlias([]byte("no front matter"), "/old/"); ok {
		t.Error("an alias was added to a file without front matter")
	}
}

// TestDiffMarkdownFitsIntoAComment: however much changes, GitHub takes the
// comment, and it says how much it leaves out.
func TestDiffMarkdownFitsIntoAComment(t *testing.T) {
	r := &diff.Report{Feeds: []diff.Feed{{Path: "atom.xml"}}}
	for i := range 2000 {
		path := fmt.Sprintf("/shop/2026/11/record-%d/", i)
		r.Problems = append(r.Problems, model.Problem{Level: model.Error, Rule: "vanished-url", File: "content/shop.md", Text: model.Text{"ja": "公開中のURL " + path + " がなくなります"}})
		r.Feeds[0].New = append(r.Feeds[0].New, diff.Item{ID: path, Title: "注文一覧の検索条件を保存できるようになりました", Path: path})
		r.Pages = append(r.Pages, diff.Page{Path: path, Change: diff.Added, Records: []model.RecordID{model.RecordID(path)}})
	}
	var out bytes.Buffer
	a := &app{lang: "ja", console: console{out: &out}}
	a.diffMarkdown(r)
	if n := utf8.RuneCount(out.Bytes()); n > 65_000 || !utf8.Valid(out.Bytes()) {
		t.Errorf("%d characters", n)
	}
	rows := regexp.MustCompile(`ほか(\d+)件`)
	for _, what := range []string{"(?m)^- ❌", "(?m)^\\| 新着", "(?m)^- /shop"} {
		shown := len(regexp.MustCompile(what).FindAll(out.Bytes(), -1))
		left := rows.FindSubmatch(out.Bytes())
		if left == nil {
			t.Fatalf("nothing is said about what %q leaves out", what)
		}
		if n, err := strconv.Atoi(string(left[1])); err != nil || shown < 50 || shown+n != 2000 {
			t.Errorf("%q: %d are shown and %d counted, of 2000", what, shown, n)
		}
		_, rest, _ := bytes.Cut(out.Bytes(), left[0])
		out = *bytes.NewBuffer(rest)
	}
}
