package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"kaizen/generator/model"
)

// nextTree is the folder beside the output folder where the next tree is made,
// and where the old one stays after the exchange.
func (j *job) nextTree() string { return j.work + "/site" }

// swapIn makes the next tree and exchanges it with the folder. It returns what
// lists there are of the folders in it, and errNoSwap, having changed nothing, where
// the file system cannot do that.
func (j *job) swapIn(ctx context.Context) (listings, error) {
	next := j.nextTree()
	lists, err := j.makeTree(ctx, next)
	if err == nil {
		err = j.exchange(next)
	}
	if err == nil {
		// The site is published: what fails from here on is tried again next time.
		if j.live.top != nil {
			j.settle(next)
			j.Write(j.ignoreFile(), []byte("*\n"))
		}
		return lists, nil
	}
	if ctx.Err() == nil { // after an interrupt, the next publish goes on from there
		discard(j.disk, next)
		j.Remove(j.ignoreFile())
	}
	return nil, err
}

// ignoreFile keeps git from showing the folder of the next tree.
func (j *job) ignoreFile() string { return j.work + "/.gitignore" }

// exchange is the one moment in which the site changes.
func (j *job) exchange(next string) error {
	if !exists(j.disk, j.site) {
		return failed("rename", j.site, j.Rename(next, j.site))
	}
	if err := j.Sync(); err != nil {
		return failed("sync", j.site, err)
	}
	return linked("exchange", j.site, j.Swap(j.site, next))
}

// linked turns the errors of a file system without hard links or without an
// exchange of folders, or where the user may not use them, into errNoSwap.
func linked(op, name string, err error) error {
	for _, unable := range []error{errNoSwap, fs.ErrPermission, syscall.EXDEV, syscall.ENOTSUP, syscall.ENOSYS, syscall.EMLINK, syscall.EINVAL} {
		if errors.Is(err, unable) {
			return errNoSwap
		}
	}
	return failed(op, name, err)
}

// makeTree turns what is in the folder next, often an old tree, into the site
// as it shall be. The manifest is its last file, so that a tree without one is
// known to be unfinished.
func (j *job) makeTree(ctx context.Context, next string) (listings, error) {
	have, err := j.clearTree(next)
	if err != nil {
		return nil, err
	}
	if err := j.makeFolders(ctx, next, have); err != nil {
		return nil, err
	}
	for _, name := range slices.Concat(j.plan.same, j.plan.stay) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if name == manifestName {
			continue
		}
		if err := j.linkInto(next, name, have.files[name]); err != nil {
			return nil, err
		}
	}
	if err := j.writeAll(ctx, next, have.files); err != nil || !slices.Contains(j.plan.same, manifestName) {
		return have.lists, err
	}
	return have.lists, j.linkInto(next, manifestName, have.files[manifestName])
}

// clearTree removes from the folder next what the new tree does not have, and
// returns what is left.
func (j *job) clearTree(next string) (tree, error) {
	if !exists(j.disk, next) {
		if err := j.Mkdir(next, 0o777); err != nil {
			return tree{}, failed("make", next, err)
		}
		return tree{}, nil
	}
	have, err := readTree(reading{j.disk, next, anyFolder, j.spare, time.Now()})
	if err != nil {
		return tree{}, err
	}
	j.spare = nil
	files, dirs := j.plan.files()
	for _, name := range slices.Concat(have.odd, slices.Sorted(maps.Keys(have.files))) {
		if files[name] {
			continue
		}
		delete(have.files, name)
		if err := j.Remove(next + "/" + name); err != nil {
			return tree{}, failed("remove", next+"/"+name, err)
		}
	}
	for _, dir := range deepestFirst(have.dirs) {
		if dirs[dir] {
			continue
		}
		delete(have.dirs, dir)
		if err := j.Remove(next + "/" + dir); err != nil {
			return tree{}, failed("remove", next+"/"+dir, err)
		}
	}
	return have, nil
}

// makeFolders makes the folders of the new tree, with the modes that the
// folders of the site have been given.
func (j *job) makeFolders(ctx context.Context, next string, have tree) error {
	top, err := j.Lstat(next)
	if err != nil {
		return failed("read", next, err)
	}
	fresh := top.Mode()
	if err := j.sameMode(next, fresh, j.live.top); err != nil {
		return err
	}
	_, all := j.plan.files()
	dirs := slices.Sorted(maps.Keys(all))
	var missing []string
	for _, dir := range dirs {
		switch {
		case have.dirs[dir] != nil:
		case strings.Count(dir, "/") >= shelfDepth:
			missing = append(missing, dir)
		default: // a shelf, or above one
			if err := j.Mkdir(next+"/"+dir, 0o777); err != nil {
				return failed("make", next+"/"+dir, err)
			}
		}
	}
	if err := j.onShelves(ctx, next, missing, len(all), func(s shelf, i int) error {
		return failed("make", s.dir+"/"+missing[i], s.Mkdir(s.name(missing[i]), 0o777))
	}); err != nil {
		return err
	}
	for _, dir := range dirs {
		mode := fresh
		if there := have.dirs[dir]; there != nil {
			mode = there.Mode()
		}
		if err := j.sameMode(next+"/"+dir, mode, j.live.dirs[dir]); err != nil {
			return err
		}
	}
	return nil
}

// sameMode gives the folder name the mode of like, if there is a like.
func (j *job) sameMode(name string, mode fs.FileMode, like fs.FileInfo) error {
	if like == nil || like.Mode() == mode {
		return nil
	}
	return failed("chmod", name, j.Chmod(name, like.Mode()))
}

// linkInto puts a file of the site into the new tree; have is what the tree
// has under that name.
func (j *job) linkInto(next, name string, have fs.FileInfo) error {
	to := next + "/" + name
	if have != nil {
		if os.SameFile(have, j.live.files[name]) {
			return nil
		}
		if err := j.Remove(to); err != nil {
			return failed("remove", to, err)
		}
	}
	j.linked = append(j.linked, name)
	return linked("link", to, j.Link(j.at(name), to))
}

// writeAll puts what is new into the new tree, and then the manifest; have is what the
// tree has.
func (j *job) writeAll(ctx context.Context, next string, have map[string]fs.FileInfo) error {
	files := j.plan.write
	var list []model.Output
	if n := len(files) - 1; n >= 0 && files[n].Path == manifestName {
		files, list = files[:n], files[n:]
	}
	for _, outs := range [][]model.Output{files, list} {
		paths := make([]string, len(outs))
		for i, out := range outs {
			paths[i] = out.Path
		}
		if err := j.onShelves(ctx, next, paths, shelfful, func(s shelf, i int) error {
			return j.writeInto(s, outs[i], have[paths[i]])
		}); err != nil {
			return err
		}
	}
	return nil
}

// writeInto puts a new file into the new tree; have is what the tree has under that
// name. A file that is linked into the site must not be written to.
func (j *job) writeInto(s shelf, out model.Output, have fs.FileInfo) error {
	to := s.name(out.Path)
	if have != nil {
		if !os.SameFile(have, j.live.files[out.Path]) && holds(s, to, out) {
			return nil
		}
		if err := s.Remove(to); err != nil {
			return failed("remove", s.dir+"/"+out.Path, err)
		}
	}
	return j.write(s, to, out)
}

// settle gives back to the site what others put into the folder old while it
// still was the site, and marks it as ready to become the next tree.
func (j *job) settle(old string) error {
	have, err := readTree(reading{j.disk, old, anyFolder, j.live.lists, time.Now()})
	if err != nil {
		return err
	}
	j.spare = have.lists
	wrote, err := j.readKnown(old)
	if err != nil {
		return err
	}
	staying := map[string]bool{}
	for _, name := range j.plan.stay {
		staying[name] = true
	}
	for _, name := range slices.Concat(have.odd, slices.Sorted(maps.Keys(have.files))) {
		info := have.files[name]
		if name == manifestName || strings.HasPrefix(name, workName+"/") || j.seen(name, info) {
			continue
		}
		if info != nil && wrote.sums[name] != nil {
			if sum, err := fileSum(j.disk, old+"/"+name); err != nil || wrote.wrote(name, sum) {
				continue
			}
		}
		if exists(j.disk, j.at(name)) && !staying[name] {
			continue
		}
		if err := j.giveBack(old, name); err != nil {
			return err
		}
	}
	return failed("remove", old, j.Remove(old+"/"+manifestName))
}

// seen reports whether a file of the old tree is the one that the site had when
// it was compared: then the plan has decided about it.
func (j *job) seen(name string, info fs.FileInfo) bool {
	was := j.live.files[name]
	return was != nil && info != nil && os.SameFile(was, info)
}

func (j *job) giveBack(old, name string) error {
	for _, dir := range slices.Sorted(maps.Keys(folders(slices.Values([]string{name})))) {
		if err := j.Mkdir(j.at(dir), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return failed("make", dir, err)
		}
	}
	return failed("rename", name, j.Rename(old+"/"+name, j.at(name)))
}

func anyFolder(string) bool { return true }

// discard removes a tree as far as it can: what is left is cleared by the next
// publish.
func discard(d disk, dir string) {
	have, err := readTree(reading{disk: d, top: dir, ours: anyFolder, now: time.Now()})
	if err != nil {
		return
	}
	for _, name := range slices.Concat(have.odd, slices.Sorted(maps.Keys(have.files))) {
		d.Remove(dir + "/" + name)
	}
	for _, name := range deepestFirst(have.dirs) {
		d.Remove(dir + "/" + name)
	}
	d.Remove(dir)
}

// deepestFirst orders folders so that each comes before the one that holds it.
func deepestFirst[V any](dirs map[string]V) []string {
	sorted := slices.Sorted(maps.Keys(dirs))
	slices.Reverse(sorted)
	return sorted
}
