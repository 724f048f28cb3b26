package preview

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

var (
	operations = flag.Int("operations", 60, "random file operations in TestSoak")
	soakSeed   = flag.Uint64("soak-seed", 5, "what TestSoak's random choices depend on")
)

// TestSoak does random things to the files of a site that is watched, while
// readers ask for its pages and browsers have some of them open. Whenever the
// files have come to rest, what is served, over HTTP, and what the browsers
// were told to show is what a clean build makes. A page that nobody touches is
// there all the time, and the preview needs no more goroutines, descriptors
// and memory at the end than at the start. Run it longer with:
// go test ./generator/preview -run TestSoak -operations 10000 -timeout 3h
func TestSoak(t *testing.T) {
	b := open(t, siteFiles)
	b.doing.Store(new("starting"))
	b.watched()
	b.settle("at the start")
	for _, path := range []string{"/help/about/", searchPage, "/help/feed.xml", "/help/en/"} {
		b.reader(path)
	}
	s := &soak{bench: b, random: rand.New(rand.NewPCG(*soakSeed, 6)), broken: map[string]string{}}
	tabs := []*tab{b.tab(searchPage), b.tab("/help/"), b.tab("/help/hinata/2026/03/"), b.tab("/help/nothing/")}
	warm := *operations / 5 // by then every buffer is as large as it gets
	var before usage
	var slowest time.Duration
	for done := 0; done < *operations && !t.Failed(); {
		batch := 1 + s.random.IntN(20)
		s.log = s.log[:0]
		for range batch {
			s.step()
		}
		s.mend()
		b.doing.Store(new(strings.Join(s.log, ", ")))
		began := time.Now()
		s.settled(fmt.Sprintf("operation %d to %d (%s)", done, done+batch, *b.doing.Load()), tabs)
		slowest = max(slowest, time.Since(began))
		if done += batch; before == (usage{}) && done >= warm {
			before = s.usage()
		}
	}
	after := s.usage()
	for try := 0; try < 20 && after.goroutines > before.goroutines; try++ {
		after = s.usage() // connections of readers take a while to close
	}
	t.Logf("%d operations, %d builds shown; at rest after at most %v; %+v after %d, %+v at the end", *operations, tabs[0].rung, slowest, before, warm, after)
	after.outgrows(t, before)
}

// soak does random things.
type soak struct {
	*bench
	random *rand.Rand
	broken map[string]string // what to write into files that were broken, to mend them
	log    []string          // what was done since all was at rest
	made   int
}

const (
	soakFolders = 5
	soakFiles   = 12 // in each folder
)

func (s *soak) folder() string { return fmt.Sprintf("content/soak/%d", s.random.IntN(soakFolders)) }

// file is a place of a record that may be there or not.
func (s *soak) file() string {
	return fmt.Sprintf("%s/r%d.md", s.folder(), s.random.IntN(soakFiles))
}

// text is a record that no two files have the id of.
func (s *soak) text(name string) string {
	s.made++
	id := strings.NewReplacer("content/soak/", "f", "/", "-", ".md", "").Replace(name)
	text := record(id, fmt.Sprintf("2026-0%d-1%d", 1+s.random.IntN(5), s.random.IntN(9)), fmt.Sprintf("題 %d", s.made), fmt.Sprintf("本文 %d です。\n\n## 使い方\n\n%s\n", s.made, strings.Repeat("段落。", s.random.IntN(50))))
	switch s.random.IntN(10) {
	case 0:
		text = strings.Replace(text, "kind:", "draft: true\nkind:", 1)
	case 1:
		text = strings.Replace(text, "kind:", fmt.Sprintf("slug: s%d-%s\nkind:", s.made, id), 1)
	case 2:
		text += "\n![絵](../../pictures/a.png)\n"
	}
	return text
}

func (s *soak) exists(name string) bool {
	_, err := os.Lstat(filepath.Join(s.dir, name))
	return err == nil
}

// step does one thing. What cannot be done now becomes the writing of a file.
func (s *soak) step() {
	name, other, kind := s.file(), s.file(), s.random.IntN(24)
	folder, to := path.Dir(name), s.folder()
	say := func(what string) { s.log = append(s.log, what+" "+name) }
	switch {
	case kind < 3 && s.exists(name):
		say("remove")
		s.remove(name)
	case kind < 5 && s.exists(name):
		say("break")
		s.write(name, "---\n- broken\n")
		s.broken[name] = s.text(name)
	case kind < 8:
		say("rename over")
		s.replace(name, s.text(name))
	case kind < 9 && s.exists(folder) && folder != to && !s.exists(to):
		// the records keep their ids: those that come to lie there later take their place
		say("rename the folder to " + to + " of")
		s.rename(folder, to)
		s.reidentify(to)
	case kind < 10 && s.exists(folder):
		say("remove the folder of")
		s.remove(folder)
	case kind < 11 && s.exists(name) && s.exists(path.Dir(other)) && name != other:
		say("move to " + other)
		s.rename(name, other)
		s.write(other, s.text(other))
	case kind < 12 && s.exists(name):
		say("empty, then write")
		text := s.text(name)
		s.write(name, "")
		time.Sleep(time.Duration(s.random.IntN(60)) * time.Millisecond)
		s.write(name, text)
	case kind < 13:
		say("swap and backup files of")
		s.write(folder+"/."+path.Base(name)+".swp", "b0VIM")
		s.write(name+"~", "old")
		s.remove(folder + "/." + path.Base(name) + ".swp")
		s.remove(name + "~")
	case kind < 14 && s.exists(name):
		say("touch")
		s.must(os.Chtimes(filepath.Join(s.dir, name), time.Now(), time.Now()))
	case kind < 15:
		say("picture")
		s.write("content/pictures/a.png", picture(s.random.IntN(200)))
	case kind < 16:
		name = "templates/404.html"
		if s.exists(name) {
			say("remove")
			s.remove("templates")
			break
		}
		say("override")
		s.write(name, fmt.Sprintf("<!doctype html><title>%d</title><p>404", s.random.IntN(9)))
	case kind < 17:
		name = "kaizen.yaml"
		say("retitle")
		s.write(name, strings.Replace(siteFiles[name], "改善レポート", fmt.Sprintf("改善レポート%d", s.random.IntN(3)), 1))
	case kind < 18 && !s.exists(name):
		say("link")
		s.write("store/"+path.Base(name), s.text(name))
		s.must(os.MkdirAll(filepath.Join(s.dir, folder), 0o755))
		s.link("../../../store/"+path.Base(name), name)
	case kind < 19:
		time.Sleep(time.Duration(s.random.IntN(120)) * time.Millisecond)
		fallthrough
	default:
		say("write")
		s.write(name, s.text(name))
	}
}

// reidentify gives the records of a folder that was renamed ids of their own.
func (s *soak) reidentify(folder string) {
	list, err := os.ReadDir(filepath.Join(s.dir, folder))
	s.must(err)
	for _, e := range list {
		if name := folder + "/" + e.Name(); strings.HasSuffix(name, ".md") {
			s.remove(name) // it may be a link
			s.write(name, s.text(name))
		}
	}
}

// mend writes what was broken: as long as it is, it is shown as it was.
func (s *soak) mend() {
	for name, text := range s.broken {
		if s.exists(name) {
			s.write(name, text)
		}
	}
	clear(s.broken)
	// two links to one file would be two records of one id
	for i := range soakFiles {
		s.remove(fmt.Sprintf("store/r%d.md", i))
	}
	list, _ := filepath.Glob(filepath.Join(s.dir, "content/soak/*/*.md"))
	for _, file := range list {
		if _, err := os.Stat(file); err != nil {
			s.must(os.Remove(file))
		}
	}
}

// settled waits until everything is as a clean build makes it: what is held,
// what is sent, and what the open pages show.
func (s *soak) settled(after string, tabs []*tab) {
	s.Helper()
	s.settle(after)
	if s.Failed() {
		s.findOut()
		return
	}
	v := s.server.shown.Load()
	for _, page := range v.snapshot.Pages {
		out, ok := v.output(page.Path)
		if status, body := s.get(v.base + page.Path); !ok || status != 200 || !strings.HasPrefix(body, string(out.Data[:min(len(out.Data), 200)])) || len(body) < len(out.Data) {
			s.Errorf("after %s: %s is sent with %d and %d bytes of %d", after, page.Path, status, len(body), len(out.Data))
		}
	}
	for _, t := range tabs {
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
			v, told, mark := s.server.shown.Load(), t.told(), s.markOf(t.path)
			if told == v.id && t.shows() == mark {
				break
			}
			if time.Now().After(end) {
				s.Errorf("after %s: the open page %s was told of %s and shows %s, not %s and %s", after, t.path, told, t.shows(), v.id, mark)
				return
			}
		}
	}
}

// findOut tells what the reason may be that what is served is wrong.
func (s *soak) findOut() {
	v := s.server.shown.Load()
	s.Logf("broken: %q, problems: %+v", v.broken, v.problems.list)
	in, release, err := s.inputs()
	s.must(err)
	defer release()
	clean, err := generator.Build(context.Background(), in, nil)
	s.must(err)
	s.Logf("of a clean build: %+v", clean.Problems)
	if wrong := s.wrong(); len(wrong) > 0 {
		_, body := s.get(v.base + wrong[0])
		i := slices.IndexFunc(clean.Outputs, func(o model.Output) bool { return o.Path == wrong[0] })
		if i >= 0 {
			want, at := string(clean.Outputs[i].Data), 0
			for at < min(len(want), len(body)) && want[at] == body[at] {
				at++
			}
			s.Logf("%s: %q, not %q", wrong[0], body[max(0, at-200):min(len(body), at+200)], want[max(0, at-200):min(len(want), at+200)])
		}
	}
	began := time.Now()
	for len(s.wrong()) > 0 && time.Since(began) < 30*time.Second {
		time.Sleep(100 * time.Millisecond)
	}
	s.Logf("after %v more, %d files are wrong", time.Since(began), len(s.wrong()))
	s.list.Touched(nil)
	s.bell()
	time.Sleep(5 * time.Second)
	s.Logf("after another build, %d files are wrong", len(s.wrong()))
}

// markOf is the mark of what is sent for a path.
func (b *bench) markOf(path string) string {
	b.Helper()
	_, body := b.get(path)
	_, rest, _ := strings.Cut(body, ` data-page="`)
	mark, _, _ := strings.Cut(rest, `"`)
	return mark
}

// tab is a browser that has a page open: it does what the client does, and
// comes back with its last id when it loses the stream.
type tab struct {
	*bench
	path string
	mu   sync.Mutex
	id   string // of the last event
	mark string // of the page as it shows it
	rung int
}

func (b *bench) tab(path string) *tab {
	t := &tab{bench: b, path: path, mark: b.markOf(path)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	b.Cleanup(func() { cancel(); <-done })
	go func() {
		defer close(done)
		for n := 0; ctx.Err() == nil; n++ {
			t.listen(ctx, 1+n%40)
		}
	}()
	return t
}

// listen hears so many events and then goes away, as a laptop that is closed.
func (t *tab) listen(ctx context.Context, events int) {
	r, err := http.NewRequestWithContext(ctx, "GET", t.url+"/-/events", nil)
	if err != nil {
		t.Error(err)
		return
	}
	r.Header.Set("Last-Event-ID", t.told())
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		if ctx.Err() == nil {
			t.Error(err)
		}
		return
	}
	defer res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("the event stream: %s", res.Status)
	}
	for in := bufio.NewScanner(res.Body); events > 0 && in.Scan(); {
		if id, ok := strings.CutPrefix(in.Text(), "id: "); ok {
			events--
			t.hear(id)
		}
	}
}

func (t *tab) hear(id string) {
	var status struct{ Page *struct{ Mark string } }
	if _, body := t.get("/-/status?path=" + t.path); json.Unmarshal([]byte(body), &status) != nil {
		t.Errorf("the status of %s is %q", t.path, body)
	}
	mark := t.shows()
	if status.Page == nil || status.Page.Mark != mark {
		mark = t.markOf(t.path)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.id, t.mark = id, mark
	t.rung++
}

func (t *tab) told() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.id
}

func (t *tab) shows() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.mark
}

// usage is what the process holds.
type usage struct {
	goroutines  int
	descriptors int // 0 where that cannot be counted
	heap        int // bytes that are live
}

func (b *bench) usage() usage {
	http.DefaultClient.CloseIdleConnections()
	time.Sleep(300 * time.Millisecond)
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	fds, _ := os.ReadDir("/proc/self/fd")
	return usage{runtime.NumGoroutine(), len(fds), int(m.HeapAlloc)}
}

// outgrows fails the test if there is more now than readers that come and go
// and a few more records explain.
func (u usage) outgrows(t *testing.T, before usage) {
	t.Helper()
	if u.goroutines > before.goroutines+12 {
		t.Errorf("%d goroutines before, %d now", before.goroutines, u.goroutines)
	}
	if u.descriptors > before.descriptors+12 {
		t.Errorf("%d descriptors before, %d now", before.descriptors, u.descriptors)
	}
	if u.heap > before.heap*5/4+4<<20 {
		t.Errorf("%d bytes live before, %d now", before.heap, u.heap)
	}
}

func picture(shade int) string {
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = color.Gray{Y: uint8(shade)}.Y
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.String()
}
