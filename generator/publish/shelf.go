package publish

import (
	"cmp"
	"context"
	"maps"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"kaizen/generator/model"
)

// shelf is a folder of a tree, opened where several things lie below it: they are
// reached from there, because a path from the top costs a call for each of its parts.
type shelf struct {
	disk
	dir  string // the top of the tree
	base string // goes before a path below dir, where the disk begins above that
	open string // is left out of a path below dir, where the disk is this folder in it
}

// name returns the name on the disk of the shelf of a path below the top of the tree.
func (s shelf) name(p string) string { return s.base + p[len(s.open):] }

// shelfDepth is how deep shelves are: those of records hold a month, or a year of another
// language.
const shelfDepth = 3

// shelfful is how many files are written one after the other: all pictures are on one
// shelf.
const shelfful = 64

// shelfOf returns the path of the shelf that holds p.
func shelfOf(p string) string {
	end := 0
	for range shelfDepth {
		i := strings.IndexByte(p[end:], '/')
		if i < 0 {
			break
		}
		end += i + 1
	}
	return p[:end]
}

// onShelves calls do for each of the paths below the folder dir, with the shelf that
// holds it and its index: those of a shelf in order, but beside each other those of
// several shelves, and of one more than most. After an error it begins nothing new.
func (j *job) onShelves(ctx context.Context, dir string, paths []string, most int, do func(s shelf, i int) error) error {
	indices := map[string][]int{}
	for i, p := range paths {
		at := shelfOf(p)
		indices[at] = append(indices[at], i)
	}
	type part struct {
		at      string
		indices []int
	}
	var parts []part
	for _, at := range slices.Sorted(maps.Keys(indices)) {
		for some := range slices.Chunk(indices[at], most) {
			parts = append(parts, part{at, some})
		}
	}
	errs := make([]error, len(parts))
	var failure atomic.Bool
	model.Each(len(parts), func(i int) {
		if failure.Load() {
			return
		}
		if errs[i] = j.onShelf(ctx, dir, parts[i].at, parts[i].indices, do); errs[i] != nil {
			failure.Store(true)
		}
	})
	return cmp.Or(errs...)
}

// onShelf calls do for paths on one shelf, given by their indices.
func (j *job) onShelf(ctx context.Context, dir, at string, indices []int, do func(s shelf, i int) error) error {
	s := shelf{disk: j.disk, dir: dir, base: dir + "/"}
	if len(indices) > 1 {
		d, err := j.Within(strings.TrimSuffix(dir+"/"+at, "/"))
		if err != nil {
			return failed("open", path.Join(dir, at), err)
		}
		defer d.Close()
		s = shelf{disk: d, dir: dir, open: at}
	}
	for _, i := range indices {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := do(s, i); err != nil {
			return err
		}
	}
	return nil
}
