package watch

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kaizen/generator/model"
)

// site is a folder that is watched, and a builder who reads all of it each
// time the bell rings.
type site struct {
	t    *testing.T
	dir  string
	ring chan struct{}

	mu    sync.Mutex
	built []build
	said  []model.Text
}

// build is what the builder found, by path below the site.
type build map[string]string

// watching starts to watch a site with the files of lines.
func watching(t *testing.T, o Options, lines string) *site {
	t.Helper()
	return watchingWith(t, o, newEvents, lines)
}

func watchingWith(t *testing.T, o Options, open func() (events, error), lines string) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir(), ring: make(chan struct{}, 1)}
	s.write(lines)
	o.Site = s.dir
	o.Roots = []string{filepath.Join(s.dir, "content"), filepath.Join(s.dir, "templates"), filepath.Join(s.dir, "kaizen.yaml")}
	o.Say = func(text model.Text) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.said = append(s.said, text)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var done sync.WaitGroup
	done.Go(func() {
		if err := watchFrom(ctx, o, open, s.ring); err != nil {
			t.Error(err)
		}
	})
	done.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-s.ring:
				s.build()
			}
		}
	})
	t.Cleanup(func() {
		cancel()
		done.Wait()
	})
	s.await("the first bell", func() bool { return s.builds() == 1 })
	return s
}

func (s *site) build() {
	found := s.files()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.built = append(s.built, found)
}

func (s *site) builds() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.built)
}

// files reads the site as a build does.
func (s *site) files() build {
	found := build{}
	for _, root := range []string{"content", "templates", "kaizen.yaml"} {
		s.read(found, root)
	}
	return found
}

func (s *site) read(found build, p string) {
	name := filepath.Join(s.dir, p)
	real, err := filepath.EvalSymlinks(name)
	if err != nil || !strings.HasPrefix(real, s.dir) || strings.Count(p, "/") > 6 {
		return
	}
	info, err := os.Stat(name)
	if err != nil {
		return
	}
	if !info.IsDir() {
		if data, err := os.ReadFile(name); err == nil {
			found[p] = string(data)
		}
		return
	}
	entries, _ := os.ReadDir(name) // gone meanwhile
	for _, e := range entries {
		if !model.Ignored(e.Name()) {
			s.read(found, filepath.ToSlash(filepath.Join(p, e.Name())))
		}
	}
}

func (s *site) await(what string, done func() bool) {
	s.t.Helper()
	for range 3000 {
		if done() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.t.Fatalf("no %s after 15 s", what)
}

// settles waits for the bell to fall silent and wants the last build to be of
// the files that are there now, after at most that many bells.
func (s *site) settles(since, most int) {
	s.t.Helper()
	want := s.files()
	s.await("build of the files as they are", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.built) > since && maps.Equal(s.built[len(s.built)-1], want)
	})
	s.quiet()
	if got := s.builds() - since; got > most {
		s.t.Errorf("the bell rang %d times, want at most %d", got, most)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if last := s.built[len(s.built)-1]; !maps.Equal(last, want) {
		s.t.Errorf("last built %v, but there is %v", last, want)
	}
}

// quiet waits until the watcher must have looked at everything.
func (s *site) quiet() {
	for n := -1; n != s.builds(); {
		n = s.builds()
		time.Sleep(pollBeside + 2*quietEmpty)
	}
}

// staysSilent wants no bell.
func (s *site) staysSilent(since int) {
	s.t.Helper()
	s.quiet()
	if got := s.builds() - since; got > 0 {
		s.t.Errorf("the bell rang %d times for nothing", got)
	}
}

// neverMissed wants each build to have had the file, not empty.
func (s *site) neverMissed(p string) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, b := range s.built {
		if b[p] == "" {
			s.t.Errorf("build %d of %d had no %s", i+1, len(s.built), p)
		}
	}
}

// path returns the name of a file of the site.
func (s *site) path(p string) string { return filepath.Join(s.dir, filepath.FromSlash(p)) }

// write writes the files of lines of "path: content", in place.
func (s *site) write(lines string) {
	s.t.Helper()
	for line := range strings.Lines(lines) {
		if p, content, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			s.must(os.MkdirAll(filepath.Dir(s.path(p)), 0o777))
			s.must(os.WriteFile(s.path(p), []byte(content), 0o666))
		}
	}
}

func (s *site) rename(from, to string) { s.t.Helper(); s.must(os.Rename(s.path(from), s.path(to))) }
func (s *site) remove(p string)        { s.t.Helper(); s.must(os.RemoveAll(s.path(p))) }
func (s *site) link(to, p string)      { s.t.Helper(); s.must(os.Symlink(to, s.path(p))) }

func (s *site) must(err error) {
	s.t.Helper()
	if err != nil && !errors.Is(err, fs.ErrExist) {
		s.t.Fatal(err)
	}
}

// bothWays runs a test with events and with polls alone, beside other tests.
func bothWays(t *testing.T, test func(t *testing.T, o Options)) {
	t.Parallel()
	t.Run("events", func(t *testing.T) {
		t.Parallel()
		test(t, Options{})
	})
	t.Run("poll", func(t *testing.T) {
		t.Parallel()
		test(t, Options{Poll: 60 * time.Millisecond})
	})
}

const page = "content/hinata/a.md"

const start = `
	kaizen.yaml: title
	content/hinata/a.md: first words
	content/hinata/b.md: other words
	templates/base.html: page`

func TestOneBellForOneSave(t *testing.T) {
	// Each editor's way to save a.md, as it was recorded.
	saves := map[string]func(s *site){
		"in place, same size": func(s *site) { s.write(page + ": FIRST WORDS") },
		"vim, backupcopy=no": func(s *site) {
			s.write("content/hinata/.a.md.swp: swap")
			s.write("content/hinata/4913: ")
			s.remove("content/hinata/4913")
			s.rename(page, page+"~")
			s.write(page + ": written by vim")
			s.must(os.Chmod(s.path(page), 0o644))
			s.remove(page + "~")
			s.write("content/hinata/.a.md.un~: undo")
			s.remove("content/hinata/.a.md.swp")
		},
		"vim, backupcopy=yes": func(s *site) {
			s.write("content/hinata/.a.md.swp: swap")
			s.write(page + "~: first words")
			s.write(page + ": written by vim")
			s.remove(page + "~")
			s.remove("content/hinata/.a.md.swp")
		},
		"emacs": func(s *site) {
			s.link("someone@host.1:2", "content/hinata/.#a.md")
			s.write("content/hinata/#a.md#: autosave")
			s.rename(page, page+"~")
			s.write(page + ": written by emacs")
			s.remove("content/hinata/.#a.md")
			s.remove("content/hinata/#a.md#")
		},
		"jetbrains": func(s *site) {
			s.write(page + "___jb_tmp___: written by an IDE")
			s.rename(page, page+"___jb_old___")
			s.rename(page+"___jb_tmp___", page)
			s.remove(page + "___jb_old___")
		},
		"a temporary file of any name": func(s *site) {
			s.write("content/hinata/.sedX7f: written by sed -i")
			s.rename("content/hinata/.sedX7f", page)
		},
		"gone for a moment": func(s *site) {
			s.remove(page)
			time.Sleep(60 * time.Millisecond)
			s.write(page + ": written anew")
		},
		"empty for a moment": func(s *site) {
			s.must(os.Truncate(s.path(page), 0))
			time.Sleep(90 * time.Millisecond)
			s.write(page + ": written late")
		},
		"a folder in the same instant": func(s *site) {
			s.write("content/hinata/2026/11/new/c.md: deep")
		},
		"the config": func(s *site) { s.write("kaizen.yaml: new title") },
	}
	for name, save := range saves {
		t.Run(name, func(t *testing.T) {
			bothWays(t, func(t *testing.T, o Options) {
				s := watching(t, o, start)
				before, began := s.builds(), time.Now()
				save(s)
				if time.Since(began) > quietEmpty { // on a busy machine, no longer one save
					s.settles(before, 4)
					return
				}
				s.settles(before, 1)
				s.neverMissed(page)
			})
		})
	}
}

func TestNoBellForNothing(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		o.Ignore = func(path string) bool { return strings.HasSuffix(path, ".psd") }
		s := watching(t, o, start)
		before := s.builds()
		s.must(os.Chmod(s.path(page), 0o600))
		s.must(os.Chtimes(s.path(page), time.Now(), time.Now()))
		s.write(page + ": first words")
		s.write("content/hinata/c.md: for a moment")
		s.remove("content/hinata/c.md")
		s.write("content/.git/index: of git")
		s.write("content/a.psd: drawing")
		s.write("public/index.html: output")
		s.staysSilent(before)
	})
}

func TestFoldersComeAndGo(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start)
		step := func(most int, act func()) {
			t.Helper()
			before := s.builds()
			act()
			s.settles(before, most)
		}
		s.write("elsewhere/sub/x.md: x\nelsewhere/y.md: y\nelsewhere/z.md: z")
		step(2, func() { s.rename("elsewhere", "content/moved") })
		step(1, func() { s.write("content/moved/sub/x.md: edited where it is now") })
		step(2, func() { s.rename("content/moved", "content/again") })
		step(1, func() { s.write("content/again/sub/x.md: edited again") })
		step(2, func() { s.rename("content/again", "elsewhere") })

		before := s.builds()
		s.write("elsewhere/sub/x.md: edited outside")
		s.staysSilent(before)

		step(2, func() { s.remove("content/hinata"); s.write(page + ": a folder of the same name") })
		step(1, func() { s.write(page + ": edited in it") })
		step(2, func() { s.remove(page); s.write(page + "/index.md: a folder now") })
		step(2, func() { s.remove(page); s.write(page + ": a file again") })
		step(2, func() { s.rename(page, "content/hinata/A.md") })
	})
}

func TestRootIsRemovedAndComesBack(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start)
		before := s.builds()
		s.remove("content")
		s.settles(before, 2)
		s.mu.Lock()
		if len(s.said) != 1 || !strings.Contains(s.said[0]["en"], "is gone") || !strings.Contains(s.said[0]["ja"], "なくなりました") {
			t.Errorf("said %q", s.said)
		}
		s.mu.Unlock()
		for _, lines := range []string{start, page + ": and is still watched"} {
			before = s.builds()
			s.write(lines)
			s.settles(before, 2)
		}
		before = s.builds()
		s.remove("kaizen.yaml")
		s.settles(before, 1)
		before = s.builds()
		s.write("kaizen.yaml: back")
		s.settles(before, 1)
	})
}

func TestSymbolicLinks(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		outside := filepath.Join(t.TempDir(), "secret.md")
		s := watching(t, o, start+"\nshared/one.md: one\nshared/two.md: two\n")
		s.must(os.WriteFile(outside, []byte("outside"), 0o666))
		for _, act := range []func(){
			func() { s.link("../../shared/one.md", "content/hinata/linked.md") },
			func() { s.write("shared/one.md: the target is edited") },
			func() {
				s.link("../../shared/two.md", "content/hinata/.next")
				s.rename("content/hinata/.next", "content/hinata/linked.md")
			},
			func() { s.link("../shared", "content/all") },
			func() { s.write("shared/three.md: in a folder that is linked") },
			func() { s.remove("shared/two.md") },
		} {
			before := s.builds()
			act()
			s.settles(before, 2)
		}
		before := s.builds()
		s.link("loop-b", "content/loop-a")
		s.link("loop-a", "content/loop-b")
		s.link("..", "content/hinata/up")
		s.link(outside, "content/secret.md")
		s.await("bell for the links", func() bool { return s.builds() > before })
		s.quiet()
		before = s.builds()
		s.must(os.WriteFile(outside, []byte("outside, edited"), 0o666))
		s.staysSilent(before)
	})
}
