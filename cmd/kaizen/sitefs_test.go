package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"testing/fstest"
)

func TestSiteFS(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("symbolic links take a right of their own on Windows")
	}
	dir, outside := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	write := func(name, text string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write(outside, "secret")
	write(filepath.Join(dir, "kaizen.yaml"), "title: a")
	for i := range 9 { // more folders than are kept open
		write(filepath.Join(dir, "content", fmt.Sprint(i), "a.md"), fmt.Sprint(i))
	}
	link := func(to, name string) {
		t.Helper()
		if err := os.Symlink(to, filepath.Join(dir, "content", filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	link(filepath.Join("..", "1", "a.md"), "0/linked.md")
	link("1", "folder")
	link(outside, "0/outside.md")
	link(filepath.Dir(outside), "elsewhere")

	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	site := newSiteFS(root)
	for name, want := range map[string]string{"kaizen.yaml": "title: a", "content/0/linked.md": "1", "content/folder/a.md": "1", "content/8/a.md": "8"} {
		if got, err := fs.ReadFile(site, name); string(got) != want || err != nil {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"content/0/outside.md", "content/elsewhere/secret", "content/0/../../../secret", "content/0/none.md", "none/a.md"} {
		if got, err := fs.ReadFile(site, name); err == nil {
			t.Errorf("%s is %q", name, got)
		}
	}

	// Many at once close each other's folders, and read the same.
	var group sync.WaitGroup
	for i := range 9 {
		group.Go(func() {
			for range 50 {
				if got, err := fs.ReadFile(site, fmt.Sprintf("content/%d/a.md", i)); string(got) != fmt.Sprint(i) {
					t.Errorf("%d is %q, %v", i, got, err)
				}
			}
		})
	}
	group.Wait()

	// Who looks anew is not told of a folder that was exchanged for another.
	eight := filepath.Join(dir, "content", "8")
	if _, err := fs.ReadFile(site, "content/8/a.md"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(eight, filepath.Join(dir, "old")); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(eight, "a.md"), "new")
	if _, err := fs.Stat(site, "content/8/a.md"); err != nil {
		t.Error(err)
	}
	if got, err := fs.ReadFile(site, "content/8/a.md"); string(got) != "new" || err != nil {
		t.Errorf("the new file is %q, %v", got, err)
	}

	os.Remove(filepath.Join(dir, "content", "0", "outside.md"))
	os.Remove(filepath.Join(dir, "content", "elsewhere"))
	if err := fstest.TestFS(site, "kaizen.yaml", "content/8/a.md"); err != nil {
		t.Error(err)
	}
	if err := site.Close(); err != nil {
		t.Error(err)
	}
}
