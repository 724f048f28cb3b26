package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kaizen/generator/model"
)

// outputs reads a site from lines of "path: content".
func outputs(lines string) []model.Output {
	var outs []model.Output
	for line := range strings.Lines(lines) {
		p, content, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		outs = append(outs, model.Output{Path: p, Sum: model.SumOf([]byte(content)), Data: []byte(content)})
	}
	return outs
}

// put writes the files of lines below dir, as somebody other than kaizen does.
func put(t *testing.T, dir, lines string) {
	t.Helper()
	for _, out := range outputs(lines) {
		name := filepath.Join(dir, filepath.FromSlash(out.Path))
		os.Remove(name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, out.Data, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
}

// content returns everything below dir as lines of "path: content", without
// the manifest; empty folders end in a slash.
func content(t *testing.T, dir string) string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || p == "." || p == manifestName:
			return err
		case e.Type()&fs.ModeSymlink != 0:
			found[p], err = os.Readlink(filepath.Join(dir, p))
		case e.IsDir():
			entries, err := os.ReadDir(filepath.Join(dir, p))
			if len(entries) == 0 {
				found[p+"/"] = ""
			}
			return err
		default:
			var data []byte
			data, err = os.ReadFile(filepath.Join(dir, p))
			found[p] = string(data)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range slices.Sorted(maps.Keys(found)) {
		b.WriteString(p + ": " + found[p] + "\n")
	}
	return b.String()
}

func wantContent(t *testing.T, dir, lines string) {
	t.Helper()
	var want strings.Builder
	for _, line := range slices.Sorted(strings.Lines(lines)) {
		if line = strings.TrimLeft(line, "\t"); line != "\n" && line != "" {
			want.WriteString(line)
		}
	}
	if got := content(t, dir); got != want.String() {
		t.Errorf("the folder has\n%swant\n%s", got, want.String())
	}
}

func mustPublish(t *testing.T, outs []model.Output, o Options) Result {
	t.Helper()
	r, err := Publish(context.Background(), outs, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// bothWays runs a test that must not depend on how files become visible.
func bothWays(t *testing.T, test func(t *testing.T, o Options)) {
	t.Helper()
	for _, inPlace := range []bool{false, true} {
		name := "swap"
		if inPlace {
			name = "in place"
		}
		t.Run(name, func(t *testing.T) {
			test(t, Options{Dir: filepath.Join(t.TempDir(), "public"), InPlace: inPlace})
		})
	}
}

func TestPublishReplacesTheSite(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		r := mustPublish(t, outputs(`
			index.html: home
			a/index.html: A
			b/deep/index.html: B`), o)
		if len(r.Written) != 4 || !r.Swapped {
			t.Errorf("first publish: %+v", r)
		}
		wantContent(t, o.Dir, `
			index.html: home
			a/index.html: A
			b/deep/index.html: B
		`)
		before := stat(t, o.Dir, "index.html")

		r = mustPublish(t, outputs(`
			index.html: home
			a/index.html: A2
			c/index.html: C`), o)
		wantContent(t, o.Dir, `
			index.html: home
			a/index.html: A2
			c/index.html: C
		`)
		if after := stat(t, o.Dir, "index.html"); !os.SameFile(before, after) || before.ModTime() != after.ModTime() {
			t.Error("a file with the same bytes was written again")
		}
		if r.Unchanged != 1 || !slices.Equal(r.Removed, []string{"b/deep/index.html"}) || r.Swapped == o.InPlace {
			t.Errorf("second publish: %+v", r)
		}

		whole := stat(t, o.Dir, ".")
		if r = mustPublish(t, outputs(`
			index.html: home
			a/index.html: A2
			c/index.html: C`), o); len(r.Written)+len(r.Removed) > 0 {
			t.Errorf("publishing the same again: %+v", r)
		}
		if !os.SameFile(whole, stat(t, o.Dir, ".")) {
			t.Error("publishing the same again replaced the folder")
		}
	})
}

func stat(t *testing.T, dir, name string) fs.FileInfo {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestFilesOfOthersStay(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		put(t, o.Dir, `
			.gitignore: *
			CNAME: example.com`)
		mustPublish(t, outputs(`
			index.html: home
			a/index.html: A
			a/x/index.html: X`), o)
		put(t, o.Dir, `
			a/index.html: mended by hand
			a/note.txt: theirs
			a/x/index.html: also by hand`)
		theirs := stat(t, o.Dir, "a/note.txt")

		r := mustPublish(t, outputs(`
			index.html: home 2
			a/index.html: A2`), o)
		wantContent(t, o.Dir, `
			.gitignore: *
			CNAME: example.com
			index.html: home 2
			a/index.html: mended by hand
			a/note.txt: theirs
			a/x/index.html: also by hand
		`)
		if !slices.Equal(r.Kept, []string{"a/index.html", "a/x/index.html"}) {
			t.Errorf("kept %q", r.Kept)
		}
		if !os.SameFile(theirs, stat(t, o.Dir, "a/note.txt")) {
			t.Error("a file of others was replaced by a copy")
		}

		o.Force = true
		mustPublish(t, outputs(`
			index.html: home 2
			a/index.html: A2`), o)
		wantContent(t, o.Dir, `
			.gitignore: *
			CNAME: example.com
			index.html: home 2
			a/index.html: A2
			a/note.txt: theirs
			a/x/index.html: also by hand
		`)

		o.Force, o.Clean = false, true
		mustPublish(t, outputs(`index.html: home 2`), o)
		wantContent(t, o.Dir, `
			.gitignore: *
			CNAME: example.com
			index.html: home 2
		`)
	})
}
