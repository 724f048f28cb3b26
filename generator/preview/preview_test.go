package preview

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

const searchPage = "/help/hinata/2026/02/search/"

func TestPagesAreServedAsPublished(t *testing.T) {
	b := open(t, siteFiles)
	b.isClean("at the start")
	for path, want := range map[string]int{
		"/help/": 200, searchPage: 200, "/help/en/": 200, "/help/feed.xml": 200, "/help/robots.txt": 200,
		"/help/nothing/": 404, "/help/hinata/2026/02/search/index.html": 200, "/elsewhere": 404, "/-/": 200, "/-/nothing": 404,
	} {
		if got, _ := b.get(path); got != want {
			t.Errorf("GET %s: %d, want %d", path, got, want)
		}
	}
	if _, body := b.get("/help/nothing/"); !strings.Contains(body, "404") || !strings.Contains(body, "data-page=") {
		t.Error("a path that is not there does not get the site's own page with the client")
	}
	_, body := b.get(searchPage)
	out, _ := b.server.shown.Load().output("hinata/2026/02/search/index.html")
	if without := strings.Replace(body, script(mark(out)), "", 1); without != string(out.Data) {
		t.Error("a page differs from the output by more than the script")
	}
	if strings.Contains(string(out.Data), "/-/live.js") {
		t.Error("an output holds the client")
	}
}

func TestHeaders(t *testing.T) {
	b := open(t, siteFiles)
	res, err := http.Get(b.url + searchPage)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	for name, want := range map[string]string{
		"Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex",
		"Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": "",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	headers, _ := b.server.shown.Load().output("_headers")
	if csp := res.Header.Get("Content-Security-Policy"); csp == "" || !strings.Contains(string(headers.Data), csp) {
		t.Errorf("the policy of the preview, %q, is not that of the site", csp)
	}
	again, _ := http.NewRequest("GET", b.url+searchPage, nil)
	again.Header.Set("If-None-Match", res.Header.Get("ETag"))
	if res, err = http.DefaultClient.Do(again); err != nil || res.StatusCode != http.StatusNotModified {
		t.Errorf("asked again with its ETag: %v %v, want 304", res.Status, err)
	}
	part, _ := http.NewRequest("GET", b.url+"/help/feed.xml", nil)
	part.Header.Set("Range", "bytes=0-4")
	if res, err = http.DefaultClient.Do(part); err != nil || res.StatusCode != http.StatusPartialContent || res.ContentLength != 5 {
		t.Errorf("asked for five bytes: %v, %d bytes, %v", res.Status, res.ContentLength, err)
	}
	if res, err = http.Head(b.url + "/help/feed.xml"); err != nil || res.ContentLength < 100 {
		t.Errorf("HEAD: %v %v", res.Status, err)
	}
}

func TestRedirects(t *testing.T) {
	b := open(t, siteFiles)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for path, want := range map[string]string{"/": "/help/", "/help": "/help/", "/help/hinata": "/help/hinata/"} {
		res, err := client.Get(b.url + path)
		if err != nil {
			t.Fatal(err)
		}
		if got := res.Header.Get("Location"); res.StatusCode != http.StatusFound || got != want {
			t.Errorf("GET %s: %d to %q, want %q", path, res.StatusCode, got, want)
		}
	}
}

func TestEditsAreSeenAndExplained(t *testing.T) {
	b := open(t, siteFiles)
	c := b.save("content/hinata/search.md", strings.Replace(siteFiles["content/hinata/search.md"], "二番目", "書き直した二番目", 1))
	if !slices.Equal(c.Files, []string{"content/hinata/search.md"}) || !slices.Contains(c.Pages, "hinata/2026/02/search/index.html") || slices.Contains(c.Pages, "hinata/2026/03/csv/index.html") {
		t.Errorf("the edit of one record is told as %v and %v", c.Files, c.Pages)
	}
	if _, body := b.get(searchPage); !strings.Contains(body, "書き直した二番目") {
		t.Error("the edit is not served")
	}
	s := b.server.status(b.server.shown.Load(), searchPage)
	if s.Page.Reason == nil || !slices.Equal(s.Page.Reason.Files, c.Files) {
		t.Errorf("the page does not say why it changed: %+v", s.Page)
	}
	if s.Page.From[0].File != "content/hinata/search.md" || s.Page.From[0].Editor != "vscode://file/home/me/site/content/hinata/search.md:1" {
		t.Errorf("the page does not say what it is made from: %+v", s.Page.From)
	}
	b.isClean("after an edit")
}

func TestBrokenSourcesStayAsTheyWere(t *testing.T) {
	b := open(t, siteFiles)
	_, before := b.get(searchPage)
	_, home := b.get("/help/")
	for name, text := range map[string]string{
		"content/hinata/search.md":  "---\ntitle: a: b\n---\n",
		"kaizen.yaml":               "title: [\n",
		"templates/parts/card.html": "{{if}}",
	} {
		c := b.save(name, text)
		if !model.HasErrors(c.Problems) {
			t.Errorf("%s: nothing is wrong with %q", name, text)
		}
		if _, page := b.get(searchPage); page != before {
			t.Errorf("%s: its page is not the last good one", name)
		}
		if _, page := b.get("/help/"); page != home {
			t.Errorf("%s: the home page is not the last good one", name)
		}
		if old, ok := siteFiles[name]; ok {
			b.save(name, old)
		} else {
			os.Remove(filepath.Join(b.dir, name))
			b.rebuild()
		}
		if s := b.server.status(b.server.shown.Load(), ""); s.Errors > 0 {
			t.Errorf("%s: mended, and still %+v", name, s.Problems)
		}
		b.isClean("after mending " + name)
	}
}

// A config with a mistake may be a whole one, of another site. It is shown when
// there is no better one.
func TestConfigWithAMistake(t *testing.T) {
	config := siteFiles["kaizen.yaml"]
	mistaken := []string{
		"",
		"# later\n",
		strings.Replace(config, "base_url: https", "base_url: htp", 1),
		strings.Replace(config, "products:", "produkte:", 1),
		strings.Replace(config, "languages:", "theme: micchi\nlanguages:", 1),
		strings.Replace(config, "/help/", "/other/", 1) + "titel: x\n",
	}
	b := open(t, siteFiles)
	_, home := b.get("/help/")
	for _, text := range mistaken {
		if c := b.save("kaizen.yaml", text); !model.HasErrors(c.Problems) {
			t.Errorf("nothing is wrong with %q", text)
		}
		if _, page := b.get("/help/"); page != home {
			t.Errorf("the page is not the last good one after %q", text)
		}
	}
	b.save("content/hinata/csv.md", record("csv", "2026-03-01", "書き直したCSVの題", "本文"))
	if _, body := b.get("/help/hinata/2026/03/csv/"); !strings.Contains(body, "書き直したCSVの題") {
		t.Error("the edit of a record is not seen")
	}
	b.save("kaizen.yaml", strings.Replace(config, "/help/", "/other/", 1))
	if status, _ := b.get("/other/"); status != 200 {
		t.Errorf("mended, it answers %d at its new address", status)
	}
	b.isClean("after mending")

	b = open(t, map[string]string{"kaizen.yaml": config + "titel: x\n", "content/hinata/a.md": siteFiles["content/hinata/csv.md"]})
	if status, _ := b.get("/help/"); status != 200 {
		t.Errorf("with a mistake from the start, it answers %d", status)
	}
	b.save("kaizen.yaml", strings.Replace(config, "改善レポート", "よくした点", 1)+"titel: x\n")
	if _, body := b.get("/help/"); !strings.Contains(body, "よくした点") {
		t.Error("an edit beside the mistake is not seen")
	}
}

// While one record is broken, edits of others are seen.
func TestBrokenSourceDoesNotHideOthers(t *testing.T) {
	b := open(t, siteFiles)
	b.save("content/hinata/search.md", "no front matter")
	b.save("content/hinata/csv.md", record("csv", "2026-03-01", "書き直したCSVの題", "本文"))
	if _, body := b.get("/help/hinata/2026/03/csv/"); !strings.Contains(body, "書き直したCSVの題") {
		t.Error("the edit of a sound record is not seen")
	}
	if status, _ := b.get(searchPage); status != 200 {
		t.Error("the page of the broken record is gone")
	}
	b.save("content/hinata/search.md", record("search", "2026-02-03", "直した題", "本文"))
	if _, body := b.get(searchPage); !strings.Contains(body, "直した題") {
		t.Error("the mended record is not seen")
	}
	b.isClean("after mending")
}

func TestFirstBuildBroken(t *testing.T) {
	b := open(t, map[string]string{"kaizen.yaml": "title: [\n", "content/hinata/a.md": record("a", "2026-02-03", "題", "本文")})
	status, body := b.get("/")
	if status != http.StatusServiceUnavailable || !strings.Contains(body, "kaizen.yaml:") || !strings.Contains(body, "/-/live.js") {
		t.Errorf("a site that cannot be built answers %d:\n%s", status, body)
	}
	b.save("kaizen.yaml", siteFiles["kaizen.yaml"])
	if status, _ := b.get("/help/"); status != 200 {
		t.Errorf("mended, it answers %d", status)
	}
	b.isClean("after mending")
}

func TestContentGone(t *testing.T) {
	b := open(t, siteFiles)
	if err := os.Rename(filepath.Join(b.dir, "content"), filepath.Join(b.dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if c := b.rebuild(); c.Err == nil {
		t.Error("a site without content is shown as if it were meant")
	}
	if status, _ := b.get(searchPage); status != 200 {
		t.Error("the last good pages are gone")
	}
	if err := os.Rename(filepath.Join(b.dir, "elsewhere"), filepath.Join(b.dir, "content")); err != nil {
		t.Fatal(err)
	}
	if c := b.rebuild(); c.Err != nil {
		t.Error(c.Err)
	}
	b.isClean("after the content came back")
}

func TestProblemsComeWithTheirPlace(t *testing.T) {
	b := open(t, siteFiles)
	text := record("search", "2026-02-03", "題", "全角の文字の後の[リンク](nowhere.md)です。\n\n電話は 03-3581-4321 まで。\n")
	b.save("content/hinata/search.md", text)
	list := b.server.shown.Load().problems.list
	if len(list) < 2 || !list[0].Private || list[0].Rule != "phone" {
		t.Fatalf("private data does not come first: %+v", list)
	}
	if all, _ := json.Marshal(list); strings.Contains(string(all), "3581") {
		t.Errorf("a value that must not be published is shown: %s", all)
	}
	i := slices.IndexFunc(list, func(p problem) bool { return p.Frame != nil })
	if i < 0 {
		t.Fatalf("no problem shows its lines: %+v", list)
	}
	got := strings.Join(list[i].Frame, "\n")
	want := "   8 | ---\n   9 | 全角の文字の後の[リンク](nowhere.md)です。\n       　　　　　　　　^\n  10 | "
	if !strings.HasPrefix(got, want) {
		t.Errorf("frame:\n%s\nwant:\n%s", got, want)
	}
}

func TestDraftsAndScheduledAreMarked(t *testing.T) {
	b := open(t, siteFiles)
	b.write("content/hinata/draft.md", strings.Replace(record("draft", "2026-02-05", "下書きの題", "本文"), "kind:", "draft: true\nkind:", 1))
	b.save("content/hinata/later.md", record("later", "2026-12-24T10:00", "先の題", "本文"))
	v := b.server.shown.Load()
	if p := b.server.status(v, "/help/hinata/2026/02/draft/").Page; p == nil || p.State != model.Drafted {
		t.Errorf("the draft is told as %+v", p)
	}
	if p := b.server.status(v, "/help/hinata/2026/12/later/").Page; p == nil || p.State != model.Scheduled || p.When != "2026-12-24T10:00:00+09:00" {
		t.Errorf("the scheduled record is told as %+v", p)
	}
	_, desk := b.get("/-/")
	for _, want := range []string{"下書きの題", "先の題", "2026-12-24 10:00", "vscode://file/home/me/site/content/hinata/draft.md:1"} {
		if !strings.Contains(desk, want) {
			t.Errorf("the desk does not mention %q", want)
		}
	}
}

func TestNavigateLeadsToTheHeading(t *testing.T) {
	b := open(t, siteFiles)
	b.server.options.Navigate = true
	b.save("content/hinata/search.md", strings.Replace(siteFiles["content/hinata/search.md"], "二番目", "新しい二番目", 1))
	edited := b.server.shown.Load().edited
	path, id, _ := strings.Cut(edited, "#")
	if _, body := b.get(path); path != searchPage || id == "" || !strings.Contains(body, `id="`+id+`"`) {
		t.Errorf("the edit below a heading leads to %q", edited)
	}
}

func TestScheduledRecordAppearsByItself(t *testing.T) {
	b := open(t, siteFiles)
	b.save("content/hinata/later.md", record("later", b.now.Load().In(b.server.shown.Load().site().Config.Timezone).Add(time.Minute).Format("2006-01-02T15:04"), "先の題", "本文"))
	b.pass(59 * time.Second)
	b.rebuild() // with a second to go
	b.pass(time.Second)
	b.next() // that nobody rang for
	if e := b.server.status(b.server.shown.Load(), "/help/hinata/2026/06/later/").Page; e == nil || e.State != "" {
		t.Errorf("the record that was due is told as %+v", e)
	}
}

// The address can be told as soon as there is something to see, not only when
// every page has been rendered.
func TestReadyComesBeforeDone(t *testing.T) {
	b := open(t, siteFiles)
	var order []string
	s := New(Options{
		Inputs: b.inputs,
		Ready:  func(base string) { order = append(order, "ready at "+base) },
		Done:   func(context.Context, Change) { order = append(order, "done") },
	})
	if s.Once(t.Context()) == nil || !slices.Equal(order, []string{"ready at /help/", "done"}) {
		t.Errorf("called %v", order)
	}
}

// A mistake that only rendering finds, on a page that nobody looks at, is told
// with the edit that made it, and the page stays as it last was.
func TestMistakesOnPagesNobodyLooksAt(t *testing.T) {
	b := open(t, siteFiles)
	b.get(searchPage)
	c := b.save("templates/404.html", "{{index .Recent 999}}")
	if !model.HasErrors(c.Problems) || !slices.Contains(c.Files, "templates/404.html") {
		t.Errorf("told as %v, %v", c.Files, c.Problems)
	}
	if status, body := b.get("/help/nothing/"); status != 404 || !strings.Contains(body, "data-page=") {
		t.Errorf("its page is not the last good one: %d\n%s", status, body)
	}
	if err := os.RemoveAll(filepath.Join(b.dir, "templates")); err != nil {
		t.Fatal(err)
	}
	if c := b.rebuild(); model.HasErrors(c.Problems) {
		t.Errorf("mended, and still %v", c.Problems)
	}
	b.isClean("after mending")
}

// A folder that comes back while the preview looks for it takes no page away.
func TestContentComesBack(t *testing.T) {
	b := open(t, siteFiles)
	var gone atomic.Int32
	server := New(Options{Lang: "en", Dir: b.dir, Inputs: func() (generator.Inputs, func(), error) {
		in, release, err := b.inputs()
		in.Site = flickering{in.Site, &gone}
		return in, release, err
	}})
	server.Once(t.Context())
	gone.Store(4) // looked for twice in each build, and once more then
	server.Once(t.Context())
	if left := gone.Load(); left >= 0 {
		t.Fatalf("the folder was looked for %d times less than the test is made for", left+1)
	}
	if v := server.shown.Load(); v.find("/help/about/") == nil {
		t.Errorf("the pages are gone: %v", v.problems)
	}
}

// flickering is a site whose content is not there the first times that it is
// looked for.
type flickering struct {
	fs.FS
	gone *atomic.Int32
}

func (f flickering) Stat(name string) (fs.FileInfo, error) {
	if name == "content" && f.gone.Add(-1) >= 0 {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(f.FS, name)
}

func (f flickering) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, name) }

func (f flickering) ReadFile(name string) ([]byte, error) { return fs.ReadFile(f.FS, name) }
