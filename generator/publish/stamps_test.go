package publish

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"kaizen/generator/model"
)

// reader counts the files of the site that are opened, and the folders.
type reader struct {
	disk
	files, folders *atomic.Int32
}

func (d reader) Within(dir string) (disk, error) {
	d.folders.Add(1)
	below, err := d.disk.Within(dir)
	return reader{below, d.files, d.folders}, err
}

func (d reader) Open(name string) (*os.File, error) {
	if info, err := d.Lstat(name); err == nil && info.Mode().IsRegular() && filepath.Ext(name) == ".html" {
		d.files.Add(1)
	}
	return d.disk.Open(name)
}

// kept is a model.Cache.
type kept map[model.Sum]any

func (m kept) Load(key model.Sum, value any) bool {
	v, ok := m[key]
	if ok {
		reflect.ValueOf(value).Elem().Set(reflect.ValueOf(v))
	}
	return ok
}

func (m kept) Save(key model.Sum, value any) { m[key] = value }

func (m kept) Keep(key model.Sum) bool {
	_, ok := m[key]
	return ok
}

const stampedSite = `
	index.html: home
	a/index.html: A
	b/index.html: B
`

// A file that has been read once and did not change since is not read again,
// although its folder was exchanged for another with links to the same files.
func TestStampsSpareReading(t *testing.T) {
	needStamps(t)
	bothWays(t, func(t *testing.T, o Options) {
		o.Stamps = kept{}
		reads := func(lines string) int32 {
			t.Helper()
			time.Sleep(150 * time.Millisecond) // files must not be of this moment
			var n, folders atomic.Int32
			if err := publishWith(t, o, outputs(lines), func(d disk) disk { return reader{d, &n, &folders} }); err != nil {
				t.Fatal(err)
			}
			return n.Load()
		}
		edited := "index.html: home 2\na/index.html: A\nb/index.html: B\n"
		reads(stampedSite)
		if n := reads(stampedSite); n != 3 {
			t.Fatalf("%d files were read to learn their stamps, want 3", n)
		}
		if n := reads(stampedSite); n != 0 {
			t.Errorf("nothing changed, and %d files were read", n)
		}
		reads(edited) // links a and b in a second tree
		reads(edited)
		if n := reads(edited); n != 0 {
			t.Errorf("nothing changed after an edit, and %d files were read", n)
		}
		wantContent(t, o.Dir, edited)
	})
}

// A folder that did not change since it was listed is not opened again, neither in
// the site nor in the tree beside it, however often the two change places.
func TestListingsSpareOpening(t *testing.T) {
	needStamps(t)
	o := Options{Dir: filepath.Join(t.TempDir(), "public"), Stamps: kept{}}
	opened := func(home string) int32 {
		t.Helper()
		time.Sleep(150 * time.Millisecond) // folders must not be of this moment
		lines := "index.html: " + home + "\na/index.html: A\nb/c/index.html: C\n"
		var files, folders atomic.Int32
		if err := publishWith(t, o, outputs(lines), func(d disk) disk { return reader{d, &files, &folders} }); err != nil {
			t.Fatal(err)
		}
		wantContent(t, o.Dir, lines)
		return folders.Load()
	}
	opened("1")
	if n := opened("1"); n != 4 {
		t.Fatalf("%d folders were opened to list them, want 4", n)
	}
	if n := opened("1"); n != 0 {
		t.Errorf("nothing changed, and %d folders were opened", n)
	}
	opened("2") // makes the second tree
	opened("3")
	for _, home := range []string{"4", "5", "6"} {
		if n := opened(home); n > 3 {
			t.Errorf("one file of the top changed, and %d folders were opened; want that one, in three readings", n)
		}
	}
}

// What others put into a folder or take from it is noticed, however they hide it.
func TestListingsBetrayChanges(t *testing.T) {
	needStamps(t)
	bothWays(t, func(t *testing.T, o Options) {
		o = publishStamped(t, o)
		inSecret(t, filepath.Join(o.Dir, "a"), func() { put(t, o.Dir, "a/theirs.txt: T") })
		edited := "index.html: home 2\na/index.html: A\nb/index.html: B\n"
		mustPublish(t, outputs(edited), o)
		wantContent(t, o.Dir, edited+"a/theirs.txt: T\n")

		if err := os.Remove(filepath.Join(o.Dir, "b/index.html")); err != nil {
			t.Fatal(err)
		}
		mustPublish(t, outputs(edited), o)
		wantContent(t, o.Dir, edited+"a/theirs.txt: T\n")
	})
}

// What others do to a file is noticed, however they hide it: it is read, found
// to differ, and left alone as always.
func TestStampsBetrayChanges(t *testing.T) {
	needStamps(t)
	bothWays(t, func(t *testing.T, o Options) {
		o = publishStamped(t, o)
		name := filepath.Join(o.Dir, "a/index.html")
		inSecret(t, name, func() { // in the same file, which put would replace
			if err := os.WriteFile(name, []byte("Z"), 0o666); err != nil {
				t.Fatal(err)
			}
		})
		if r := mustPublish(t, outputs(stampedSite), o); len(r.Kept) != 1 || r.Kept[0] != "a/index.html" {
			t.Errorf("a file of the same size and time, with other bytes, was taken for the page: %+v", r)
		}
		o.Force = true
		mustPublish(t, outputs(stampedSite), o)
		wantContent(t, o.Dir, stampedSite)
	})
}

// publishStamped publishes until there are stamps of all files and folders.
func publishStamped(t *testing.T, o Options) Options {
	t.Helper()
	o.Stamps = kept{}
	for range 3 {
		mustPublish(t, outputs(stampedSite), o)
		time.Sleep(150 * time.Millisecond)
	}
	return o
}

// inSecret changes a file or folder and sets its time back.
func inSecret(t *testing.T, name string, change func()) {
	t.Helper()
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	change()
	if err := os.Chtimes(name, before.ModTime(), before.ModTime()); err != nil {
		t.Fatal(err)
	}
}

func needStamps(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("stamps are known on Linux and macOS only")
	}
}
