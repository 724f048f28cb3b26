package publish

import (
	"path/filepath"
	"testing"

	"kaizen/generator/model"
)

// What was read before a build is out of date when another build has published
// meanwhile. The folder is looked at as it is.
func TestBeforeIsOutOfDate(t *testing.T) {
	bothWays(t, func(t *testing.T, o Options) {
		o.Stamps = kept{}
		mustPublish(t, outputs(`
			index.html: home
			a/index.html: A
			old/index.html: old`), o)
		before := LookBefore(o.Dir)
		before.Recall(o.Stamps)
		if !before.Wrote("a/index.html", model.SumOf([]byte("A"))) || before.Wrote("a/index.html", model.SumOf([]byte("B"))) {
			t.Fatal("not what the manifest says")
		}
		before.memory()

		mustPublish(t, outputs(`
			index.html: home
			a/index.html: another
			meanwhile/index.html: meanwhile`), Options{Dir: o.Dir, InPlace: o.InPlace})
		put(t, o.Dir, `theirs.txt: theirs`)

		o.Before = before
		mustPublish(t, outputs(`
			index.html: home
			a/index.html: A`), o)
		wantContent(t, o.Dir, `
			index.html: home
			a/index.html: A
			theirs.txt: theirs
		`)
	})
}

// Where there is no manifest, or none that can be read, kaizen has written nothing.
func TestBeforeThereIsAManifest(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{filepath.Join(dir, "missing"), dir} {
		before := LookBefore(name)
		before.Recall(nil)
		if before.Wrote("index.html", model.Sum{}) {
			t.Errorf("%s: wrote a file", name)
		}
		put(t, dir, manifestName+": no manifest")
	}
}
