package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A world is an output folder and what it should hold, by the three rules that
// users know: what kaizen wrote is replaced or goes, what others wrote stays,
// and what others changed stays too.
type world struct {
	t     *testing.T
	rand  *rand.Rand
	dir   string
	holds map[string]string // what is in the folder
	wrote map[string]string // what kaizen last wanted to be there
	mixed bool              // kaizen died, and holds is what the next publish will make of it
	seen  kept              // stamps; nil: none
	turn  int
	log   []string
}

// TestRandomHistory lets kaizen publish, fail and die between the edits of
// others, in both ways of publishing, and in every other history with stamps.
func TestRandomHistory(t *testing.T) {
	for seed := range uint64(12) {
		w := &world{
			t: t, rand: rand.New(rand.NewPCG(seed, 0)), dir: filepath.Join(t.TempDir(), "public"),
			holds: map[string]string{}, wrote: map[string]string{},
		}
		if seed%2 == 1 {
			w.seen = kept{}
		}
		for w.turn = range 60 {
			w.step()
			if t.Failed() {
				t.Fatalf("seed %d:\n%s", seed, strings.Join(w.log, "\n"))
			}
		}
	}
}

func (w *world) step() {
	if w.seen != nil && w.rand.IntN(6) == 0 {
		time.Sleep(120 * time.Millisecond) // files of this moment have no stamp
	}
	for range w.rand.IntN(3) {
		if len(w.wrote) > 0 {
			w.others()
		}
	}
	for {
		site := w.site()
		err := w.try(site)
		if errors.Is(err, errDied) {
			continue // the folder is old or new or, in place, a mixture: what follows is right in any case
		}
		if err == nil {
			w.publish(site)
			w.check("publishing")
		} else if !w.mixed {
			w.check("a failure")
		}
		w.mixed = w.mixed && err != nil
		return
	}
}

// try publishes a site and lets kaizen, in two cases of three, fail or die.
func (w *world) try(site string) error {
	o := Options{Dir: w.dir, InPlace: w.rand.IntN(2) == 0}
	if w.seen != nil {
		o.Stamps = w.seen
	}
	fault := faulty{calls: new(int), at: 1 + w.rand.IntN(60), err: syscall.EIO}
	switch w.rand.IntN(3) {
	case 0:
		fault.at = 0
	case 1:
		fault.dies = true
	}
	err := publishWith(w.t, o, outputs(site), func(real disk) disk {
		fault.disk = real
		return fault
	})
	w.logf("publish %q, in place %v, dies %v at %d: %v", site, o.InPlace, fault.dies, fault.at, err)
	w.mixed = w.mixed || errors.Is(err, errDied)
	if _, left := os.Lstat(filepath.Join(w.dir, workName)); left == nil && (fault.at == 0 || *fault.calls < fault.at) {
		w.t.Errorf("%s is left behind", workName)
	}
	return err
}

// site returns a random site of some of twelve paths.
func (w *world) site() string {
	var b strings.Builder
	fmt.Fprintf(&b, "index.html: home %d\n", w.rand.IntN(3))
	for n := range 12 {
		if w.rand.IntN(3) > 0 {
			fmt.Fprintf(&b, "d%d/e%d/f%d.html: page %d\n", n%2, n%3, n, w.rand.IntN(2))
		}
	}
	return b.String()
}

// publish does to holds what Publish does to the folder.
func (w *world) publish(site string) {
	wanted := map[string]string{}
	for _, out := range outputs(site) {
		wanted[out.Path] = string(out.Data)
	}
	for p, content := range wanted {
		if there, exists := w.holds[p]; !exists || there == w.wrote[p] {
			w.holds[p] = content
		}
	}
	for p, content := range w.holds {
		if _, stays := wanted[p]; !stays && w.wrote[p] == content {
			delete(w.holds, p)
		}
	}
	w.wrote = wanted
}

// others write, change or remove a file, of theirs or of kaizen.
func (w *world) others() {
	p := []string{"CNAME", "d0/.hidden", "d1/e1/note.txt", "theirs/cat.txt", "d0/e0/f0.html", "d1/e1/f1.html"}[w.rand.IntN(6)]
	name := filepath.Join(w.dir, p)
	w.logf("others touch %s", p)
	if _, exists := w.holds[p]; exists && w.rand.IntN(2) == 0 {
		delete(w.holds, p)
		if err := os.Remove(name); err != nil && !w.mixed {
			w.t.Error(err)
		}
		os.Remove(filepath.Dir(name)) // if it is empty
		return
	}
	content := fmt.Sprintf("theirs %d", w.turn)
	w.holds[p] = content
	put(w.t, w.dir, p+": "+content)
}

func (w *world) check(after string) {
	got := map[string]string{}
	err := fs.WalkDir(os.DirFS(w.dir), ".", func(p string, e fs.DirEntry, err error) error {
		if p == workName {
			return fs.SkipDir // of a publish that died
		}
		if err != nil || e.IsDir() || p == manifestName {
			return err
		}
		data, err := os.ReadFile(filepath.Join(w.dir, p))
		got[p] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Error(err)
	}
	for _, p := range slices.Sorted(maps.Keys(w.holds)) {
		if got[p] != w.holds[p] {
			w.t.Errorf("after %s, %s is %q, want %q", after, p, got[p], w.holds[p])
		}
	}
	for p := range got {
		if _, ok := w.holds[p]; !ok {
			w.t.Errorf("after %s, %s is still there", after, p)
		}
	}
}

func (w *world) logf(format string, args ...any) {
	w.log = append(w.log, fmt.Sprintf("%2d %s", w.turn, fmt.Sprintf(format, args...)))
}
