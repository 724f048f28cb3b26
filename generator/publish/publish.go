// Package publish writes a finished site into its output folder, and is the
// only package that does.
//
// # What holds
//
// Whoever reads the folder, at any moment, finds one complete site: the one
// before or the new one. So does who comes after a failure, a SIGKILL or a
// power cut in the midst of replacing a site.
// Files whose bytes did not change keep their modification time and inode.
// What kaizen did not write, it neither changes nor removes.
//
// # How
//
//	outputs ─► compare with the folder ─► next tree beside it ─► exchange ─► old tree kept for next time
//
// The next tree is made of hard links to the files that stay and of new files
// for the rest, in a hidden folder beside the output folder (.public.kaizen for
// public). Then the two change places by one system call. The old tree is
// where the next publish begins, so a small change costs little; nobody but its
// owner may look into it, for it may hold what has been withdrawn.
//
// A file that is by its stamp as the last publish saw it is not read again, and a
// folder not listed again. Stamps are kept by the caller; without them all is read.
//
// # Where that is impossible
//
// Windows, a mount point, a folder of another user, no right to write beside
// the folder, folders of others in it such as .git, or Options.InPlace: there,
// files are written beside and then renamed one by one, in an order that never
// leaves a link dangling: what is new, what changed, then what is gone, and the
// manifest. A failure takes all steps back. A kill leaves files of two builds
// side by side, each complete, until the next publish.
//
// # Whose a file is
//
// manifest.json lists what kaizen wrote. A file that it does not list, or that
// has other bytes than it says, is somebody else's.
package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"kaizen/generator/model"
)

// Options says where to publish, and what may be overruled.
type Options struct {
	Dir    string   // the output folder; made if it is missing
	Site   string   // the site's root, which Dir may not be or hold; "" protects nothing
	Inputs []string // folders that Dir may not be, hold or lie in: content, templates, themes

	Force   bool // take over a folder with files of others, and replace files that others changed
	Clean   bool // also remove files of others, except hidden ones and CNAME
	InPlace bool // keep the folder itself, for a container or server that has it open

	// Data returns the bytes of an output whose Data is nil, in buf if that has room
	// for them, when they are needed: when the folder has other bytes than its Sum
	// says. They are the publisher's from then on, to be written over by others. It may
	// be called concurrently.
	Data func(path string, buf []byte) ([]byte, error)

	// Stamps keeps what was seen of Dir for the next time, so that files which did
	// not change since need not be read, folders not be listed and names not be
	// checked. nil: all are.
	Stamps model.Cache

	// Before is what was read of Dir already. It may be out of date. nil: nothing was.
	Before *Before

	Say func(model.Text) // told when publishing has to wait; nil: nobody
}

// Result tells what Publish did. manifest.json counts as a file like others.
type Result struct {
	Written   []string // new or changed
	Removed   []string
	Kept      []string // changed by others since kaizen wrote them, hence left as they are
	Unchanged int
	Swapped   bool // the whole folder changed at once
}

// workName is the hidden folder of an unfinished publish inside the output
// folder; beside it, it is called after the output folder.
const workName = ".kaizen"

// Publish makes outputs the content of the folder o.Dir. On an error, which is
// an *Error or that of ctx, the site there is as it was.
func Publish(ctx context.Context, outputs []model.Output, o Options) (Result, error) {
	if o.Say == nil {
		o.Say = func(model.Text) {}
	}
	if err := checkOutputs(outputs, o.Stamps); err != nil {
		return Result{}, err
	}
	dir, err := locate(o)
	if err != nil {
		return Result{}, err
	}
	at, err := enter(dir)
	if err != nil {
		return Result{}, err
	}
	defer at.root.Close()
	held, err := takeLock(ctx, at.root, path.Join(at.work, "lock"), o.Say)
	if err != nil {
		return Result{}, err
	}
	defer held.release()
	return run(ctx, &job{disk: folder{at.root}, place: at, Options: o, dir: dir, outputs: outputs})
}

// checkOutputs fails if the outputs cannot be files of one folder everywhere. Paths
// that passed once are not looked at again.
func checkOutputs(outputs []model.Output, passed model.Cache) error {
	paths := make([]string, len(outputs))
	for i, out := range outputs {
		paths[i] = out.Path
	}
	var key model.Sum
	if passed != nil {
		key = model.CacheKey("paths", model.SumOf([]byte(strings.Join(paths, "\x00"))))
		if passed.Load(key, new(bool)) {
			return nil
		}
	}
	if found := CheckPaths(paths); len(found) > 0 {
		return refused("write", found[0].Paths[0], found[0].Text, found[0].Hint)
	}
	if passed != nil {
		passed.Save(key, true)
	}
	return nil
}

// place is an open folder with the names of what publishing uses below it.
type place struct {
	root   *os.Root
	site   string // the output folder
	work   string // for the lock and the next tree
	beside bool   // work is beside site, not in it
}

// enter opens the folder above dir, or dir itself if kaizen may not write
// above.
func enter(dir string) (place, error) {
	parent, name := filepath.Split(dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return place{}, failed("make", parent, err)
	}
	above, err := os.OpenRoot(parent)
	if err == nil {
		work := "." + name + workName
		err = above.Mkdir(work, 0o700)
		if err == nil || errors.Is(err, fs.ErrExist) {
			return place{above, name, work, true}, nil
		}
		above.Close()
	}
	if _, missing := os.Lstat(dir); missing != nil {
		return place{}, failed("make", dir, err)
	}
	root, err := os.OpenRoot(dir)
	return place{root, ".", workName, false}, failed("open", dir, err)
}
