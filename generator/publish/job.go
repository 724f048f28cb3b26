package publish

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"time"

	"kaizen/generator/model"
)

// job is one call of Publish, under its lock.
type job struct {
	disk
	place
	Options
	dir     string // the output folder
	outputs []model.Output
	looked  time.Time // before anything was read
	last    memory    // of the last publish
	live    tree      // the output folder as it was found
	spare   listings  // of the next tree, as far as they are known
	known   known     // what kaizen wrote into it before
	plan    plan
	linked  []string // files that stay, newly linked into the next tree
}

func run(ctx context.Context, j *job) (Result, error) {
	j.last = j.Before.memoryOf(j.dir, j.Stamps)
	j.spare = j.last.next
	if err := j.look(); err != nil {
		return Result{}, err
	}
	now, err := j.compare()
	if err != nil {
		return Result{}, err
	}
	result := j.plan.result()
	if len(j.plan.write)+len(j.plan.stale) == 0 {
		j.endStage() // of an interrupted publish
		j.remember(memory{now, j.live.lists, j.spare})
		return result, nil
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	err = errNoSwap
	live := j.live.lists // where files change one by one, stamps tell of which folders that is not so any more
	if j.canSwap() {
		var next listings
		if next, err = j.swapIn(ctx); err == nil {
			live = next
		}
	}
	result.Swapped = err == nil
	if errors.Is(err, errNoSwap) {
		err = j.replaceEach(ctx)
	}
	if err != nil {
		return Result{}, err
	}
	j.remember(memory{now, live, j.spare})
	return result, nil
}

// look reads the output folder, which may not exist, after what an
// interrupted publish left of the tree before has been given back to it.
func (j *job) look() error {
	j.looked = time.Now()
	var err error
	if j.known, err = j.readKnown(j.site); err != nil {
		return err
	}
	if err := j.readLive(); err != nil {
		return err
	}
	if !j.beside || !isWhole(j.disk, j.nextTree()) {
		return nil
	}
	if err := j.settle(j.nextTree()); err != nil {
		return err
	}
	return j.readLive()
}

func (j *job) readLive() error {
	info, err := j.Lstat(j.site)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return failed("read", j.site, err)
	case !info.IsDir():
		return refused("publish into", j.site,
			model.Text{"ja": "フォルダーではありません", "en": "is not a folder"},
			model.Text{"ja": "移すか消すかして、もう一度実行してください。", "en": "move or remove it and run again"})
	}
	ours := folders(maps.Keys(j.known.sums))
	for _, out := range j.outputs {
		addFolders(ours, out.Path)
	}
	j.live, err = readTree(reading{j.disk, j.site, func(dir string) bool { return ours[dir] }, j.last.live, j.looked})
	return err
}

// readKnown reads the manifest in the folder dir, and the one that an
// interrupted publish meant to put there.
func (j *job) readKnown(dir string) (known, error) {
	list, err := readFile(j.disk, path.Join(dir, manifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return known{}, failed("read", manifestName, err)
	}
	journal, journalErr := readFile(j.disk, path.Join(dir, journalName))
	if journalErr != nil && !errors.Is(journalErr, fs.ErrNotExist) {
		return known{}, failed("read", journalName, journalErr)
	}
	if k, same := j.Before.says(list); same && journalErr != nil {
		return k, nil
	}
	k := newKnown()
	for _, m := range []struct {
		name string
		data []byte
	}{{manifestName, list}, {journalName, journal}} {
		if m.data == nil {
			continue
		}
		if err := k.add(m.data); err != nil && !errors.Is(err, errForeignManifest) {
			return k, failed("read", m.name, err)
		}
	}
	return k, nil
}

// isWhole reports whether the folder dir has all files of a site: the manifest
// is the last.
func isWhole(d disk, dir string) bool {
	k := newKnown()
	data, err := readFile(d, path.Join(dir, manifestName))
	return err == nil && k.add(data) == nil
}

// canSwap reports whether a new tree can take the place of the folder. Where
// there is no folder yet, it always can.
func (j *job) canSwap() bool {
	if j.live.top == nil {
		return j.beside
	}
	if j.InPlace || !j.beside || len(j.foreignFolders()) > 0 {
		return false
	}
	above, err := j.Lstat(".")
	return err == nil && replaceable(j.live.top, above)
}

func exists(d disk, name string) bool {
	_, err := d.Lstat(name)
	return err == nil
}
