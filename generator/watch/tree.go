package watch

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kaizen/generator/model"
)

const (
	// maxSum is the size up to which files are compared by content. Larger ones,
	// pictures mostly, are compared by time.
	maxSum = 1 << 20

	// racy is how old a file must be for its time to prove that it has not
	// changed: two writes within one tick of the file system's clock look alike.
	racy = 2 * time.Second
)

// tree is what is below the roots, by absolute path.
type tree map[string]state

// state is what a path was like when it was looked at; zero if nothing was
// there.
type state struct {
	info fs.FileInfo // of the target, if the path is a link that is followed
	link string      // where a symbolic link leads
	sum  model.Sum   // of small files, once it has been read
	sure bool        // same size and time will mean same content
}

func (s state) isDir() bool  { return s.info != nil && s.info.IsDir() }
func (s state) isFile() bool { return s.info != nil && s.info.Mode().IsRegular() }

// hasSum reports whether the content counts.
func (s state) hasSum() bool { return s.isFile() && s.info.Size() <= maxSum }

// same reports whether nobody who reads the path could tell a from b. A file
// that was only touched is the same.
func (a state) same(b state) bool {
	if a.info == nil || b.info == nil {
		return a.info == nil && b.info == nil
	}
	if a.info.Mode().Type() != b.info.Mode().Type() || a.link != b.link {
		return false
	}
	if !a.isFile() {
		return true
	}
	if a.sum == (model.Sum{}) || b.sum == (model.Sum{}) {
		return a.info.Size() == b.info.Size() && a.info.ModTime().Equal(b.info.ModTime())
	}
	return a.sum == b.sum
}

// diff returns the states in next that differ from those in t; zero ones for
// paths that are gone.
func (t tree) diff(next tree) tree {
	differs := tree{}
	for path, now := range next {
		if !now.same(t[path]) {
			differs[path] = now
		}
	}
	for path := range t {
		if _, exists := next[path]; !exists {
			differs[path] = state{}
		}
	}
	return differs
}

// scan looks at everything below the roots, and listens to new folders before
// it reads them, so that nothing can come into them unnoticed. Unless sums are
// wanted it only reads files whose times prove nothing.
func (w *watcher) scan(sums bool) tree {
	began := time.Now()
	w.forgetMoved()
	t := tree{}
	var level []folder
	for _, root := range w.roots {
		w.hearFolder(filepath.Dir(root))
		if info, err := os.Lstat(root); err == nil {
			level = t.enter(level, folder{}, found{root, w.followed(root, info)})
		}
	}
	for len(level) > 0 {
		level = w.walk(t, level)
	}
	paths := make([]string, 0, len(t))
	for path, s := range t {
		if s.hasSum() && (sums || began.Sub(s.info.ModTime()) <= racy) {
			paths = append(paths, path)
		}
	}
	states := make([]state, len(paths))
	model.Each(len(paths), func(i int) { states[i] = w.summed(paths[i], t[paths[i]], began) })
	for i, path := range paths {
		t[path] = states[i]
	}
	w.took = time.Since(began)
	return t
}

// found is a path with its state.
type found struct {
	path string
	state
}

// folder is one whose content is to be looked at.
type folder struct {
	found
	beyond bool          // a symbolic link leads to it
	chain  []fs.FileInfo // of the folders that it is in, and its own: by them a link is known that leads in a circle
}

// enter adds x, which is in a folder, to t, and to level if it is one itself.
func (t tree) enter(level []folder, in folder, x found) []folder {
	t[x.path] = x.state
	if !x.isDir() || slices.ContainsFunc(in.chain, func(above fs.FileInfo) bool { return os.SameFile(above, x.info) }) {
		return level
	}
	return append(level, folder{x, in.beyond || x.link != "", append(slices.Clip(in.chain), x.info)})
}

// walk adds to t what is in folders, and returns the folders among it.
func (w *watcher) walk(t tree, level []folder) (next []folder) {
	for _, f := range level {
		if f.link == "" {
			w.hearFolder(f.path)
		}
	}
	content := make([][]found, len(level))
	model.Each(len(level), func(i int) { content[i] = w.list(level[i]) })
	for i, f := range level {
		for _, x := range content[i] {
			next = t.enter(next, f, x)
		}
	}
	return next
}

// list looks at what is in a folder. It may run on many goroutines.
func (w *watcher) list(f folder) []found {
	entries, err := os.ReadDir(f.path)
	if err != nil {
		return nil // the poll tries again
	}
	out := make([]found, 0, len(entries))
	infos := make([]fs.FileInfo, 0, len(entries))
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			continue
		}
		infos = append(infos, info)
		path := filepath.Join(f.path, e.Name())
		if !model.Ignored(e.Name()) && (w.Ignore == nil || !w.Ignore(path)) {
			out = append(out, found{path, w.followed(path, info)})
		}
	}
	if w.Listed != nil && w.seen == nil && !f.beyond && len(infos) == len(entries) {
		w.Listed(f.path, infos)
	}
	return out
}

// state looks at one path.
func (w *watcher) state(path string) state {
	info, err := os.Lstat(path)
	if err != nil {
		return state{}
	}
	return w.summed(path, w.followed(path, info), time.Now())
}

// followed returns the state of path without its sum. Links are followed as
// far as they lead to something inside the site.
func (w *watcher) followed(path string, info fs.FileInfo) state {
	s := state{info: info}
	if info.Mode().Type() != fs.ModeSymlink {
		return s
	}
	s.link, _ = os.Readlink(path)
	real, err := filepath.EvalSymlinks(path)
	if err != nil || w.site == "" || !strings.HasPrefix(real, w.site+sep) {
		return s
	}
	if target, err := os.Stat(path); err == nil {
		s.info = target
	}
	return s
}

// summed returns s, the state of path at the time now, with its sum: the known
// one, if it cannot have changed.
func (w *watcher) summed(path string, s state, now time.Time) state {
	if !s.hasSum() {
		return s
	}
	was := w.seen[path]
	if was.sure && !w.hints[path] && was.hasSum() && os.SameFile(was.info, s.info) &&
		was.info.Size() == s.info.Size() && was.info.ModTime().Equal(s.info.ModTime()) {
		s.sum, s.sure = was.sum, true
		return s
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return s
	}
	s.sum, s.sure = model.SumOf(data), now.Sub(s.info.ModTime()) > racy
	return s
}

// realPath returns name as an absolute path without symbolic links.
func realPath(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}
