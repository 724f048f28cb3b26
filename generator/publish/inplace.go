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

const (
	// stageName is the folder of files that wait to be renamed into the site,
	// or have been renamed out of it. It is on the file system of the site.
	stageName = workName + "/stage"

	// journalName is a manifest of all that kaizen may have put into the site,
	// if a publish did not end.
	journalName = workName + "/journal.json"
)

// replaceEach changes the site file by file. Everything is written to the
// stage first; from then on it only renames, and can take every step back.
func (j *job) replaceEach(ctx context.Context) error {
	discard(j.disk, j.at(stageName))
	mixed := exists(j.disk, j.at(journalName)) // and remains so after a failure
	r := &replacement{job: j, stage: j.at(stageName)}
	err := r.prepare(ctx)
	if err == nil {
		err = r.apply()
	}
	if err == nil {
		j.endStage()
		return nil
	}
	if undone := r.undo(); undone != nil {
		return errors.Join(err, failed("restore", j.site, undone))
	}
	if mixed {
		discard(j.disk, r.stage)
	} else {
		j.endStage()
	}
	return err
}

// endStage removes what a publish needs while it runs.
func (j *job) endStage() {
	discard(j.disk, j.at(stageName))
	j.Remove(j.at(journalName))
	j.Remove(j.at(workName)) // unless the lock is in it
}

// replacement is one run of replaceEach.
type replacement struct {
	*job
	stage string
	steps []func() error // takes one step back
}

// prepare writes the new files, and first the journal.
func (r *replacement) prepare(ctx context.Context) error {
	slices.SortStableFunc(r.plan.write, visibleLater)
	for _, dir := range []string{r.at(workName), r.stage, r.stage + "/new", r.stage + "/old"} {
		if err := r.Mkdir(dir, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
			return failed("make", dir, err)
		}
	}
	if err := r.writeJournal(); err != nil {
		return err
	}
	for i, out := range r.plan.write {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.write(r.disk, r.fresh(i), out); err != nil {
			return err
		}
	}
	return failed("sync", r.site, r.Sync())
}

// writeJournal adds the new files to what was known. Replacing the journal of
// an interrupted publish in one step, it forgets none of its files.
func (r *replacement) writeJournal() error {
	journal := manifest{Generator: generator, Format: manifestFormat}
	for p, sums := range r.known.sums {
		for _, sum := range sums {
			journal.Files = append(journal.Files, manifestFile{Path: p, SHA256: sum.String()})
		}
	}
	for _, out := range r.plan.write {
		journal.Files = append(journal.Files, manifestFile{Path: out.Path, SHA256: out.Sum.String()})
	}
	temp := r.stage + "/journal.json"
	if err := r.Write(temp, journal.output().Data); err != nil {
		return failed("write", journalName, err)
	}
	return failed("rename", journalName, r.Rename(temp, r.at(journalName)))
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
		r.removeFolders,
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
		if err := r.removeBelow(name); err != nil {
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

// removeBelow removes a folder whose files have been retired.
func (r *replacement) removeBelow(name string) error {
	for _, dir := range deepestFirst(r.live.dirs) {
		if dir != name && !strings.HasPrefix(dir, name+"/") {
			continue
		}
		if err := r.removeFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

// removeFolders removes the folders that only stale files needed, also those
// that a killed publish left. One that got a file of others meanwhile stays.
func (r *replacement) removeFolders() error {
	_, needed := r.plan.files()
	ours := folders(maps.Keys(r.known.sums))
	maps.Copy(ours, folders(slices.Values(r.plan.stale)))
	for _, dir := range deepestFirst(r.live.dirs) {
		if needed[dir] || !ours[dir] {
			continue
		}
		if err := r.removeFolder(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}

func (r *replacement) removeFolder(dir string) error {
	if err := r.Remove(r.at(dir)); err != nil {
		return failed("remove", dir, err)
	}
	mode := r.live.dirs[dir].Mode()
	delete(r.live.dirs, dir)
	r.steps = append(r.steps, func() error {
		return errors.Join(r.Mkdir(r.at(dir), 0o777), r.Chmod(r.at(dir), mode))
	})
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
