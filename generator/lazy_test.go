package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// TestLazy edits a site at random. Now and then somebody asks for some pages,
// or there is time to render the rest. Whenever a page is asked for it is what
// a clean build makes, and no page that changed is left out when the
// differences are told.
func TestLazy(t *testing.T) {
	for seed := range uint64(2) {
		w := newWorkshop(seed + 50)
		var old *reading
		for step := range *steps / 6 {
			did := fmt.Sprintf("seed %d, step %d (%s)", seed, step, w.edit())
			old = w.readLazily(t, did, old)
			if t.Failed() {
				return
			}
		}
	}
}

// reading is a lazy snapshot, and all that it should have.
type reading struct {
	lazy     *generator.Snapshot
	want     map[string][]byte
	finished bool
}

func (w *workshop) readLazily(t *testing.T, did string, old *reading) *reading {
	t.Helper()
	in := generator.Inputs{
		Site: maps.Clone(w.files), Templates: templates.FS, Themes: themes.FS, Now: w.now, Drafts: w.drafts,
		Clock: func() time.Time { return w.touched.Add(time.Hour) },
	}
	clean := must(t)(generator.Build(context.Background(), in, nil))
	in.Lazy = true
	var prev *generator.Snapshot
	if old != nil {
		prev = old.lazy
	}
	now := &reading{lazy: must(t)(generator.Build(context.Background(), in, prev)), want: map[string][]byte{}, finished: w.random.IntN(3) == 0}
	for _, o := range clean.Outputs {
		now.want[o.Path] = o.Data
	}
	for _, page := range now.lazy.Pages {
		if w.random.IntN(4) > 0 {
			continue
		}
		o, ok, err := now.lazy.Output(page.Path)
		want, exists := now.want[page.Path]
		if err != nil || ok != exists || !bytes.Equal(o.Data, want) || ok && o.Sum != model.SumOf(want) {
			t.Errorf("%s: %s is not what a clean build makes (%v, %v): %s", did, page.Path, ok, err, firstDifference(o.Data, want))
		}
	}
	if now.finished {
		now.isFinished(t, did, in, clean)
	}
	if old != nil {
		now.tellsDifferences(t, did, old)
	}
	return now
}

// isFinished wants the problems of a clean build once all is rendered.
func (r *reading) isFinished(t *testing.T, did string, in generator.Inputs, clean *generator.Snapshot) {
	t.Helper()
	if err := r.lazy.Finish(context.Background()); err != nil {
		t.Errorf("%s: %v", did, err)
	}
	if r.lazy.Faulty() {
		r.lazy = must(t)(generator.Build(context.Background(), in, r.lazy))
	}
	if got, want := fmt.Sprint(r.lazy.Problems), fmt.Sprint(clean.Problems); got != want || r.lazy.Faulty() {
		t.Errorf("%s: problems differ:\n%s\n%s", did, got, want)
	}
}

// tellsDifferences wants all pages that differ to be told. If the rest has been
// rendered, no other HTML is told; of feeds and data only the keys are known.
func (r *reading) tellsDifferences(t *testing.T, did string, old *reading) {
	t.Helper()
	told := r.lazy.Differing(old.lazy)
	var truly []string
	for path, data := range r.want {
		if was, ok := old.want[path]; !ok || !bytes.Equal(was, data) {
			truly = append(truly, path)
		}
	}
	for path := range old.want {
		if _, ok := r.want[path]; !ok && r.lazy.Page(path) == nil {
			truly = append(truly, path)
		}
	}
	slices.Sort(truly)
	for _, path := range truly {
		if !slices.Contains(told, path) {
			t.Errorf("%s: %s differs and is not told of", did, path)
		}
	}
	told = slices.DeleteFunc(told, func(path string) bool { return !strings.HasSuffix(path, ".html") && !slices.Contains(truly, path) })
	if old.finished && r.finished && len(r.want) == len(r.lazy.Pages) && len(old.want) == len(old.lazy.Pages) && !slices.Equal(told, truly) {
		t.Errorf("%s: told of %v, but %v differ", did, told, truly)
	}
}

func must(t *testing.T) func(*generator.Snapshot, error) *generator.Snapshot {
	return func(s *generator.Snapshot, err error) *generator.Snapshot {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}
