package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// stageName is the folder of files that wait to be renamed into the site, or
// have been renamed out of it. It is on the file system of the site.
const stageName = workName + "/stage"

// replaceEach changes the site file by file. Everything is written to the
// stage first; from then on it only renames, and can take every step back.
func (j *job) replaceEach(ctx context.Context) error {
	j.discardStage()
	r := &replacement{job: j, stage: j.at(stageName)}
	err := r.prepare(ctx)
	if err == nil {
		err = r.apply()
	}
	if err != nil {
		if undone := r.undo(); undone != nil {
			return errors.Join(err, failed("restore", j.site, undone))
		}
	}
	j.discardStage()
	if err == nil {
		r.removeEmptyFolders()
	}
	return err
}

func (j *job) discardStage() {
	discard(j.disk, j.at(stageName))
	j.Remove(j.at(workName)) // unless the lock is in it
}

// replacement is one run of replaceEach.
type replacement struct {
	*job
	stage string
	steps []func() error // takes one step back
}

// prepare writes the new files. The manifest comes first here: it tells the
// next publish whose the files are if this one does not end.
func (r *replacement) prepare(ctx context.Context) error {
	slices.SortStableFunc(r.plan.write, visibleLater)
	for _, dir := range []string{r.at(workName), r.stage, r.stage + "/new", r.stage + "/old"} {
		if err := r.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return failed("make", dir, err)
		}
	}
	if err := r.Write(r.stage+"/"+manifestName, r.plan.manifest.Data); err != nil {
		return failed("write", manifestName, err)
	}
	for i, out := range r.plan.write {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.Write(r.fresh(i), out.Data); err != nil {
			return failed("write", out.Path, err)
		}
		if !holds(r.disk, r.fresh(i), out) {
			return failed("verify", out.Path, errDiffers)
		}
	}
	return failed("sync", r.site, r.Sync())
}

func (r *replacement) fresh(i int) string { return fmt.Sprintf("%s/new/%d", r.stage, i) }

// aside returns the place where a file of the old site waits until the new one
// is complete.
func (r *replacement) aside() string { return fmt.Sprintf("%s/old/%d", r.stage, len(r.steps)) }

// visibleLater orders outputs so that what is reachable only through others
// comes before them: assets, pages from the deepest to the home page, feeds
// and lists for machines, the manifest.
func visibleLater(a, b model.Output) int {
	return cmp.Or(
		cmp.Compare(rank(a.Path), rank(b.Path)),
		cmp.Compare(strings.Count(b.Path, "/"), strings.Count(a.Path, "/")),
	)
}

func rank(p string) int {
	if p == manifestName {
		return 3
	}
	switch path.Ext(p) {
	case ".html":
		return 1
	case ".xml", ".json", ".txt", ".opml":
		return 2
	}
	return 0
}

// apply makes the new site visible: new files, to which nothing leads yet, then
// changed ones; then those go that nothing leads to any more. The manifest is
// the last, so that a publish that is killed forgets no stale file.
func (r *replacement) apply() error {
	var added, changed, last []int
	for i, out := range r.plan.write {
		switch {
		case out.Path == manifestName:
			last = append(last, i)
		case r.live.files[out.Path] == nil:
			added = append(added, i)
		default:
			changed = append(changed, i)
		}
	}
	blocking, stale := r.blocking()
	for _, phase := range []func() error{
		func() error { return r.retireAll(blocking) },
		func() error { return r.putAll(added) },
		func() error { return r.putAll(changed) },
		func() error { return r.retireAll(stale) },
		func() error { return r.putAll(last) },
	} {
		if err := phase(); err != nil {
			return err
		}
	}
	return nil
}

func (r *replacement) putAll(indexes []int) error {
	for _, i := range indexes {
		put := r.change
		if r.live.files[r.plan.write[i].Path] == nil {
			put = r.add
		}
		if err := put(i, r.plan.write[i].Path); err != nil {
			return err
		}
	}
	return nil
}

// blocking splits the stale files into those that are in the way of a new
// folder or file of the same name, and the rest.
func (r *replacement) blocking() (blocking, rest []string) {
	files, dirs := r.plan.files()
	for _, name := range r.plan.stale {
		inFile := false
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			inFile = inFile || files[dir]
		}
		if inFile || dirs[name] {
			blocking = append(blocking, name)
		} else {
			rest = append(rest, name)
		}
	}
	return blocking, rest
}

func (r *replacement) add(i int, name string) error {
	if r.live.dirs[name] != nil {
		if err := r.removeFolder(name); err != nil {
			return err
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(folders(slices.Values([]string{name})))) {
		err := r.Mkdir(r.at(dir), 0o777)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return failed("make", dir, err)
		}
		r.steps = append(r.steps, func() error { return r.Remove(r.at(dir)) })
	}
	if err := r.Rename(r.fresh(i), r.at(name)); err != nil {
		return failed("rename", name, err)
	}
	r.steps = append(r.steps, func() error { return r.Remove(r.at(name)) })
	return nil
}

// change replaces a file in one step, so that it is there at every moment.
func (r *replacement) change(i int, name string) error {
	old := r.aside()
	if err := r.keepCopy(name, old); err != nil {
		return failed("keep", name, err)
	}
	if err := r.Rename(r.fresh(i), r.at(name)); err != nil {
		return failed("rename", name, err)
	}
	r.steps = append(r.steps, func() error { return r.Rename(old, r.at(name)) })
	return nil
}

// keepCopy links a file of the site, or copies it where there are no links.
func (r *replacement) keepCopy(name, to string) error {
	if r.Link(r.at(name), to) == nil {
		return nil
	}
	data, err := readFile(r.disk, r.at(name))
	if err != nil {
		return err
	}
	return r.Write(to, data)
}

func (r *replacement) retireAll(names []string) error {
	for _, name := range names {
		if r.isWritten(name) {
			continue
		}
		old := r.aside()
		if err := r.Rename(r.at(name), old); err != nil {
			return failed("remove", name, err)
		}
		r.steps = append(r.steps, func() error { return r.Rename(old, r.at(name)) })
	}
	return nil
}

// isWritten reports whether a stale name means a new file to a disk that
// ignores case.
func (r *replacement) isWritten(name string) bool {
	key := fold(name)
	for _, out := range r.plan.write {
		if out.Path == name || fold(out.Path) != key {
			continue
		}
		a, err := r.Lstat(r.at(name))
		b, err2 := r.Lstat(r.at(out.Path))
		return err == nil && err2 == nil && os.SameFile(a, b)
	}
	return false
}

// removeFolder removes a folder whose files have been retired.
func (r *replacement) removeFolder(name string) error {
	for _, dir := range deepestFirst(r.live.dirs) {
		if dir != name && !strings.HasPrefix(dir, name+"/") {
			continue
		}
		if err := r.Remove(r.at(dir)); err != nil {
			return failed("remove", dir, err)
		}
		mode := r.live.dirs[dir].Mode()
		r.steps = append(r.steps, func() error { return errors.Join(r.Mkdir(r.at(dir), 0o777), r.Chmod(r.at(dir), mode)) })
	}
	return nil
}

// undo takes all steps back, the last one first.
func (r *replacement) undo() error {
	var failures []error
	for _, step := range slices.Backward(r.steps) {
		failures = append(failures, step())
	}
	return errors.Join(failures...)
}

// removeEmptyFolders removes the folders that held only stale files. One that
// got a file of others meanwhile stays.
func (r *replacement) removeEmptyFolders() {
	_, needed := r.plan.files()
	for _, dir := range deepestFirst(folders(slices.Values(r.plan.stale))) {
		if !needed[dir] {
			r.Remove(r.at(dir))
		}
	}
}
