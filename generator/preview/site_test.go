package preview

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// bench is a site on disk with a preview that serves it, as kaizen serve would.
type bench struct {
	testing.TB
	dir    string
	server *Server
	list   *Listing
	url    string // with the port, without a path
	ring   chan model.Bell
	builds chan Change // every build that was done
	now    *atomic.Pointer[time.Time]
	doing  *atomic.Pointer[string] // what a test is at, for its readers
}

var siteFiles = map[string]string{
	"kaizen.yaml": `title: {ja: 改善レポート, en: Improvements}
base_url: https://kaizen.example.com/help/
languages: [ja, en]
products:
  - {id: hinata, name: {ja: ひなたショップ, en: Hinata Shop}, first_report: 2026-01, hue: 45}
`,
	"content/hinata/search.md": record("search", "2026-02-03", "検索条件を保存できるようになりました", "最初の段落です。\n\n## 使い方\n\n二番目の段落です。\n"),
	"content/hinata/label.md":  record("label", "2026-02-10", "送り状を刷り直せるようになりました", "送り状の話です。\n"),
	"content/hinata/csv.md":    record("csv", "2026-03-01", "CSVの文字化けを直しました", "文字の話です。\n"),
	"content/pages/about.md":   "---\ntitle: このサイトについて\n---\n紹介です。\n",
}

func record(id, date, title, body string) string {
	return "---\nid: " + id + "\ntitle: " + title + "\ndate: " + date + "\nproduct: hinata\nkind: improvement\nsummary: " + title + "。\n---\n" + body
}

// open serves a site of the given files, or of siteFiles.
func open(t testing.TB, files map[string]string) *bench {
	t.Helper()
	b := &bench{TB: t, dir: t.TempDir(), builds: make(chan Change, 1000), now: new(atomic.Pointer[time.Time]), doing: new(atomic.Pointer[string])}
	b.pass(0)
	for name, text := range files {
		b.write(name, text)
	}
	b.serve(0)
	b.rebuild()
	return b
}

// serve starts the preview, on a port of its own if port is 0.
func (b *bench) serve(port int) (stop func()) {
	b.Helper()
	b.ring = make(chan model.Bell)
	b.list = NewListing(b.dir)
	b.server = New(Options{
		Inputs: b.inputs, Lang: "en", Dir: "/home/me/site", Listing: b.list,
		Done: func(_ context.Context, c Change) { b.builds <- c },
	})
	listeners, err := Listen("", port)
	if err != nil {
		b.Fatal(err)
	}
	b.url = "http://" + strings.Replace(listeners[0].Addr().String(), "127.0.0.1", "localhost", 1)
	ctx, cancel := context.WithCancel(context.Background())
	served, built := make(chan error, 1), make(chan struct{})
	server, ring := b.server, b.ring
	go func() { served <- server.Serve(ctx, listeners) }()
	go func() { defer close(built); server.Run(ctx, ring) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		<-built
		if err := <-served; err != nil {
			b.Error(err)
		}
	}
	b.Cleanup(stop)
	return stop
}

func (b *bench) inputs() (generator.Inputs, func(), error) {
	root, err := os.OpenRoot(b.dir)
	if err != nil {
		return generator.Inputs{}, nil, err
	}
	return generator.Inputs{
		Site: root.FS(), Templates: templates.FS, Themes: themes.FS,
		Now: *b.now.Load(), Drafts: true, Future: true, Clock: time.Now,
	}, func() { root.Close() }, nil
}

// pass lets time go by; it begins at noon of 1 June 2026.
func (b *bench) pass(d time.Duration) {
	at := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	if was := b.now.Load(); was != nil {
		at = *was
	}
	at = at.Add(d)
	b.now.Store(&at)
}

// write puts a file into the site.
func (b *bench) write(name, text string) {
	b.Helper()
	file := filepath.Join(b.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
		b.Fatal(err)
	}
}

// save writes a file and waits until the preview has built.
func (b *bench) save(name, text string) Change {
	b.Helper()
	b.write(name, text)
	return b.rebuild()
}

func (b *bench) rebuild() Change {
	b.Helper()
	b.bell()
	return b.next()
}

// bell rings for a change that is over.
func (b *bench) bell() {
	b.list.Touched(nil)
	b.ring <- model.Stirred
	b.ring <- model.Settled
}

func (b *bench) next() Change {
	b.Helper()
	select {
	case c := <-b.builds:
		return c
	case <-time.After(2 * time.Minute):
		b.Fatal("no build within 2 minutes")
		return Change{}
	}
}

// get returns the status and body that a path has now.
func (b *bench) get(path string) (int, string) {
	b.Helper()
	res, err := http.Get(b.url + path)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// isClean holds everything that is served against a build from nothing.
func (b *bench) isClean(after string) {
	b.Helper()
	for _, path := range b.wrong() {
		b.Errorf("%s: %s is not what a clean build makes", after, path)
	}
}

// wrong lists what is served otherwise than a build from nothing would have it.
func (b *bench) wrong() []string {
	b.Helper()
	in, release, err := b.inputs()
	if err != nil {
		b.Fatal(err)
	}
	defer release()
	clean, err := generator.Build(context.Background(), in, nil)
	if err != nil {
		b.Fatal(err)
	}
	return unique(differing(b.sums(), sumsOf(clean.Outputs)))
}

// sums asks for all that is served.
func (b *bench) sums() map[string]model.Sum {
	v := b.server.shown.Load()
	sums := map[string]model.Sum{}
	if v.snapshot == nil {
		return sums
	}
	for _, page := range v.snapshot.Pages {
		if out, ok := v.output(page.Path); ok {
			if model.SumOf(out.Data) != out.Sum {
				b.Errorf("%s is not served with its own sum", page.Path)
			}
			sums[page.Path] = out.Sum
		}
	}
	return sums
}

func sumsOf(outputs []model.Output) map[string]model.Sum {
	sums := map[string]model.Sum{}
	for _, o := range outputs {
		sums[o.Path] = o.Sum
	}
	return sums
}

func (b *bench) port() int {
	b.Helper()
	_, port, _ := strings.Cut(strings.TrimPrefix(b.url, "http://"), ":")
	n, err := strconv.Atoi(port)
	if err != nil {
		b.Fatal(err)
	}
	return n
}
