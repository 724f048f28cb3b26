package main

import (
	"slices"
	"testing"
	"testing/fstest"

	"io/fs"

	"kaizen/generator/model"
)

func TestDifferingNamesEveryFile(t *testing.T) {
	of := func(texts map[string]string) (out []model.Output) {
		for path, text := range texts {
			out = append(out, model.Output{Path: path, Sum: model.SumOf([]byte(text))})
		}
		return out
	}
	a := of(map[string]string{"same": "1", "other": "1", "old": "1"})
	b := of(map[string]string{"same": "1", "other": "2", "new": "1"})
	if got := differing(a, b); !slices.Equal(got, []string{"new", "old", "other"}) {
		t.Errorf("differing: %s", got)
	}
	if got := differing(a, a); got != nil {
		t.Errorf("a site differs from itself: %s", got)
	}
}

func TestReversedListsBackwards(t *testing.T) {
	files := reversed{fstest.MapFS{"a": {}, "b": {}, "c/d": {}}}
	var seen []string
	err := fs.WalkDir(files, ".", func(name string, _ fs.DirEntry, err error) error {
		seen = append(seen, name)
		return err
	})
	if err != nil || !slices.Equal(seen, []string{".", "c", "c/d", "b", "a"}) {
		t.Errorf("%v %v", seen, err)
	}
}
