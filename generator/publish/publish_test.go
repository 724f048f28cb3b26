package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
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

func TestHashedAssetsStayForOneMoreBuild(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		style := func(content string) string {
			return "assets/site." + model.SumOf([]byte(content)).String()[:8] + ".css: " + content + "\n"
		}
		plain := "assets/plain.deadbeef.css: only looks hashed\n"
		page := "index.html: "

		mustPublish(t, outputs(page+"1\n"+style("red")+plain), o)
		mustPublish(t, outputs(page+"2\n"+style("green")), o)
		wantContent(t, o.Dir, page+"2\n"+style("red")+style("green"))
		mustPublish(t, outputs(page+"3\n"+style("blue")), o)
		wantContent(t, o.Dir, page+"3\n"+style("green")+style("blue"))
		mustPublish(t, outputs(page+"3\n"+style("blue")), o)
		wantContent(t, o.Dir, page+"3\n"+style("blue"))

		clean := Options{Dir: filepath.Join(t.TempDir(), "public")}
		mustPublish(t, outputs(page+"3\n"+style("blue")), clean)
		if a, b := readManifest(t, o.Dir), readManifest(t, clean.Dir); a != b {
			t.Errorf("the manifest remembers more than the site:\n%s\n%s", a, b)
		}
	})
}

func readManifest(t *testing.T, dir string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestManifest(t *testing.T) {
	o := Options{Dir: filepath.Join(t.TempDir(), "public")}
	mustPublish(t, outputs(`
		index.html: home
		a&b/feed.xml: <rss>`), o)
	want := `{"generator":"kaizen","format":1,"files":[
{"path":"a\u0026b/feed.xml","size":5,"sha256":"` + model.SumOf([]byte("<rss>")).String() + `"},
{"path":"index.html","size":4,"sha256":"` + model.SumOf([]byte("home")).String() + `"}
]}
`
	if got := readManifest(t, o.Dir); got != want {
		t.Errorf("manifest\n%s\nwant\n%s", got, want)
	}
}

func TestFilesBecomeFoldersAndFoldersFiles(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		for _, lines := range []string{
			"about: file\nindex.html: one\n",
			"about/team/index.html: page\nabout/us/index.html: page\nindex.html: two\n",
			"about: file again\nindex.html: three\n",
		} {
			mustPublish(t, outputs(lines), o)
			wantContent(t, o.Dir, lines)
		}
	})
}

func TestFoldersOfOthersAreNotExchanged(t *testing.T) {
	o := Options{Dir: filepath.Join(t.TempDir(), "public")}
	mustPublish(t, outputs(`index.html: one`), o)
	put(t, o.Dir, `
		.git/HEAD: main
		uploads/cat.txt: meow`)
	git := stat(t, o.Dir, ".git")
	if r := mustPublish(t, outputs(`index.html: two`), o); r.Swapped {
		t.Error("exchanged a folder with folders of others in it")
	}
	if !os.SameFile(git, stat(t, o.Dir, ".git")) {
		t.Error(".git is another folder")
	}
	wantContent(t, o.Dir, `
		.git/HEAD: main
		index.html: two
		uploads/cat.txt: meow
	`)
	o.Clean = true
	mustPublish(t, outputs(`index.html: three`), o)
	wantContent(t, o.Dir, `
		.git/HEAD: main
		index.html: three
	`)
}

func TestOutputsWithoutBytes(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		outs := outputs(`
			index.html: home
			a/index.html: A
			b/index.html: B`)
		mustPublish(t, outs, o)
		list := readManifest(t, o.Dir)
		put(t, o.Dir, `a/index.html: spoilt`)
		var asked []string
		o.Force = true
		o.Data = func(p string, _ []byte) ([]byte, error) {
			asked = append(asked, p)
			return []byte("A"), nil
		}
		for i := range outs {
			outs[i].Size, outs[i].Data = int64(len(outs[i].Data)), nil
		}
		mustPublish(t, outs, o)
		if !slices.Equal(asked, []string{"a/index.html"}) {
			t.Errorf("asked for %q", asked)
		}
		if got := readManifest(t, o.Dir); got != list {
			t.Errorf("manifest\n%s\nwant\n%s", got, list)
		}

		put(t, o.Dir, `a/index.html: spoilt`)
		o.Data = func(string, []byte) ([]byte, error) { return nil, errors.New("template failed") }
		_, err := Publish(context.Background(), outs, o)
		wantError(t, err, "render a/index.html", "template failed")
	})
}

// What appears in the folder while the next tree is made must not vanish with
// the old tree.
func TestFilesThatArriveDuringPublishing(t *testing.T) {
	o := Options{Dir: filepath.Join(t.TempDir(), "public")}
	mustPublish(t, outputs("index.html: one\na/index.html: A"), o)
	put(t, o.Dir, `robots.txt: old`)
	o.Data = nil
	publishWith(t, o, outputs("index.html: two\na/index.html: A"), func(d disk) disk {
		return meanwhile{d, func() {
			put(t, o.Dir, `
				robots.txt: new
				a/.token: fresh
				well/known.txt: fresh`)
		}}
	})
	wantContent(t, o.Dir, `
		a/.token: fresh
		a/index.html: A
		index.html: two
		robots.txt: new
		well/known.txt: fresh
	`)
}

// meanwhile lets something happen just before the exchange.
type meanwhile struct {
	disk
	act func()
}

func (d meanwhile) Swap(a, b string) error {
	d.act()
	return d.disk.Swap(a, b)
}

// publishWith is Publish on a disk with faults, which counts calls: they come one
// after the other. Its error is errDied if the disk ended it.
func publishWith(t *testing.T, o Options, outs []model.Output, with func(disk) disk) (err error) {
	t.Helper()
	at, err := enter(o.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer at.root.Close()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	defer func() {
		switch r := recover(); r {
		case nil:
		case death{}:
			err = errDied
		default:
			panic(r)
		}
	}()
	_, err = run(t.Context(), &job{disk: with(folder{at.root}), place: at, Options: o, outputs: outs})
	return err
}

var errDied = errors.New("died")
