package watch

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"kaizen/generator/model"
)

// hear takes an event for a hint, unless it cannot be about a change.
func (w *watcher) hear(e fsnotify.Event) {
	if e.Op&^fsnotify.Chmod == 0 {
		return // mode or owner; some programs search folders and cause it for every file
	}
	if e.Op == fsnotify.Write && w.seen[e.Name].isDir() {
		return // on Windows and macOS; the event of the file itself comes, too
	}
	for _, root := range w.roots {
		if e.Name == root || strings.HasPrefix(e.Name, root+sep) && !w.ignores(root, e.Name) {
			w.hint(e.Name)
			return
		}
		if strings.HasPrefix(root, e.Name+sep) {
			w.hintAll() // a folder above
			return
		}
	}
}

const sep = string(filepath.Separator)

// ignores reports whether path, which is below root, is never content.
func (w *watcher) ignores(root, path string) bool {
	for p := path; p != root; p = filepath.Dir(p) {
		if model.Ignored(filepath.Base(p)) || w.Ignore != nil && w.Ignore(p) {
			return true
		}
	}
	return false
}

func (w *watcher) hintAll() {
	w.all = true
	w.note()
}

func (w *watcher) hint(path string) {
	w.hints[path] = true
	w.note()
}

func (w *watcher) note() {
	w.last = time.Now()
	if w.first.IsZero() {
		w.first = w.last
	}
	w.fresh = true
	w.alarm.Reset(min(soon, w.calm(w.last)))
}

// calm returns how long to wait from now on for more hints.
func (w *watcher) calm(now time.Time) time.Duration {
	wait := quiet
	if len(w.hints) > few {
		wait = quietMany
	}
	return min(w.last.Add(wait).Sub(now), w.first.Add(w.limit()).Sub(now))
}

// limit is how long hints may go on before they are looked into all the same.
func (w *watcher) limit() time.Duration {
	if len(w.hints) > many {
		return stormy
	}
	return patience
}

// stir has it rung that something has changed: what was heard before is no
// longer settled.
func (w *watcher) stir() {
	w.stirred, w.settled = true, false
	switch {
	case w.Touched == nil:
	case w.all || len(w.hints) > few:
		w.Touched(nil)
	default:
		w.Touched(slices.Collect(maps.Keys(w.hints)))
	}
}

// peek looks at what a save has just changed, so that work on it can begin. It
// leaves alone what takes longer to look at, and what will most probably look
// otherwise in a moment.
func (w *watcher) peek() {
	if !w.fresh || w.all || len(w.hints) > few {
		return
	}
	differs := tree{}
	for path := range w.hints {
		now, was := w.state(path), w.seen[path]
		if now.isDir() || was.isDir() {
			return
		}
		if !now.same(was) {
			differs[path] = now
		}
	}
	if len(differs) == 0 && w.peeked == nil || w.isBeingSaved(differs) {
		return
	}
	w.peeked, w.fresh = differs, false
	w.stir()
}

// look compares what the hints are about with what was seen last, when it is
// time to, and has the bell rung if it differs.
func (w *watcher) look() {
	now := time.Now()
	if w.first.IsZero() {
		return
	}
	if w.gitWorks(now) && now.Sub(w.first) < stormy {
		w.alarm.Reset(quietMany)
		return
	}
	if w.calm(now) > 0 {
		w.peek()
		w.alarm.Reset(w.calm(time.Now()))
		return
	}
	differs := w.differing()
	if now.Sub(w.first) < w.limit() && w.isInMotion(differs) {
		w.moving = differs
		w.note()
		return
	}
	if rest := w.last.Add(quietEmpty).Sub(now); rest > 0 && now.Sub(w.first) < stormy && w.isBeingSaved(differs) {
		w.alarm.Reset(rest)
		return
	}
	for path, s := range differs {
		if s.info != nil {
			w.seen[path] = s
			continue
		}
		delete(w.seen, path)
		if slices.Contains(w.roots, path) {
			w.Say(gone(path))
		}
	}
	w.settle(differs)
}

// settle has it rung that all is quiet, if anything stirred, and begins anew.
func (w *watcher) settle(differs tree) {
	if len(differs) > 0 || w.peeked != nil {
		if w.fresh || len(w.peeked.diff(differs)) > 0 {
			w.stir()
		}
		w.settled = true
	}
	w.first, w.all, w.moving, w.peeked = time.Time{}, false, nil, nil
	clear(w.hints)
}

// differing returns the state of what has changed; states of paths that are
// gone are zero.
func (w *watcher) differing() tree {
	changed := tree{}
	for path := range w.hints {
		now, was := w.state(path), w.seen[path]
		w.all = w.all || len(w.hints) > many || now.isDir() || was.isDir()
		if w.all {
			break
		}
		if !now.same(was) {
			changed[path] = now
		}
	}
	if w.all {
		return w.seen.diff(w.scan(true))
	}
	return changed
}

// isInMotion reports whether much is still changing. Without events only a
// second look can tell.
func (w *watcher) isInMotion(differs tree) bool {
	return w.source == nil && len(w.hints) > few && len(w.moving.diff(differs)) > 0
}

// isBeingSaved reports whether a file has vanished or become empty: most
// probably it has new content in a moment.
func (w *watcher) isBeingSaved(differs tree) bool {
	for path, now := range differs {
		was := w.seen[path]
		if was.isFile() && was.info.Size() > 0 && (now.info == nil || now.info.Size() == 0) {
			return true
		}
	}
	return false
}

// poll looks at everything. What differs is a hint, so that it gets the same
// time to settle.
func (w *watcher) poll() {
	if !w.first.IsZero() {
		return // the alarm will do it
	}
	next := w.scan(true)
	for path := range w.seen.diff(next) {
		delete(next, path)
		w.hint(path)
	}
	for path, s := range next {
		w.seen[path] = s // the same, but it may be surer now
	}
}

// gitWorks reports whether git changes files: it tells when it has done so by
// removing a file. An old one was left behind by a git that was killed.
func (w *watcher) gitWorks(now time.Time) bool {
	if w.lock == "" {
		return false
	}
	info, err := os.Lstat(w.lock)
	return err == nil && now.Sub(info.ModTime()) < 10*time.Second
}

// gitLock returns the name of git's lock for the work tree that holds dir, or
// "" if none does.
func gitLock(dir string) string {
	for ; filepath.Dir(dir) != dir; dir = filepath.Dir(dir) {
		git := filepath.Join(dir, ".git")
		info, err := os.Stat(git)
		if err != nil {
			continue
		}
		if info.IsDir() {
			return filepath.Join(git, "index.lock")
		}
		data, _ := os.ReadFile(git)
		to, isFile := strings.CutPrefix(strings.TrimSpace(string(data)), "gitdir: ")
		if !isFile {
			return ""
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(dir, to)
		}
		return filepath.Join(to, "index.lock")
	}
	return ""
}
