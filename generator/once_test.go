package generator_test

import (
	"os"
	"reflect"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/cache"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// TestOnce: a build that keeps nothing makes the same outputs and problems, and can
// still give the bytes of an output that it has taken from the cache.
func TestOnce(t *testing.T) {
	in := generator.Inputs{
		Site: os.DirFS(".."), Templates: templates.FS, Themes: themes.FS,
		Now: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Search: true,
	}
	whole := build(t, in)
	bytes := map[string]string{}
	for _, o := range whole.Outputs {
		bytes[o.Path] = string(o.Data)
	}
	in.Once = true
	once := build(t, in)
	if once.Pages != nil {
		t.Error("the pages are kept")
	}
	if len(whole.Outputs) == 0 || !reflect.DeepEqual(once.Outputs, whole.Outputs) || !reflect.DeepEqual(once.Problems, whole.Problems) {
		t.Error("the outputs or problems differ from those of a build that keeps all")
	}
	if got, want := once.Site.Next, whole.Site.Next; !got.Equal(want) || !reflect.DeepEqual(once.Site.Left, whole.Site.Left) {
		t.Errorf("next %v, %v left out; want %v, %v", got, once.Site.Left, want, whole.Site.Left)
	}

	// texts that the cache loses are made anew of sources that were let go
	losing := cache.Open(t.TempDir(), model.Sum{})
	defer losing.Close()
	in.Cache = &unreadable{Cache: losing}
	if lost := build(t, in); !reflect.DeepEqual(lost.Outputs, whole.Outputs) {
		t.Error("the outputs differ when the cache loses texts")
	}

	// one output is missing, so that the build is not recalled as a whole
	in.Has = func(path string, _ model.Sum) bool { return path != "index.html" }
	dir := t.TempDir()
	var recalled *generator.Snapshot
	for range 2 {
		values := cache.Open(dir, model.Sum{})
		in.Cache = values
		recalled = build(t, in)
		if err := values.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if recalled.Rendered != 1 {
		t.Errorf("%d outputs were rendered, want the one that is missing", recalled.Rendered)
	}
	for _, o := range recalled.Outputs {
		data, err := recalled.Data(o.Path)
		if err != nil {
			t.Fatal(err)
		}
		if string(data) != bytes[o.Path] {
			t.Errorf("%s has other bytes than in a build that keeps all", o.Path)
		}
	}
}

func build(t *testing.T, in generator.Inputs) *generator.Snapshot {
	t.Helper()
	s, err := generator.Build(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
