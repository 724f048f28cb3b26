package publish

import (
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"kaizen/generator/model"
)

// reader counts the files of the site that are opened, not the folders.
type reader struct {
	disk
	files *atomic.Int32
}

func (d reader) Open(name string) (*os.File, error) {
	if info, err := d.Lstat(name); err == nil && info.Mode().IsRegular() && filepath.Ext(name) == ".html" {
		d.files.Add(1)
	}
	return d.disk.Open(name)
}

// memory is a model.Cache of stamps.
type memory map[model.Sum]stamps

func (m memory) Load(key model.Sum, value any) bool {
	s, ok := m[key]
	*value.(*stamps) = s
	return ok
}

func (m memory) Save(key model.Sum, value any) { m[key] = value.(stamps) }

func (m memory) Keep(key model.Sum) bool {
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
		o.Stamps = memory{}
		reads := func(lines string) int32 {
			t.Helper()
			time.Sleep(150 * time.Millisecond) // files must not be of this moment
			var n atomic.Int32
			if err := publishWith(t, o, outputs(lines), func(d disk) disk { return reader{d, &n} }); err != nil {
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

// What others do to a file is noticed, however they hide it: it is read, found
// to differ, and left alone as always.
func TestStampsBetrayChanges(t *testing.T) {
	needStamps(t)
	bothWays(t, func(t *testing.T, o Options) {
		o.Stamps = memory{}
		for range 3 {
			mustPublish(t, outputs(stampedSite), o)
			time.Sleep(150 * time.Millisecond)
		}
		name := filepath.Join(o.Dir, "a/index.html")
		before, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("Z"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, before.ModTime(), before.ModTime()); err != nil {
			t.Fatal(err)
		}
		if r := mustPublish(t, outputs(stampedSite), o); len(r.Kept) != 1 || r.Kept[0] != "a/index.html" {
			t.Errorf("a file of the same size and time, with other bytes, was taken for the page: %+v", r)
		}
		o.Force = true
		mustPublish(t, outputs(stampedSite), o)
		wantContent(t, o.Dir, stampedSite)
	})
}

func needStamps(t *testing.T) {
	t.Helper()
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("stamps are known on Linux and macOS only")
	}
}
