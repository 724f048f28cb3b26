package watch

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"kaizen/generator/model"
)

// TestMain lets the tests, which mostly wait, wait side by side.
func TestMain(m *testing.M) {
	flag.Parse()
	flag.Set("test.parallel", "100")
	os.Exit(m.Run())
}

// A checkout changes many files in several bursts, under git's lock.
func TestCheckout(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start+"\n.git/HEAD: ref: refs/heads/main\n")
		for round := range 2 {
			before := s.now()
			s.write(".git/index.lock: held")
			for i := range 500 {
				p := fmt.Sprintf("content/p%d/%d.md", i%20, i)
				if round == 1 && i%3 == 0 {
					s.remove(p)
					continue
				}
				s.write(fmt.Sprintf("%s: of branch %d", p, round))
				if i%100 == 0 {
					time.Sleep(30 * time.Millisecond)
				}
			}
			s.remove(".git/index.lock")
			s.settles(before, 3)
		}
	})
}

// In a storm of 6,000 writes the bell rings some times a second at most.
func TestStorm(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start)
		before, began := s.now(), time.Now()
		for i := range 6_000 {
			name := s.path(fmt.Sprintf("content/hinata/%d.md", i%300))
			s.must(os.WriteFile(name, []byte{byte('a' + i/300)}, 0o666))
		}
		s.settles(before, 4+int(3*time.Since(began)/time.Second))
	})
}

// When the queue of the system overflows, everything is looked at.
func TestLostEvents(t *testing.T) {
	s := &site{t: t, dir: t.TempDir()}
	s.write(start)
	w, err := newWatcher(Options{Roots: []string{s.dir}})
	if err != nil {
		t.Fatal(err)
	}
	w.seen, w.stirred, w.settled = w.scan(true), false, false
	s.write(page + ": nobody was told\ncontent/new/c.md: nor of this")
	losses := make(chan error, 1)
	losses <- fsnotify.ErrEventOverflow
	w.losses = losses
	ring := make(chan model.Bell)
	go w.run(t.Context(), ring)
	for _, want := range []model.Bell{model.Stirred, model.Settled} {
		select {
		case got := <-ring:
			if got != want {
				t.Errorf("rung %v, want %v", got, want)
			}
		case <-time.After(15 * time.Second):
			t.Fatal("no bell")
		}
	}
}

// deaf is a source of events that gets tired.
type deaf struct {
	source
	folders *atomic.Int64
	limit   int64
}

func (d deaf) Add(folder string) error {
	if d.folders.Add(1) > d.limit {
		return fmt.Errorf("add %s: %w", folder, syscall.ENOSPC)
	}
	return d.source.Add(folder)
}

func TestLimitsOfTheSystem(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func() (events, error){
		"no watcher": func() (events, error) { return events{}, syscall.EMFILE },
		"two folders": func() (events, error) {
			e, err := newEvents()
			e.source = deaf{e.source, new(atomic.Int64), 2}
			return e, err
		},
		"six folders": func() (events, error) {
			e, err := newEvents()
			e.source = deaf{e.source, new(atomic.Int64), 6}
			return e, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := watchingWith(t, Options{}, open, start)
			for _, lines := range []string{page + ": edited", "content/c/d/e/f.md: deeper than the limit", page + ": edited again"} {
				before := s.now()
				s.write(lines)
				s.settles(before, 2)
			}
			s.mu.Lock()
			defer s.mu.Unlock()
			if len(s.said) != 1 || !strings.Contains(s.said[0]["en"], "fs.inotify.max_user_") || !strings.Contains(s.said[0]["ja"], "fs.inotify.max_user_") {
				t.Errorf("said %q", s.said)
			}
		})
	}
}

// Some disks take the request and never tell of anything.
func TestEventsThatNeverCome(t *testing.T) {
	t.Parallel()
	silent := func() (events, error) {
		e, err := newEvents()
		e.changes = make(chan fsnotify.Event)
		return e, err
	}
	s := watchingWith(t, Options{}, silent, start)
	for _, lines := range []string{page + ": edited", "content/new/x.md: new"} {
		before := s.now()
		s.write(lines)
		s.settles(before, 2)
	}
}

// While a build runs, any number of saves ring once.
func TestSavesDuringABuild(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start)
		s.mu.Lock() // the builder gets stuck at the end of its build
		s.write(page + ": 0")
		time.Sleep(400 * time.Millisecond)
		for i := range 10 {
			s.write(fmt.Sprintf("%s: %d", page, i+1))
			time.Sleep(60 * time.Millisecond)
		}
		time.Sleep(time.Second)
		before := moment{len(s.built), s.stalls.Load()}
		s.mu.Unlock()
		s.settles(before, 2)
	})
}

// TestSoak does what people and programs do to files, at random.
func TestSoak(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		s := watching(t, o, start)
		random := rand.New(rand.NewPCG(1, 2))
		dirs := []string{"content", "content/hinata", "content/x", "content/x/y", "elsewhere"}
		pick := func() string {
			return fmt.Sprintf("%s/%d.md", dirs[random.IntN(len(dirs))], random.IntN(6))
		}
		for i := range 400 {
			switch random.IntN(8) {
			case 0:
				os.Remove(s.path(pick()))
			case 1:
				os.Rename(s.path(pick()), s.path(pick()))
			case 2:
				os.Rename(s.path(dirs[random.IntN(len(dirs))]), s.path(dirs[random.IntN(len(dirs))]))
			case 3:
				os.RemoveAll(s.path(dirs[2+random.IntN(3)]))
			case 4:
				time.Sleep(time.Duration(random.IntN(60)) * time.Millisecond)
			default:
				p := s.path(pick())
				os.MkdirAll(filepath.Dir(p), 0o777)
				os.WriteFile(p, fmt.Append(nil, "text ", i), 0o666)
			}
		}
		before := s.now()
		before.builds--
		s.settles(before, 400)
	})
}

// Watching leaves nothing behind.
func TestEndOfWatching(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("watch", func(t *testing.T) {
		for range 20 {
			watching(t, Options{}, start)
		}
	})
	for range 200 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// Latency from a save to the bell, with as many files as a large site has.
func BenchmarkSaveToBell(b *testing.B) {
	for _, files := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("files=%d", files), func(b *testing.B) {
			dir := b.TempDir()
			for i := range files {
				name := filepath.Join(dir, fmt.Sprintf("content/p%d/%d.md", i%50, i))
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, make([]byte, 3000), 0o666)); err != nil {
					b.Fatal(err)
				}
			}
			ring := make(chan model.Bell)
			go Watch(b.Context(), Options{Roots: []string{filepath.Join(dir, "content")}, Site: dir}, ring)
			settle := func() {
				for <-ring != model.Settled {
				}
			}
			settle()
			time.Sleep(racy)
			for i := 0; b.Loop(); i++ {
				name := filepath.Join(dir, fmt.Sprintf("content/p%d/%d.md", i%50, i%files))
				if err := os.WriteFile(name, fmt.Append(nil, "edit ", i), 0o666); err != nil {
					b.Fatal(err)
				}
				settle()
			}
		})
	}
}
