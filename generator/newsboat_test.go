package generator_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// A real reader that has read everything sees, after fifty edits, the new
// records as new and no others.
func TestNewsboatSeesOnlyNewRecords(t *testing.T) {
	if _, err := exec.LookPath("newsboat"); err != nil && os.Getenv("CI") == "true" {
		t.Fatal("there is no newsboat: CI must install one")
	} else if err != nil {
		t.Skip("there is no newsboat on this machine, so no feed is read by a reader")
	}
	for _, doc := range []string{"feed.xml", "atom.xml", "en/feed.xml", "hinata/atom.xml"} {
		t.Run(doc, func(t *testing.T) {
			r := rand.New(rand.NewPCG(9, 9))
			s := randomNotes(r, 40)
			s.config = strings.Replace(s.config, "limit: 6", "limit: 100", 1)
			for i := range s.list {
				s.list[i].product = "hinata"
			}
			reader := subscribe(t, s, doc)
			reader.reload()
			reader.unread(40)
			reader.markRead(ids(t, s.feeds(t)[doc]))
			reader.unread(0)

			var quiet []func(*rand.Rand, *notes) []string
			for _, e := range edits {
				if e.name != "move products" { // they would leave one of the feeds
					quiet = append(quiet, e.edit)
				}
			}
			for range 50 {
				quiet[r.IntN(len(quiet))](r, s)
			}
			for i := range s.list { // an update is written once, the last word counts
				s.list[i].extra = lastOfEachKey(s.list[i].extra)
			}
			for i := range 5 {
				s.list = append(s.list, note{file: fmt.Sprintf("new%d", i), id: fmt.Sprintf("new-%d", i), slug: fmt.Sprintf("new-%d", i), title: "新しい改善", date: "2026-11-15", product: "hinata", kind: "fix", body: "本文。\n"})
			}
			reader.serve(s)
			reader.reload()
			reader.unread(5)
		})
	}
}

// lastOfEachKey drops repeated keys of front matter, one a line.
func lastOfEachKey(lines string) string {
	var order []string
	last := map[string]string{}
	for line := range strings.Lines(lines) {
		key, _, _ := strings.Cut(line, ":")
		if last[key] == "" {
			order = append(order, key)
		}
		last[key] = line
	}
	var b strings.Builder
	for _, key := range order {
		b.WriteString(last[key])
	}
	return b.String()
}

// newsboat is a reader that subscribes to one document.
type newsboat struct {
	t    *testing.T
	dir  string
	site atomic.Pointer[map[string][]byte]
}

func subscribe(t *testing.T, s *notes, doc string) *newsboat {
	n := &newsboat{t: t, dir: t.TempDir()}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := (*n.site.Load())[strings.TrimPrefix(r.URL.Path, "/")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/xml")
		w.Write(data)
	}))
	t.Cleanup(server.Close)
	n.serve(s)
	for name, content := range map[string]string{"urls": server.URL + "/" + doc + "\n", "config": "use-proxy no\n"} {
		if err := os.WriteFile(filepath.Join(n.dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

func (n *newsboat) serve(s *notes) {
	files := s.feeds(n.t)
	n.site.Store(&files)
}

func (n *newsboat) run(args ...string) string {
	n.t.Helper()
	all := append([]string{"-u", filepath.Join(n.dir, "urls"), "-c", filepath.Join(n.dir, "cache.db"), "-C", filepath.Join(n.dir, "config")}, args...)
	c := exec.Command("newsboat", all...)
	c.Env = append(os.Environ(), "HOME="+n.dir, "LC_ALL=C.UTF-8")
	out, err := c.CombinedOutput()
	if err != nil {
		n.t.Fatalf("newsboat %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (n *newsboat) reload() { n.run("-x", "reload") }

func (n *newsboat) unread(want int) {
	n.t.Helper()
	if got := strings.TrimSpace(n.run("-x", "print-unread")); got != fmt.Sprintf("%d unread articles", want) {
		n.t.Errorf("the reader shows %q, want %d", got, want)
	}
}

func (n *newsboat) markRead(ids []string) {
	file := filepath.Join(n.dir, "read")
	if err := os.WriteFile(file, []byte(strings.Join(ids, "\n")+"\n"), 0o644); err != nil {
		n.t.Fatal(err)
	}
	n.run("-I", file)
}
