package publish

import (
	"cmp"
	"context"
	"maps"
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
	base string // begins the name of all that lies below dir; "": of nothing
	open string // is cut off instead; "": nothing is
}

// name returns the name on the disk of the shelf of a path below the top of the tree.
func (s shelf) name(p string) string { return s.base + p[len(s.open):] }

// shelfDepth is how deep shelves are: those of records hold a month.
const shelfDepth = 3

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
// holds it and its index; several shelves beside each other. It ends with the first
// error.
func (j *job) onShelves(ctx context.Context, dir string, paths []string, do func(s shelf, i int) error) error {
	indices := map[string][]int{}
	for i, p := range paths {
		at := shelfOf(p)
		indices[at] = append(indices[at], i)
	}
	shelves := slices.Sorted(maps.Keys(indices))
	errs := make([]error, len(shelves))
	var failure atomic.Bool
	model.Each(len(shelves), func(i int) {
		if failure.Load() {
			return
		}
		if errs[i] = j.onShelf(ctx, dir, shelves[i], indices[shelves[i]], do); errs[i] != nil {
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
			return failed("open", dir+"/"+at, err)
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
