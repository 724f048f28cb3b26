package preview

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/watch"
)

// TestTorture does to a served site what editors, people and git do, with
// builds at any moment in between. After each, what is served is what a clean
// build makes, and no reader of another page has noticed.
func TestTorture(t *testing.T) {
	b := open(t, siteFiles)
	b.doing.Store(new("starting"))
	b.impatient()
	b.reader("/help/about/")
	for _, c := range []struct {
		name string
		act  func(*bench)
	}{
		{"in place, same size", func(b *bench) { b.swap("content/hinata/csv.md", "文字の話", "話の文字") }},
		{"vim with swap file and backup", vim},
		{"emacs with lock, autosave and backup", emacs},
		{"JetBrains safe write", jetBrains},
		{"VS Code: emptied, then written", func(b *bench) {
			text := b.read("content/hinata/csv.md")
			b.write("content/hinata/csv.md", "")
			b.wait(60)
			b.write("content/hinata/csv.md", text+"\nVS Code\n")
		}},
		{"written elsewhere and renamed over", func(b *bench) { b.replace("content/hinata/csv.md", b.read("content/hinata/csv.md")+"\nsed -i\n") }},
		{"folders and a file at once", func(b *bench) { b.write("content/a/b/c/deep.md", record("deep", "2026-04-01", "深い", "本文")) }},
		{"then an edit there", func(b *bench) { b.swap("content/a/b/c/deep.md", "深い", "もっと深い") }},
		{"a folder moved in", func(b *bench) {
			for i := range 3 {
				b.write(fmt.Sprintf("outside/m%d.md", i), record(fmt.Sprintf("m%d", i), "2026-04-02", "入ってきた", "本文"))
			}
			b.rename("outside", "content/moved")
		}},
		{"the folder renamed", func(b *bench) { b.rename("content/moved", "content/renamed") }},
		{"an edit after that", func(b *bench) { b.swap("content/renamed/m1.md", "入ってきた", "名前が変わった") }},
		{"the folder moved out", func(b *bench) { b.rename("content/renamed", "gone") }},
		{"a folder removed and made again", func(b *bench) {
			b.remove("content/a")
			b.write("content/a/again.md", record("again", "2026-04-03", "また", "本文"))
		}},
		{"the content gone for a while", func(b *bench) {
			b.rename("content", "away")
			b.wait(200)
			b.rename("away", "content")
		}},
		{"a symbolic link to a record, to another, to nothing", links},
		{"a link in a circle", func(b *bench) { b.link("..", "content/circle"); b.wait(150); b.remove("content/circle") }},
		{"checkout of 300 files and back", checkout},
		{"conflict markers, then resolved", func(b *bench) {
			text := b.read("content/hinata/csv.md")
			b.write("content/hinata/csv.md", "<<<<<<< HEAD\n"+text+"=======\n"+text+">>>>>>> other\n")
			b.wait(200)
			b.write("content/hinata/csv.md", text)
		}},
		{"storm of writes", func(b *bench) {
			text := b.read("content/hinata/csv.md")
			for i := range 500 {
				b.write("content/hinata/csv.md", text+fmt.Sprintf("\n嵐 %d\n", i))
			}
		}},
		{"touch and chmod", func(b *bench) {
			file := filepath.Join(b.dir, "content/hinata/csv.md")
			b.must(os.Chtimes(file, time.Now(), time.Now()), os.Chmod(file, 0o600), os.Chmod(file, 0o644))
		}},
		{"made and removed", func(b *bench) {
			b.write("content/hinata/brief.md", record("brief", "2026-04-04", "短命", "本文"))
			b.remove("content/hinata/brief.md")
		}},
		{"a file becomes a folder", func(b *bench) {
			b.write("content/hinata/x.md", record("x", "2026-04-04", "ファイル", "本文"))
			b.wait(100)
			b.remove("content/hinata/x.md")
			b.write("content/hinata/x.md/inside.md", record("inside", "2026-04-04", "中", "本文"))
		}},
		{"errors in everything, then none", func(b *bench) {
			b.write("content/hinata/csv.md", "---\n: :\n")
			b.write("templates/record.html", "{{if}}")
			b.write("kaizen.yaml", "[")
			b.wait(400)
			b.write("kaizen.yaml", siteFiles["kaizen.yaml"])
			b.remove("templates")
			b.write("content/hinata/csv.md", siteFiles["content/hinata/csv.md"])
		}},
		{"another slug, a draft, the last record of a tag", func(b *bench) {
			b.write("content/hinata/tagged.md", strings.Replace(record("tagged", "2026-04-05", "札", "本文"), "kind:", "tags: [orders]\nkind:", 1))
			b.wait(150)
			b.write("content/hinata/tagged.md", strings.Replace(record("tagged", "2026-04-05", "札", "本文"), "kind:", "slug: other\ndraft: true\nkind:", 1))
		}},
		{"names of every sort", func(b *bench) {
			b.write("content/hinata/か\u3099.md", record("ga", "2026-04-06", "が", "本文"))
			b.must(os.WriteFile(filepath.Join(b.dir, "content", "bad-\xff.md"), []byte(record("bad", "2026-04-06", "名", "本文")), 0o644))
			b.write("content/"+strings.Repeat("x", 250)+".md", record("long", "2026-04-06", "長", "本文"))
			b.wait(150)
			b.remove("content/bad-\xff.md")
			b.remove("content/hinata/か\u3099.md")
		}},
		{movesBase, func(b *bench) {
			b.swap("kaizen.yaml", "/help/", "/other/")
			b.wait(200)
			b.swap("kaizen.yaml", "/other/", "/help/")
		}},
	} {
		b.doing.Store(&c.name)
		c.act(b)
		b.settle(c.name)
		if t.Failed() {
			return
		}
	}
}

// movesBase is the scenario in which every path is another for a while.
const movesBase = "a base path"

// impatient rings all the time, so that builds fall into the middle of things.
func (b *bench) impatient() {
	ctx, cancel := context.WithCancel(context.Background())
	b.Cleanup(cancel)
	go func() {
		for ctx.Err() == nil {
			b.list.Touched(nil)
			for _, bell := range []model.Bell{model.Stirred, model.Settled} {
				select {
				case <-ctx.Done():
				case b.ring <- bell:
				}
			}
			for len(b.builds) > 0 {
				<-b.builds
			}
			time.Sleep(15 * time.Millisecond)
		}
	}()
}

// watched rings as kaizen serve does: when the files have changed.
func (b *bench) watched() {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	b.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
	roots := []string{filepath.Join(b.dir, "kaizen.yaml"), filepath.Join(b.dir, "content"), filepath.Join(b.dir, "templates")}
	go func() {
		ended <- watch.Watch(ctx, watch.Options{Roots: roots, Site: b.dir, Touched: b.list.Touched}, b.ring)
	}()
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-b.builds:
			}
		}
	}()
}

// reader asks for a page that no scenario touches, all the time.
func (b *bench) reader(path string) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	b.Cleanup(func() { cancel(); <-done })
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			before := b.server.shown.Load().base
			res, err := http.Get(b.url + path)
			if err != nil {
				b.Error(err)
				return
			}
			res.Body.Close()
			after := b.server.shown.Load().base
			moved := before != after || *b.doing.Load() == movesBase // there and back while it was asked for
			if res.StatusCode != 200 && !moved && strings.HasPrefix(path, after) {
				b.Errorf("while %s: %s: %s", *b.doing.Load(), path, res.Status)
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
}

// settle waits until what is served is what a clean build makes. It has the
// patience of a busy machine: what is never right is what it is after.
func (b *bench) settle(after string) {
	b.Helper()
	var wrong []string
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if wrong = b.wrong(); len(wrong) == 0 {
			return
		}
	}
	b.Errorf("after %s, %d files are not what a clean build makes: %q", after, len(wrong), wrong[:min(5, len(wrong))])
}

func (b *bench) wait(ms int) { time.Sleep(time.Duration(ms) * time.Millisecond) }

func (b *bench) must(errs ...error) {
	b.Helper()
	for _, err := range errs {
		if err != nil {
			b.Fatal(err)
		}
	}
}

func (b *bench) read(name string) string {
	b.Helper()
	data, err := os.ReadFile(filepath.Join(b.dir, name))
	b.must(err)
	return string(data)
}

func (b *bench) swap(name, old, new string) {
	b.Helper()
	text := b.read(name)
	if !strings.Contains(text, old) {
		b.Fatalf("%s does not hold %q", name, old)
	}
	b.write(name, strings.ReplaceAll(text, old, new))
}

func (b *bench) rename(from, to string) {
	b.Helper()
	b.must(os.Rename(filepath.Join(b.dir, from), filepath.Join(b.dir, to)))
}

func (b *bench) remove(name string) {
	b.Helper()
	b.must(os.RemoveAll(filepath.Join(b.dir, name)))
}

func (b *bench) link(to, name string) {
	b.Helper()
	b.must(os.Symlink(to, filepath.Join(b.dir, name)))
}

// replace writes a file beside another and renames it over that.
func (b *bench) replace(name, text string) {
	b.Helper()
	b.write(name+".tmp", text)
	b.rename(name+".tmp", name)
}

func vim(b *bench) {
	dir, text := "content/hinata/", b.read("content/hinata/csv.md")
	b.write(dir+".csv.md.swp", "b0VIM")
	b.write(dir+"4913", "")
	b.remove(dir + "4913")
	b.rename(dir+"csv.md", dir+"csv.md~")
	b.write(dir+"csv.md", text+"\nvim\n")
	b.remove(dir + "csv.md~")
	b.remove(dir + ".csv.md.swp")
}

func emacs(b *bench) {
	dir, text := "content/hinata/", b.read("content/hinata/csv.md")
	b.link("me@host.1:2", dir+".#csv.md")
	b.write(dir+"#csv.md#", text)
	b.rename(dir+"csv.md", dir+"csv.md~")
	b.write(dir+"csv.md", text+"\nemacs\n")
	b.remove(dir + ".#csv.md")
	b.remove(dir + "#csv.md#")
}

func jetBrains(b *bench) {
	dir, text := "content/hinata/", b.read("content/hinata/csv.md")
	b.write(dir+"csv.md___jb_tmp___", text+"\njetbrains\n")
	b.rename(dir+"csv.md", dir+"csv.md___jb_old___")
	b.rename(dir+"csv.md___jb_tmp___", dir+"csv.md")
	b.remove(dir + "csv.md___jb_old___")
}

func links(b *bench) {
	b.write("store/one.md", record("linked", "2026-04-07", "一", "本文"))
	b.write("store/two.md", record("linked", "2026-04-07", "二", "本文"))
	b.link("../store/one.md", "content/linked.md")
	b.wait(150)
	b.write("store/one.md", record("linked", "2026-04-07", "一の二", "本文"))
	b.wait(150)
	b.remove("content/linked.md")
	b.link("../store/two.md", "content/linked.md")
	b.settle("swapping a link")
	b.remove("store/two.md")
	b.settleBroken("content/linked.md")
	b.remove("content/linked.md")
}

// settleBroken waits until the preview says that a file has a problem.
func (b *bench) settleBroken(name string) {
	b.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if slices.ContainsFunc(b.server.shown.Load().problems.list, func(p problem) bool { return p.File == name && p.Level == model.Error.String() }) {
			return
		}
	}
	b.Errorf("%s: nothing is said to be wrong", name)
}

// checkout lets git change hundreds of files and change them back.
func checkout(b *bench) {
	git := func(args ...string) {
		cmd := exec.Command("git", append([]string{"-C", b.dir, "-c", "user.name=a", "-c", "user.email=a@example.com"}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git("init", "-q", "-b", "one")
	git("add", "-A")
	git("commit", "-qm", "one")
	git("checkout", "-qb", "two")
	for i := range 300 {
		b.write(fmt.Sprintf("content/many/r%d.md", i), record(fmt.Sprintf("many-%d", i), "2026-05-01", fmt.Sprintf("多い %d", i), "本文"))
	}
	git("add", "-A")
	git("commit", "-qm", "two")
	git("checkout", "-q", "one")
	b.settle("the first branch")
	git("checkout", "-q", "two")
	b.settle("the second branch")
	git("checkout", "-q", "one")
	if _, err := os.Stat(filepath.Join(b.dir, "content/many")); err == nil {
		b.must(fs.ErrExist)
	}
}
