package main

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// verify builds once more, with what should not matter changed: the number of
// processors, the order of files in folders, the zone of the machine. Other
// bytes are a mistake of kaizen or of a template, not of the authors.
func verify(ctx context.Context, in generator.Inputs, s *generator.Snapshot) error {
	processors, zone := 1, time.Local
	if runtime.GOMAXPROCS(0) == 1 {
		processors = 4
	}
	processors = runtime.GOMAXPROCS(processors)
	time.Local = time.FixedZone("far east", 14*60*60)
	defer func() {
		runtime.GOMAXPROCS(processors)
		time.Local = zone
	}()
	store, err := newSpool()
	if err != nil {
		return err
	}
	defer store.close()
	in.Store, in.Cache = store, nil
	in.Site, in.Templates, in.Themes = reversed{in.Site}, reversed{in.Templates}, reversed{in.Themes}
	again, err := generator.Build(ctx, in, nil)
	if err != nil {
		return err
	}
	if list := differing(s.Outputs, again.Outputs); len(list) > 0 {
		return fmt.Errorf("verify: a second build made other bytes: %s", strings.Join(list, " "))
	}
	return nil
}

// differing lists the paths of files that only one list has, or with other bytes.
func differing(a, b []model.Output) []string {
	sums := make(map[string]model.Sum, len(a))
	for _, o := range a {
		sums[o.Path] = o.Sum
	}
	var out []string
	for _, o := range b {
		if sum, ok := sums[o.Path]; !ok || sum != o.Sum {
			out = append(out, o.Path)
		}
		delete(sums, o.Path)
	}
	for path := range sums {
		out = append(out, path)
	}
	slices.Sort(out)
	return out
}

// reversed lists folders backwards.
type reversed struct{ fs.FS }

func (r reversed) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(r.FS, name)
	slices.Reverse(entries)
	return entries, err
}

func (r reversed) ReadFile(name string) ([]byte, error) { return fs.ReadFile(r.FS, name) }

func (r reversed) Stat(name string) (fs.FileInfo, error) { return fs.Stat(r.FS, name) }

func (r reversed) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(r.FS, name) }

func (r reversed) ReadLink(name string) (string, error) { return fs.ReadLink(r.FS, name) }
