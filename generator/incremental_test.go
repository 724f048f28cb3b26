package generator_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
	"kaizen/generator/cache"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

var (
	steps = flag.Int("steps", 150, "random edits in TestIncremental")
	first = flag.Uint64("first", 0, "seed of its first site")
)

// TestIncremental edits sites at random and holds every incremental build
// against a clean one. A site is edited 250 times at most: it grows, and what
// the next thousand edits could find, another site finds sooner.
// Run it longer with: go test ./generator -run TestIncremental -steps 10000
func TestIncremental(t *testing.T) {
	sites := max(3, *steps/250)
	for seed := *first; seed < *first+uint64(sites); seed++ {
		w := newWorkshop(seed)
		for step := range *steps / sites {
			did := w.edit()
			w.compare(t, fmt.Sprintf("seed %d, step %d (%s)", seed, step, did))
			if t.Failed() {
				return
			}
		}
	}
}

// FuzzIncremental does the same with edits chosen by the fuzzer.
func FuzzIncremental(f *testing.F) {
	f.Add(uint64(1), uint8(4))
	f.Add(uint64(99), uint8(7))
	f.Fuzz(func(t *testing.T, seed uint64, edits uint8) {
		w := newWorkshop(seed)
		for range edits % 8 {
			w.compare(t, w.edit())
		}
	})
}

// workshop is a site under random edits, and the snapshot of its last build.
type workshop struct {
	random  *rand.Rand
	files   fstest.MapFS
	now     time.Time
	touched time.Time // the newest file time; each edit is a minute later
	last    *generator.Snapshot
	named   int
	drafts  bool
	cache   string // folder of the cache
}

const workshopConfig = `title: {ja: 改善レポート, en: Improvements}
base_url: https://kaizen.example.com/help/
languages: [ja, en]
products:
  - {id: hinata, name: ひなたショップ, first_report: 2026-01, hue: 45}
  - {id: michi, name: みちサーバー, first_report: 2026-02, hue: 240}
teams: [{id: cre, name: CREチーム}]
`

func newWorkshop(seed uint64) *workshop {
	w := &workshop{
		random: rand.New(rand.NewPCG(seed, 7)), files: fstest.MapFS{},
		now: time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC), touched: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	w.write("kaizen.yaml", workshopConfig)
	for range 8 {
		w.addRecord()
	}
	w.write("content/pages/about.md", "---\ntitle: このサイトについて\n---\n本文です。")
	w.picture()
	return w
}

func (w *workshop) write(name, text string) {
	w.touched = w.touched.Add(time.Minute)
	w.files[name] = &fstest.MapFile{Data: []byte(text), ModTime: w.touched, Mode: 0o644}
}

func (w *workshop) pick(list ...string) string { return list[w.random.IntN(len(list))] }

func (w *workshop) records() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(w.files)) {
		if strings.HasPrefix(name, "content/20") {
			out = append(out, name)
		}
	}
	return out
}

func (w *workshop) anyRecord() string {
	if list := w.records(); len(list) > 0 {
		return w.pick(list...)
	}
	w.addRecord()
	return w.records()[0]
}

func (w *workshop) frontMatter(id string) string {
	month, day := 1+w.random.IntN(8), 1+w.random.IntN(28)
	var b strings.Builder
	fmt.Fprintf(&b, "---\nid: %s\ntitle: 検索条件%dを保存できるようになりました\ndate: 2026-%02d-%02d\n", id, w.random.IntN(100), month, day)
	fmt.Fprintf(&b, "product: %s\nkind: %s\n", w.pick("hinata", "michi", "[hinata, michi]"), w.pick("obstacle", "fix", "feature", "speed"))
	for _, line := range []string{
		"tags: [orders]", "tags: [mail, orders]", "summary: 短い要約です。", "before: 8秒かかる\nafter: 1秒で終わる",
		"before: {value: 8.2, unit: 秒}\nafter: {value: 1.1, unit: 秒}", "image: {src: ../pic.png, alt: 画面}",
		"inquiries: {before: 40, after: 3}", "first_seen: 2025-12-24", "action: {needed: true, until: 2026-07-01, text: 設定を変える}",
		"highlight: 1", "teams: [cre]", "draft: true", "unlisted: true", "expires: 2026-06-20", "aliases: [/old/" + id + "/]", "related: [r1, r2]", "supersedes: r3",
		"updated: [{date: 2026-06-01, text: 訂正, notify: true}]", "withdrawn: {date: 2026-06-02, text: 取り下げました}", "internal: {ticket: hidden-value-77}",
	} {
		key, _, _ := strings.Cut(line, ":")
		if w.random.IntN(4) == 0 && !strings.Contains(b.String(), "\n"+key+":") {
			b.WriteString(line + "\n")
		}
	}
	b.WriteString("---\n")
	return b.String()
}

func (w *workshop) body() string {
	parts := []string{
		"# 見出し\n\n本文の**「強調」**です。\n", "- 一\n- 二\n", "```sh\ncurl -s https://example.com\n```\n", "| a | b |\n|---|--:|\n| 1 | 2 |\n",
		"> [!NOTE]\n> 補足です。\n", "![画面](../pic.png \"説明\")\n", "[ほかの記録](../2026/r1.md)\n", "脚注[^1]\n\n[^1]: 注\n", "[年表](/archive/)\n",
	}
	var b strings.Builder
	for range 1 + w.random.IntN(3) {
		b.WriteString(w.pick(parts...) + "\n")
	}
	return b.String()
}

// reword changes one line of a record that says something and moves nothing.
func (w *workshop) reword() {
	name := w.anyRecord()
	lines := strings.Split(string(w.files[name].Data), "\n")
	words := map[string][]string{
		"title":      {"title: 検索が速くなりました", "title: 注文の一覧が速くなりました"},
		"summary":    {"summary: 待たなくなりました。", "summary: 短くなりました。"},
		"inquiries":  {"inquiries: {before: 40, after: 3}", "inquiries: {before: 90, after: 30}", "inquiries: {before: 12}"},
		"updated":    {"updated: [{date: 2026-06-01, text: 訂正, notify: true}]", "updated: [{date: 2026-06-09, text: もう一度}]"},
		"withdrawn":  {"withdrawn: {date: 2026-06-02, text: 取り下げました}", "withdrawn: {date: 2026-06-03, text: やめました}"},
		"related":    {"related: [r1, r2]", "related: [r2]", "related: [r3, r4]"},
		"supersedes": {"supersedes: r3", "supersedes: r1"},
		"aliases":    {"aliases: [/old/one/]", "aliases: [/old/two/]"},
		"image":      {"image: {src: ../pic.png, alt: 画面}", "image: {src: ../pic.png, alt: 新しい画面}"},
		"## 見出し":     {"## 見出し", "## ほかの見出し"},
	}
	for i, at := range w.random.Perm(len(lines)) {
		key, _, _ := strings.Cut(lines[at], ":")
		if list := words[key]; list != nil {
			lines[at] = w.pick(list...)
			break
		}
		if i == len(lines)-1 {
			lines = append(lines, w.pick("## 見出し", "[見出し](r1.md#見出し)", "[ほかの見出し](r2.md#ほかの見出し)", "本文です。"))
		}
	}
	w.write(name, strings.Join(lines, "\n"))
}

func (w *workshop) addRecord() {
	w.named++
	id := fmt.Sprintf("r%d", w.named)
	w.write("content/2026/"+id+".md", w.frontMatter(id)+w.body())
	if w.random.IntN(3) == 0 {
		w.write("content/2026/"+id+".en.md", strings.Replace(w.frontMatter(id), "検索条件", "Searches ", 1)+"English *body*.\n")
	}
}

func (w *workshop) picture() {
	m := image.NewRGBA(image.Rect(0, 0, 600+w.random.IntN(300), 200))
	for x := range 600 {
		m.Set(x, x%200, color.RGBA{uint8(w.random.IntN(255)), 9, 9, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	w.write("content/pic.png", b.String())
}

// edit changes one thing and says what.
func (w *workshop) edit() string {
	edits := []struct {
		name string
		do   func()
	}{
		{"body", func() {
			name := w.anyRecord()
			head, _, _ := strings.Cut(string(w.files[name].Data)[4:], "---\n")
			w.write(name, "---\n"+head+"---\n"+w.body())
		}},
		{"front matter", func() {
			name := w.anyRecord()
			id, _, _ := strings.Cut(strings.TrimPrefix(name, "content/2026/"), ".")
			w.write(name, w.frontMatter(id)+w.body())
		}},
		{"words", w.reword},
		{"words", w.reword},
		{"words", w.reword},
		{"add", w.addRecord},
		{"delete", func() { delete(w.files, w.anyRecord()) }},
		{"rename", func() {
			old := w.anyRecord()
			w.named++
			w.files[fmt.Sprintf("content/2026/moved-%d.md", w.named)] = w.files[old]
			delete(w.files, old)
		}},
		{"break", func() {
			w.write(w.anyRecord(), w.pick("---\ntitle: a: b\n---\n", "no front matter", "---\ntitel: x\n---\n"))
		}},
		{"config", func() {
			w.write("kaizen.yaml", workshopConfig+w.pick("", "era: true\n", "feeds: {limit: 3}\n", "feeds: {summary_only: true}\n", "theme: michi\nlook: {hue: 200}\n", "words: {ja: {archive.title: 全部}}\n", "kinds: [{id: fix, name: 直した}, {id: obstacle, name: 障害}, {id: feature, name: 新}, {id: speed, name: 速}]\n"))
		}},
		{"template", func() {
			if _, ok := w.files["templates/parts/chips.html"]; ok {
				delete(w.files, "templates/parts/chips.html")
				return
			}
			w.write("templates/parts/chips.html", fmt.Sprintf("{{range .}}<li><a href=\"{{.URL}}\">{{.Title}} %d</a></li>{{end}}", w.random.IntN(9)))
		}},
		{"broken template", func() {
			if _, ok := w.files["templates/404.html"]; ok {
				delete(w.files, "templates/404.html")
				return
			}
			w.write("templates/404.html", w.pick("{{.Nothing}}", "{{if}}", "{{range .Recent}}{{.Title.Oops}}{{end}}"))
		}},
		{"preface", func() {
			w.write("content/reports/hinata/2026-0"+w.pick("1", "2", "3", "4")+".md", w.pick("---\nlead: 今月のこと\n---\nはじめに\n", "---\nhighlights: [r1]\nnumber: 9\n---\n", "---\ndraft: true\n---\n下書き\n"))
		}},
		{"picture", w.picture},
		{"clock", func() { w.now = w.now.Add(time.Duration(w.random.IntN(40)-15) * 24 * time.Hour) }},
		{"drafts", func() { w.drafts = !w.drafts }},
		{"touch", func() { name := w.anyRecord(); w.write(name, string(w.files[name].Data)) }},
	}
	e := edits[w.random.IntN(len(edits))]
	e.do()
	return e.name
}

// compare builds from the last snapshot and from nothing.
func (w *workshop) compare(t *testing.T, step string) {
	t.Helper()
	in := generator.Inputs{
		Site: maps.Clone(w.files), Templates: templates.FS, Themes: themes.FS, Now: w.now, Drafts: w.drafts, Search: true,
		Clock: func() time.Time { return w.touched.Add(time.Hour) },
	}
	warm, err := generator.Build(context.Background(), in, w.last)
	if err != nil {
		t.Fatalf("%s: %v", step, err)
	}
	clean, err := generator.Build(context.Background(), in, nil)
	if err != nil {
		t.Fatalf("%s: %v", step, err)
	}
	w.last = warm
	same(t, step, warm, clean)
	w.compareCached(t, step, in, clean)
}

// compareCached builds as another run of the program would, with the cache
// that earlier runs have left.
func (w *workshop) compareCached(t *testing.T, step string, in generator.Inputs, clean *generator.Snapshot) {
	t.Helper()
	if w.cache == "" {
		w.cache = t.TempDir()
	}
	c := cache.Open(w.cache, model.Sum{})
	in.Cache, in.Has = c, w.folder()
	store := keeper{}
	if w.random.IntN(2) == 0 {
		in.Store = &store
	}
	cached, err := generator.Build(context.Background(), in, nil)
	if err != nil {
		t.Fatalf("%s: %v", step, err)
	}
	filled := *cached
	filled.Outputs = slices.Clone(cached.Outputs)
	for i, o := range filled.Outputs {
		if o.Data != nil {
			continue
		}
		data, err := store.Get(o.Path, nil)
		if err != nil {
			data, err = cached.Data(o.Path)
		}
		if err != nil {
			t.Fatalf("%s: %v", step, err)
		}
		filled.Outputs[i].Data = data
	}
	same(t, step+", from the cache", &filled, clean)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
}

// folder is an output folder that has everything, some of it, or nothing.
func (w *workshop) folder() generator.HasOutput {
	share := w.random.IntN(3) * 128
	return func(_ string, sum model.Sum) bool { return int(sum[0]) < share }
}

// keeper is a Store in memory.
type keeper struct{ files sync.Map }

func (k *keeper) Put(path string, data []byte) error {
	k.files.Store(path, bytes.Clone(data))
	return nil
}

func (k *keeper) Get(path string, _ []byte) ([]byte, error) {
	data, ok := k.files.Load(path)
	if !ok {
		return nil, os.ErrNotExist
	}
	return data.([]byte), nil
}

func same(t *testing.T, step string, warm, clean *generator.Snapshot) {
	t.Helper()
	want := map[string]model.Output{}
	for _, o := range clean.Outputs {
		want[o.Path] = o
	}
	for _, o := range warm.Outputs {
		if w, ok := want[o.Path]; !ok {
			t.Errorf("%s: %s is built from the last snapshot only", step, o.Path)
		} else if !bytes.Equal(o.Data, w.Data) {
			t.Errorf("%s: %s differs:\n%s", step, o.Path, firstDifference(o.Data, w.Data))
		}
		delete(want, o.Path)
	}
	for path := range want {
		t.Errorf("%s: %s is missing when built from the last snapshot", step, path)
	}
	if got, want := fmt.Sprint(warm.Problems), fmt.Sprint(clean.Problems); got != want {
		t.Errorf("%s: problems differ:\n%s\n%s", step, got, want)
	}
}

func firstDifference(a, b []byte) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("warm:  …%s…\nclean: …%s…", a[from:min(len(a), i+80)], b[from:min(len(b), i+80)])
}
