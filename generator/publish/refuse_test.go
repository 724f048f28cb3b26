package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kaizen/generator/model"
)

// wantRefusal publishes a page and wants an error about each of the words,
// with a hint in both languages.
func wantRefusal(t *testing.T, o Options, words ...string) {
	t.Helper()
	_, err := Publish(context.Background(), outputs(`posts/index.html: new`), o)
	wantError(t, err, words...)
	var e *Error
	if errors.As(err, &e) && (e.Text["ja"] == "" || e.Text["en"] == "" || e.Hint["ja"] == "" || e.Hint["en"] == "") {
		t.Errorf("%v: text %q, hint %q", err, e.Text, e.Hint)
	}
}

func wantError(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error about %q", words)
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q says nothing of %q", err, word)
		}
	}
}

func TestFolderOfOthersIsRefused(t *testing.T) {
	for what, there := range map[string]string{
		"a visible file":            `thesis.txt: five years`,
		"a git work tree":           `.git: gitdir: elsewhere`,
		"a repository":              `.git/HEAD: main`,
		"a site of another program": "index.html: old\nmanifest.json: {\"name\":\"app\"}",
		"a broken manifest":         "index.html: old\nmanifest.json: {\"generator\":\"kai",
	} {
		t.Run(what, func(t *testing.T) {
			o := Options{Dir: t.TempDir()}
			put(t, o.Dir, there)
			wantRefusal(t, o, "has not published there before")
			wantContent(t, o.Dir, content(t, o.Dir))

			o.Force = true
			mustPublish(t, outputs(`index.html: new`), o)
			o.Force = false
			mustPublish(t, outputs(`index.html: newer`), o)
			if data, _ := os.ReadFile(filepath.Join(o.Dir, "index.html")); string(data) != "newer" {
				t.Errorf("index.html is %q", data)
			}
		})
	}
}

func TestManifestOfNewerKaizenIsRefused(t *testing.T) {
	o := Options{Dir: t.TempDir(), Force: true}
	put(t, o.Dir, `manifest.json: {"generator":"kaizen","format":2,"files":[]}`)
	_, err := Publish(context.Background(), outputs(`index.html: new`), o)
	wantError(t, err, "newer kaizen")
}

func TestWhatIsInTheWayIsRefused(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		mustPublish(t, outputs(`index.html: home`), o)
		for _, there := range []string{`posts: a file`, `posts/index.html/note.txt: below`} {
			put(t, o.Dir, there)
			before := content(t, o.Dir)
			wantRefusal(t, o, "posts", "in the way")
			wantContent(t, o.Dir, before)
			os.RemoveAll(filepath.Join(o.Dir, "posts"))
		}
		elsewhere := t.TempDir()
		if err := os.Symlink(elsewhere, filepath.Join(o.Dir, "posts")); err != nil {
			t.Fatal(err)
		}
		wantRefusal(t, o, "posts", "in the way")
		wantContent(t, elsewhere, "")
	})
}

func TestDangerousFolderIsRefused(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	site := filepath.Join(home, "work", "site")
	put(t, site, `content/a.md: text`)
	inputs := []string{filepath.Join(site, "content")}
	if err := os.Symlink(t.TempDir(), filepath.Join(site, "public")); err != nil {
		t.Fatal(err)
	}
	for dir, word := range map[string]string{
		"/":                                 "holds",
		home:                                "holds",
		filepath.Dir(home):                  "holds",
		site:                                "holds",
		filepath.Dir(site):                  "holds",
		filepath.Join(site, "content"):      "holds",
		filepath.Join(site, "content", "x"): "is input",
		filepath.Join(site, "content", "a.md", "x"): "not a directory",
		filepath.Join(site, "public"):               "leads out of the site",
	} {
		_, err := Publish(context.Background(), outputs(`index.html: home`), Options{Dir: dir, Site: site, Inputs: inputs, Force: true})
		wantError(t, err, word)
	}
	if got := content(t, filepath.Join(site, "content")); got != "a.md: text\n" {
		t.Errorf("content/ has %q", got)
	}
}

func TestLinkToFolderIsFollowed(t *testing.T) {
	real, dir := t.TempDir(), filepath.Join(t.TempDir(), "public")
	if err := os.Symlink(real, dir); err != nil {
		t.Fatal(err)
	}
	for _, lines := range []string{`index.html: one`, `index.html: two`} {
		mustPublish(t, outputs(lines), Options{Dir: dir})
		wantContent(t, real, lines+"\n")
	}
}

func TestSecondBuildWaits(t *testing.T) {
	o := Options{Dir: filepath.Join(t.TempDir(), "public")}
	at, err := enter(o.Dir)
	if err != nil {
		t.Fatal(err)
	}
	defer at.root.Close()
	first, err := takeLock(t.Context(), at.root, at.work+"/lock", nil)
	if err != nil {
		t.Fatal(err)
	}
	said := make(chan model.Text, 1)
	o.Say = func(m model.Text) { said <- m }

	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := Publish(ctx, outputs(`index.html: no`), o); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("published under the lock of another build: %v", err)
	}
	if m := <-said; !strings.Contains(m["en"], "waiting") {
		t.Errorf("said %q", m)
	}
	time.AfterFunc(200*time.Millisecond, first.release)
	mustPublish(t, outputs(`index.html: yes`), o)
	wantContent(t, o.Dir, "index.html: yes\n")
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(o.Dir), ".*")); len(left) > 0 {
		t.Errorf("left behind %q", left)
	}
}
