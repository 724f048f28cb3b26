package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kaizen/generator/model"
)

// The kill test publishes one generation of a changing site after the other in
// processes that are killed at random moments, while a reader walks all links.
// KAIZEN_KILLS=1000 sets how many builds are killed.
//
// Every page says of which generation it is, links to its neighbours and to
// the style of its generation, and ends with a hash of itself. Pages come and
// go; /pN/ exists in generation g if (N+g)%7 > 0. Some never change.

const (
	killPages   = 40
	killDirVar  = "KAIZEN_TEST_PUBLISH_DIR"
	killGenVar  = "KAIZEN_TEST_PUBLISH_GENERATION"
	killModeVar = "KAIZEN_TEST_PUBLISH_IN_PLACE"
	killsVar    = "KAIZEN_KILLS"
)

// TestMain also is the process to be killed.
func TestMain(m *testing.M) {
	dir := os.Getenv(killDirVar)
	if dir == "" {
		os.Exit(m.Run())
	}
	gen, err := strconv.Atoi(os.Getenv(killGenVar))
	if err != nil {
		panic(err)
	}
	outs := generation(gen)
	fmt.Println("begin")
	_, err = Publish(context.Background(), outs, Options{Dir: dir, InPlace: os.Getenv(killModeVar) != ""})
	if err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	os.Exit(0)
}

type killPage struct {
	Generation int      `json:"generation"` // 0: a page that never changes
	Links      []string `json:"links"`
	Style      string   `json:"style,omitempty"`
	Text       string   `json:"text"`
}

func generation(g int) []model.Output {
	style := []byte(fmt.Sprintf("generation %d", g))
	styleName := fmt.Sprintf("assets/site.%s.css", model.SumOf(style).String()[:8])
	outs := []model.Output{{Path: styleName, Sum: model.SumOf(style), Data: style}}
	var all []string
	for n := range killPages {
		if (n+g)%7 > 0 {
			all = append(all, pageName(n))
		}
	}
	add := func(p string, page killPage) {
		page.Text = strings.Repeat(p+" ", 500)
		data, err := json.Marshal(page)
		if err != nil {
			panic(err)
		}
		data = fmt.Appendf(data, "\n%v", model.SumOf(data))
		outs = append(outs, model.Output{Path: p, Sum: model.SumOf(data), Data: data})
	}
	for i, p := range all {
		add(p, killPage{Generation: g, Style: styleName, Links: []string{all[(i+1)%len(all)], "index.html", "fixed/index.html"}})
	}
	add("fixed/index.html", killPage{Links: []string{"index.html"}})
	add("index.html", killPage{Generation: g, Style: styleName, Links: append(all, "fixed/index.html")})
	return outs
}

func pageName(n int) string { return fmt.Sprintf("p%d/2026/%02d/page/index.html", n%4, n) }

func TestKilledAtAnyMoment(t *testing.T) {
	kills := 30
	if n, err := strconv.Atoi(os.Getenv(killsVar)); err == nil {
		kills = n / 2 // for each way
	}
	bothWays(t, func(t *testing.T, o Options) {
		mustPublish(t, generation(1), o)
		reader := &siteReader{dir: o.Dir, stop: make(chan struct{})}
		walked := make(chan error, 1)
		go func() { walked <- reader.walkUntilStopped() }()

		killed, gen := 0, 1
		took := 30 * time.Millisecond // that a build lasts
		for killed < kills && len(walked) == 0 {
			gen++
			if gen%8 == 0 { // lives, so that kills spread over the whole of a build, however busy the machine is
				_, lasted := killPublish(t, o, gen, time.Hour)
				took = (took + lasted) / 2
				continue
			}
			if was, _ := killPublish(t, o, gen, time.Duration(rand.Int64N(int64(took)))); was {
				killed++
			}
		}
		close(reader.stop)
		if err := <-walked; err != nil {
			t.Fatal(err)
		}
		t.Logf("%d of %d builds killed, the last within %v, %d pages read in %d walks", killed, gen-1, took, reader.pages.Load(), reader.walks)
		if reader.walks < 10 {
			t.Errorf("only %d walks", reader.walks)
		}

		gen++
		mustPublish(t, generation(gen), o)
		mustPublish(t, generation(gen), o) // lets the style of the build before go
		clean := Options{Dir: filepath.Join(t.TempDir(), "public")}
		mustPublish(t, generation(gen), clean)
		if got, want := content(t, o.Dir)+readManifest(t, o.Dir), content(t, clean.Dir)+readManifest(t, clean.Dir); got != want {
			t.Errorf("after all kills the folder has\n%swant\n%s", got, want)
		}
	})
}

// killPublish publishes a generation in a process and kills it some time after
// it begins. It reports whether the process was killed, and how long it took
// if not.
func killPublish(t *testing.T, o Options, gen int, after time.Duration) (killed bool, took time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDirVar+"="+o.Dir, killGenVar+"="+strconv.Itoa(gen))
	if o.InPlace {
		cmd.Env = append(cmd.Env, killModeVar+"=1")
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	begin := make([]byte, 6)
	if _, err := out.Read(begin); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	rest := new(bytes.Buffer)
	rest.ReadFrom(out)
	err = cmd.Wait()
	took = time.Since(start)
	timer.Stop()
	if err != nil && cmd.ProcessState.ExitCode() >= 0 {
		t.Fatalf("generation %d: %v: %s", gen, err, rest)
	}
	return err != nil, took
}

// siteReader walks a site that changes under it.
type siteReader struct {
	dir   string
	stop  chan struct{}
	pages atomic.Int64
	walks int
}

func (r *siteReader) walkUntilStopped() error {
	for {
		select {
		case <-r.stop:
			return nil
		default:
		}
		if err := r.walk(); err != nil {
			return err
		}
		r.walks++
	}
}

// walk reads all pages from the home page on. A link may lead nowhere only if
// the page with the link is not the one any more that was read.
func (r *siteReader) walk() error {
	from := map[string]string{"index.html": ""}
	todo := []string{"index.html"}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		page, err := r.read(name)
		if errors.Is(err, fs.ErrNotExist) && from[name] != "" && r.hasGoneOn(from[name], name) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s, to which %q links: %w", name, from[name], err)
		}
		if err := r.checkStyle(name, page); err != nil {
			return err
		}
		for _, link := range page.Links {
			if _, seen := from[link]; !seen {
				from[link] = name
				todo = append(todo, link)
			}
		}
	}
	return nil
}

// read reads a page and checks that it is whole.
func (r *siteReader) read(name string) (killPage, error) {
	var page killPage
	data, err := os.ReadFile(filepath.Join(r.dir, name))
	if err != nil {
		return page, err
	}
	r.pages.Add(1)
	body, sum, _ := bytes.Cut(data, []byte("\n"))
	if string(sum) != model.SumOf(body).String() {
		return page, fmt.Errorf("%d bytes that do not match their hash", len(data))
	}
	return page, json.Unmarshal(body, &page)
}

// hasGoneOn reports whether a page no longer links to name.
func (r *siteReader) hasGoneOn(page, name string) bool {
	now, err := r.read(page)
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	for _, link := range now.Links {
		if link == name {
			_, err := os.Stat(filepath.Join(r.dir, name))
			return err == nil // it was gone in one generation and is back in this one
		}
	}
	return err == nil
}

// checkStyle fails if the style of a page is gone though at most one build has
// passed since.
func (r *siteReader) checkStyle(name string, page killPage) error {
	if page.Style == "" {
		return nil
	}
	_, err := os.Stat(filepath.Join(r.dir, page.Style))
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	now, err := r.read("index.html")
	if err != nil {
		return err
	}
	if now.Generation == page.Generation {
		return fmt.Errorf("%s of generation %d has lost its style %s", name, page.Generation, page.Style)
	}
	return nil
}
