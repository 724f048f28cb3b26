package watch

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kaizen/generator/model"
)

// site is a folder that is watched, and a builder who reads all of it as soon
// as something stirs, and shows what was read when all has settled.
type site struct {
	t    *testing.T
	dir  string
	ring chan model.Bell

	read   build // since it last stirred; only the builder knows it
	stalls atomic.Int64
	mu     sync.Mutex
	built  []build // and shown
	said   []model.Text
}

const besideInTests = 700 * time.Millisecond

// build is what the builder found, by path below the site.
type build map[string]string

// watching starts to watch a site with the files of lines.
func watching(t *testing.T, o Options, lines string) *site {
	t.Helper()
	return watchingWith(t, o, newEvents, lines)
}

func watchingWith(t *testing.T, o Options, open func() (events, error), lines string) *site {
	t.Helper()
	s := &site{t: t, dir: t.TempDir(), ring: make(chan model.Bell)}
	s.write(lines)
	o.Site, o.beside = s.dir, besideInTests
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
			case bell := <-s.ring:
				s.hear(bell)
			}
		}
	})
	t.Cleanup(func() {
		cancel()
		done.Wait()
	})
	done.Go(func() { s.countStalls(ctx) })
	s.await("the first bell", func() bool { return s.builds() == 1 })
	return s
}

func (s *site) hear(bell model.Bell) {
	if bell == model.Stirred {
		s.read = s.files()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.built = append(s.built, s.read)
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
		s.gather(found, root)
	}
	return found
}

func (s *site) gather(found build, p string) {
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
			s.gather(found, filepath.ToSlash(filepath.Join(p, e.Name())))
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

// countStalls counts the moments when the machine had no time for this program:
// what is one save otherwise may then look like two.
func (s *site) countStalls(ctx context.Context) {
	for ctx.Err() == nil {
		before := time.Now()
		time.Sleep(soon)
		if time.Since(before) > quiet/2 {
			s.stalls.Add(1)
		}
	}
}

// moment is a point in the life of a site.
type moment struct {
	builds int
	stalls int64
}

func (s *site) now() moment { return moment{s.builds(), s.stalls.Load()} }

// settles waits for the bell to fall silent and wants the last build to be of
// the files that are there now, after at most that many bells and one for each
// stall. It returns how many there were.
func (s *site) settles(since moment, most int) int {
	s.t.Helper()
	want := s.files()
	s.await("build of the files as they are", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.built) > since.builds && maps.Equal(s.built[len(s.built)-1], want)
	})
	s.quiet()
	now := s.now()
	got := now.builds - since.builds
	if got > most+int(now.stalls-since.stalls) {
		s.t.Errorf("the bell rang %d times, want at most %d", got, most)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if last := s.built[len(s.built)-1]; !maps.Equal(last, want) {
		s.t.Errorf("last built %v, but there is %v", last, want)
	}
	return got
}

// quiet waits until the watcher must have looked at everything.
func (s *site) quiet() {
	for n := -1; n != s.builds(); {
		n = s.builds()
		time.Sleep(besideInTests + 2*quietEmpty)
	}
}

// staysSilent wants no bell.
func (s *site) staysSilent(since moment) {
	s.t.Helper()
	s.quiet()
	if got := s.builds() - since.builds; got > 0 {
		s.t.Errorf("the bell rang %d times for nothing", got)
	}
}

// missed reports whether a build had no such file, or an empty one.
func (s *site) missed(p string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.built, func(b build) bool { return b[p] == "" })
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
