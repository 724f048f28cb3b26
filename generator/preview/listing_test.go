package preview

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/watch"
)

// While the files that are touched are told, a build takes the others for what
// they were; a change that nobody told of is found a while later.
func TestListingIsVerified(t *testing.T) {
	b := open(t, siteFiles)
	b.write("content/hinata/csv.md", record("csv", "2026-03-01", "誰も告げない題", "本文"))
	b.list.Touched([]string{filepath.Join(b.dir, "content/pages/about.md")})
	b.ring <- model.Stirred
	b.ring <- model.Settled
	b.next()
	b.next() // by itself
	b.isClean("a while after")
}

// A folder that a symbolic link leads to is listed every time: what happens in
// it may be told of under another name.
func TestListingAndLinks(t *testing.T) {
	b := open(t, siteFiles)
	b.write("store/one.md", record("one", "2026-03-01", "一つめ", "本文"))
	b.link("../store", "content/linked")
	b.rebuild()
	b.write("store/two.md", record("two", "2026-03-01", "二つめ", "本文"))
	b.list.Touched([]string{filepath.Join(b.dir, "store/two.md")})
	b.ring <- model.Stirred
	b.ring <- model.Settled
	b.next()
	b.isClean("after a change behind a link")
}

// A folder is listed anew when one of its files is touched, or anything outside.
func TestListingForgetsWhatIsTouched(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	l := NewListing(dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	site := l.over(root.FS()).(listed)
	list := func() int {
		entries, err := site.ReadDir("content")
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	if n := list(); n != 0 {
		t.Fatalf("%d files in an empty folder", n)
	}
	name := filepath.Join(dir, "content", "a.md")
	if err := os.WriteFile(name, []byte("a"), 0o644); err != nil {
		t.Fatal(err)
	}
	if n := list(); n != 0 {
		t.Error("the folder was listed though nothing was touched")
	}
	l.Touched([]string{name})
	if n := list(); n != 1 {
		t.Error("the folder of a file that was touched is not listed anew")
	}
	at := time.Now().Add(-time.Hour)
	if err := os.Chtimes(name, at, at); err != nil {
		t.Fatal(err)
	}
	l.Touched([]string{filepath.Join(t.TempDir(), "elsewhere")})
	if entries, _ := site.ReadDir("content"); len(entries) == 1 {
		if info, _ := entries[0].Info(); !info.ModTime().Equal(at) {
			t.Error("a path elsewhere does not make everything doubtful")
		}
	}
}

// What the watcher has seen of a folder, a build need not look at again: it is
// what the folder itself would say, until something there is touched.
func TestListingIsTold(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "content", "2026")
	if err := os.MkdirAll(filepath.Join(folder, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"b.md", "a.md", ".hidden", "あ.md"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l, ring := NewListing(dir), make(chan model.Bell)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go watch.Watch(ctx, watch.Options{Roots: []string{filepath.Join(dir, "content")}, Listed: l.Listed}, ring)
	<-ring
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	told, err := l.over(fstest.MapFS{}).(listed).ReadDir("content/2026") // which has nothing to look at
	if err != nil {
		t.Fatal(err)
	}
	is, err := described(fs.ReadDir(root.FS(), "content/2026"))
	if err != nil {
		t.Fatal(err)
	}
	if len(is) != 5 || !slices.EqualFunc(told, is, sameEntry) {
		t.Errorf("told %v, there is %v", told, is)
	}
	if !l.verify(root.FS()) {
		t.Error("what was told is not what is there")
	}
	l.Touched([]string{filepath.Join(folder, "a.md")})
	if _, err := l.over(fstest.MapFS{}).(listed).ReadDir("content/2026"); err == nil {
		t.Error("a folder in which a file was touched is still known")
	}
}
