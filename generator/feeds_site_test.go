package generator_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/mmcdole/gofeed"

	"kaizen/generator/assemble"
	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/generator/plan"
	"kaizen/generator/render"
	"kaizen/templates"
	"kaizen/themes"
)

// notes is a site as its authors wrote it, so that a test can edit it.
type notes struct {
	config string
	list   []note
}

type note struct {
	file, id, slug, title, date, product, kind, extra, body string
	english                                                 bool // has a twin
}

const notesConfig = `title: 改善レポート
base_url: https://a.example.com/help/
authority: kaizen.example.com,2026
languages: [ja, en]
products:
  - {id: hinata, name: {ja: ひなたショップ, en: Hinata Shop}}
  - {id: server, name: {ja: みちサーバー, en: Michi Server}}
feeds: {limit: 6}
`

var notesNow = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// randomNotes is a site of n records over a year; several share their days.
func randomNotes(r *rand.Rand, n int) *notes {
	s := &notes{config: notesConfig}
	for i := range n {
		s.list = append(s.list, note{
			file:    fmt.Sprintf("any/n%d", i),
			id:      fmt.Sprintf("id-%d", i),
			slug:    fmt.Sprintf("slug-%d", i),
			title:   fmt.Sprintf("改善その%dができるようになりました", i),
			date:    fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(10), 1+r.IntN(3)),
			product: []string{"hinata", "server"}[r.IntN(2)],
			kind:    []string{"fix", "speed", "obstacle"}[r.IntN(3)],
			extra:   "tags: [" + []string{"orders", "csv"}[r.IntN(2)] + "]\n",
			body:    "本文です。\n",
			english: r.IntN(3) == 0,
		})
	}
	return s
}

func (s *notes) fs() fstest.MapFS {
	m := fstest.MapFS{"kaizen.yaml": {Data: []byte(s.config)}}
	for _, n := range s.list {
		front := fmt.Sprintf("---\nid: %s\ntitle: %q\ndate: %s\nproduct: %s\nkind: %s\nslug: %s\n%s---\n", n.id, n.title, n.date, n.product, n.kind, n.slug, n.extra)
		m["content/"+n.file+".md"] = &fstest.MapFile{Data: []byte(front + n.body)}
		if n.english {
			m["content/"+n.file+".en.md"] = &fstest.MapFile{Data: []byte(strings.Replace(front, "title: ", "title: English ", 1) + n.body)}
		}
	}
	return m
}

// feeds builds the feeds of a site and nothing else.
func (s *notes) feeds(t *testing.T) map[string][]byte {
	t.Helper()
	loaded, err := load.Load(t.Context(), load.Inputs{Site: s.fs(), Templates: templates.FS, Themes: themes.FS}, nil)
	if err != nil {
		t.Fatal(err)
	}
	site, problems, _ := assemble.Assemble(&loaded.Sources, assemble.Options{Now: notesNow}, nil)
	noErrors(t, append(loaded.Problems, problems...))
	planned := plan.Plan(site, nil)
	noErrors(t, planned.Problems)
	renderer, problems := render.New(&loaded.Sources)
	if renderer == nil {
		t.Fatal(problems)
	}
	files := map[string][]byte{}
	for _, p := range planned.Pages {
		if _, ok := p.View.(model.FeedView); !ok {
			continue
		}
		if files[p.Path], err = renderer.Render(new(bytes.Buffer), p); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func noErrors(t *testing.T, problems []model.Problem) {
	t.Helper()
	for _, p := range problems {
		if p.Level == model.Error {
			t.Fatal(p)
		}
	}
}

// jsonFeed is what the tests read of a JSON Feed.
type jsonFeed struct {
	NextURL string `json:"next_url"`
	FeedURL string `json:"feed_url"`
	Items   []struct {
		ID, URL, Title string
		Published      time.Time `json:"date_published"`
		Modified       time.Time `json:"date_modified"`
		Content        string    `json:"content_html"`
	}
}

func readJSON(t *testing.T, data []byte) jsonFeed {
	t.Helper()
	var f jsonFeed
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return f
}

// modified are the ids of all records of an edition ("" or "en/") with the time
// at which readers last heard of each.
func modified(t *testing.T, files map[string][]byte, edition string) map[string]time.Time {
	t.Helper()
	times := map[string]time.Time{}
	for name, data := range files {
		if name != edition+"feed.json" && !(path.Base(name) == "feed.json" && strings.HasPrefix(name, edition+"feeds/")) {
			continue
		}
		for _, it := range readJSON(t, data).Items {
			times[it.ID] = it.Modified
		}
	}
	return times
}

func ids(t *testing.T, data []byte) []string {
	t.Helper()
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	var list []string
	for _, it := range f.Items {
		list = append(list, it.GUID)
	}
	return list
}

func wellFormed(t *testing.T, name string, data []byte) {
	t.Helper()
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}
