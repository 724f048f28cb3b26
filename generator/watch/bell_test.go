package watch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"kaizen/generator/model"
)

// heard is a bell, and what page.md held when it was heard.
type heard struct {
	bell model.Bell
	text string
}

// A save stirs before it settles, and again with each change that comes in
// between; a file that is emptied first does not stir until it is written.
func TestStirsBeforeItSettles(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "page.md")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("as it was")
	ring := make(chan model.Bell)
	go Watch(t.Context(), Options{Roots: []string{dir}}, ring)
	until := func(want model.Bell) (list []heard) {
		t.Helper()
		for {
			select {
			case bell := <-ring:
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				list = append(list, heard{bell, string(data)})
				if bell == want {
					return list
				}
			case <-time.After(15 * time.Second):
				t.Fatalf("heard %v and then nothing", list)
			}
		}
	}
	until(model.Settled)

	write("first")
	until(model.Stirred)
	write("second")
	got := until(model.Settled)
	if last := got[len(got)-1]; last.text != "second" || !slices.Contains(got, heard{model.Stirred, "second"}) {
		t.Errorf("after an edit that followed at once, heard %v", got)
	}

	write("")
	time.Sleep(quietEmpty / 3)
	write("written late")
	for _, h := range until(model.Settled) {
		if h.text == "" {
			t.Errorf("the empty file rang %v", h.bell)
		}
	}
}

// Folders are told of once, before the bell first rings, and those behind
// symbolic links never: they may change in a place that has another name.
func TestListed(t *testing.T) {
	var mu sync.Mutex
	told := map[string][]string{}
	dir := t.TempDir()
	for _, d := range []string{"content/a/b", "elsewhere/c"} {
		if err := os.MkdirAll(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"content/link": "../elsewhere", "templates": "elsewhere"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
	}
	ring := make(chan model.Bell)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go Watch(ctx, Options{
		Site: dir, Roots: []string{filepath.Join(dir, "content"), filepath.Join(dir, "templates")},
		Listed: func(folder string, entries []fs.FileInfo) {
			mu.Lock()
			defer mu.Unlock()
			rel, _ := filepath.Rel(dir, folder)
			told[filepath.ToSlash(rel)] = []string{}
			for _, e := range entries {
				told[filepath.ToSlash(rel)] = append(told[filepath.ToSlash(rel)], e.Name())
			}
		},
	}, ring)
	<-ring
	mu.Lock()
	defer mu.Unlock()
	if want := map[string][]string{"content": {"a", "link"}, "content/a": {"b"}, "content/a/b": {}}; !reflect.DeepEqual(told, want) {
		t.Errorf("told of %v, want %v", told, want)
	}
}
