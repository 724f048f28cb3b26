package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// faulty is a disk on which one call fails, counted over all calls that change
// something, or all of some kinds from that call on.
type faulty struct {
	disk
	calls   *int
	at      int
	err     error
	forever bool // as on a full disk: no file can be made, but what is there be moved and removed
	dies    bool // the process ends at that call
}

// noFault is for publishWith.
func noFault(real disk) disk { return faulty{disk: real, calls: new(int)} }

// death is what a faulty disk panics with instead of ending the process.
type death struct{}

func (d faulty) fault(makesFile bool) error {
	*d.calls++
	if *d.calls >= d.at && d.dies {
		panic(death{})
	}
	if *d.calls == d.at || d.forever && makesFile && *d.calls > d.at {
		return d.err
	}
	return nil
}

// A disk that fills up, like a death, leaves the first part of the file behind.
func (d faulty) Write(name string, data []byte) error {
	whole := false
	defer func() {
		if !whole {
			d.disk.Write(name, data[:len(data)/2])
		}
	}()
	if err := d.fault(true); err != nil {
		return err
	}
	whole = true
	return d.disk.Write(name, data)
}

func (d faulty) Within(dir string) (disk, error) {
	below, err := d.disk.Within(dir)
	d.disk = below
	return d, err
}

func (d faulty) Mkdir(name string, perm fs.FileMode) error {
	return unless(d.fault(false), func() error { return d.disk.Mkdir(name, perm) })
}

func (d faulty) Link(from, to string) error {
	return unless(d.fault(true), func() error { return d.disk.Link(from, to) })
}

// Nothing here tests a power cut: the real call would only wait for the disk.
func (d faulty) Sync() error { return d.fault(true) }

func (d faulty) Chmod(name string, mode fs.FileMode) error {
	return unless(d.fault(false), func() error { return d.disk.Chmod(name, mode) })
}

func (d faulty) Rename(from, to string) error {
	return unless(d.fault(false), func() error { return d.disk.Rename(from, to) })
}

func (d faulty) Swap(a, b string) error {
	return unless(d.fault(false), func() error { return d.disk.Swap(a, b) })
}

func (d faulty) Remove(name string) error {
	return unless(d.fault(false), func() error { return d.disk.Remove(name) })
}

func unless(err error, otherwise func() error) error {
	if err != nil {
		return err
	}
	return otherwise()
}

// Each site follows the one before.
var faultSites = []string{`
	about: a file
	index.html: home 1
	a/index.html: A
	a/old/index.html: only here
	assets/site.3f0a1f2e.css: red`, `
	about/index.html: a folder
	index.html: home 2
	a/index.html: A
	b/new/index.html: new
	feed.xml: feed`, `
	about: a file again
	index.html: home 3
	a/index.html: A`,
}

// Whatever call fails, the site in the folder is the old one or the new one,
// whole; the error tells why; and the next publish mends what was left behind.
func TestAnyFailingCall(t *testing.T) {
	faults := map[string]faulty{
		"no space left":      {err: syscall.ENOSPC, forever: true},
		"quota exceeded":     {err: syscall.EDQUOT},
		"permission denied":  {err: syscall.EACCES},
		"read-only":          {err: syscall.EROFS},
		"input/output error": {err: syscall.EIO},
		"cross-device":       {err: syscall.EXDEV},
	}
	bothWays(t, func(t *testing.T, o Options) {
		for words, fault := range faults {
			for round := range faultSites {
				calls := 0
				for fault.at = 1; fault.at <= calls+1; fault.at++ {
					calls = tryFault(t, o, round, fault, words)
					if t.Failed() {
						t.Fatalf("%s at call %d of publish %d", words, fault.at, round+1)
					}
				}
				if calls < 8 {
					t.Fatalf("publish %d made only %d calls", round+1, calls)
				}
			}
		}
	})
}

// tryFault publishes the sites up to round, the last one with a fault, and
// returns how many calls there were.
func tryFault(t *testing.T, o Options, round int, d faulty, words string) (calls int) {
	t.Helper()
	if err := os.RemoveAll(filepath.Dir(o.Dir)); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Dir(o.Dir), "kaizen.yaml: title")
	for _, lines := range faultSites[:round] {
		if err := publishWith(t, o, outputs(lines), noFault); err != nil {
			t.Fatal(err)
		}
	}
	if round > 0 {
		put(t, o.Dir, "CNAME: example.com")
	}
	before := everything(t, o.Dir)

	err := publishWith(t, o, outputs(faultSites[round]), func(real disk) disk {
		d.disk, d.calls = real, &calls
		return d
	})
	if err == nil { // all but tidying up, which is tried again
		os.RemoveAll(filepath.Join(o.Dir, workName))
	}
	after := everything(t, o.Dir)
	if err := publishWith(t, o, outputs(faultSites[round]), noFault); err != nil {
		t.Fatal(err)
	}
	done := everything(t, o.Dir)

	if err == nil && after != done {
		t.Errorf("succeeded, but the site is\n%sinstead of\n%s", after, done)
	}
	if err != nil {
		wantError(t, err, "publish: ", words)
		if after != before {
			t.Errorf("failed with %v, and the site is\n%sinstead of\n%s", err, after, before)
		}
	}
	return calls
}

// A page that others removed comes back whole, wherever kaizen dies meanwhile,
// although the manifest stays the same.
func TestDeathWhileRestoringAPage(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		lines := "a/index.html: a page that is missing\nindex.html: home\n"
		for at, err := 1, errDied; errors.Is(err, errDied); at++ {
			os.RemoveAll(filepath.Dir(o.Dir))
			mustPublish(t, outputs("index.html: home"), o)
			mustPublish(t, outputs(lines), o)
			if err := os.Remove(filepath.Join(o.Dir, "a/index.html")); err != nil {
				t.Fatal(err)
			}
			err = publishWith(t, o, outputs(lines), func(real disk) disk {
				return faulty{disk: real, calls: new(int), at: at, dies: true}
			})
			if r := mustPublish(t, outputs(lines), o); len(r.Kept) > 0 {
				t.Errorf("died at call %d: took %q for a page of others", at, r.Kept)
			}
			wantContent(t, o.Dir, lines)
		}
	})
}

// A file that cannot be written among many that are written beside each other leaves
// the site as it was, and whoever writes has bytes of its own.
func TestFailureBesideOthers(t *testing.T) {
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, "p/2026/%02d/r%03d/index.html: page %d\n", i/100, i, i) // more than a shelfful each
	}
	outs := outputs(lines.String())
	whole := map[string][]byte{}
	for i, out := range outs {
		whole[out.Path] = out.Data
		if i%3 > 0 {
			outs[i].Data = nil
		}
	}
	bothWays(t, func(t *testing.T, o Options) {
		o.Data = func(path string, buf []byte) ([]byte, error) { return append(buf[:0], whole[path]...), nil }
		mustPublish(t, outputs("index.html: home"), o)
		at, err := enter(o.Dir)
		if err != nil {
			t.Fatal(err)
		}
		defer at.root.Close()
		var left atomic.Int32
		left.Store(120)
		_, err = run(t.Context(), &job{disk: filling{folder{at.root}, &left}, place: at, Options: o, dir: o.Dir, outputs: outs})
		wantError(t, err, "publish: write p", "no space left")
		wantContent(t, o.Dir, "index.html: home\n")
		mustPublish(t, outs, o)
		wantContent(t, o.Dir, lines.String())
	})
}

// filling is a disk with room for so many files. Several may write at once.
type filling struct {
	disk
	left *atomic.Int32
}

func (d filling) Within(dir string) (disk, error) {
	below, err := d.disk.Within(dir)
	return filling{below, d.left}, err
}

func (d filling) Write(name string, data []byte) error {
	if d.left.Add(-1) < 0 {
		return syscall.ENOSPC
	}
	return d.disk.Write(name, data)
}

// A folder that may be opened but not listed is an error, each time anew, and never
// an empty folder.
func TestFolderThatCannotBeListed(t *testing.T) {
	needStamps(t)
	o := Options{Dir: filepath.Join(t.TempDir(), "public"), Stamps: kept{}, Clean: true}
	mustPublish(t, outputs("index.html: home"), o)
	put(t, o.Dir, "theirs/x.txt: X")
	for i := range 3 {
		time.Sleep(150 * time.Millisecond) // the folder must not be of this moment
		err := publishWith(t, o, outputs(fmt.Sprintf("index.html: home %d", i)), func(d disk) disk { return closed{d, ""} })
		wantError(t, err, "read theirs", "permission denied")
	}
	wantContent(t, o.Dir, "index.html: home\ntheirs/x.txt: X\n")
}

// closed is a disk on which the folder theirs cannot be listed.
type closed struct {
	disk
	name string
}

func (d closed) Within(dir string) (disk, error) {
	below, err := d.disk.Within(dir)
	return closed{below, dir}, err
}

func (d closed) Open(name string) (*os.File, error) {
	if d.name == "theirs" {
		return nil, syscall.EACCES
	}
	return d.disk.Open(name)
}

// everything is content with the manifest and the modification times, for
// nothing is to be written again in vain.
func everything(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(content(t, dir))
	for p := range strings.Lines(content(t, dir) + manifestName + ": ") {
		p, _, _ = strings.Cut(p, ": ")
		if info, err := os.Stat(filepath.Join(dir, p)); err == nil && !info.IsDir() {
			fmt.Fprintf(&b, "%s written %v\n", p, info.ModTime())
		}
	}
	data, _ := os.ReadFile(filepath.Join(dir, manifestName)) // there may be no site yet
	b.Write(data)
	return b.String()
}
