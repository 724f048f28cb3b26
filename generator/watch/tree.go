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
	for _, root := range w.roots {
		w.hearFolder(filepath.Dir(root))
		if info, err := os.Lstat(root); err == nil {
			w.walk(t, root, info, nil)
		}
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

// walk adds path and what is below it to t. above are the folders that it is
// in, by which it knows a link that leads in a circle.
func (w *watcher) walk(t tree, path string, info fs.FileInfo, above []fs.FileInfo) {
	s := w.followed(path, info)
	t[path] = s
	if !s.isDir() || slices.ContainsFunc(above, func(dir fs.FileInfo) bool { return os.SameFile(dir, s.info) }) {
		return
	}
	if s.link == "" {
		w.hearFolder(path)
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return // the poll tries again
	}
	for _, e := range entries {
		child := filepath.Join(path, e.Name())
		if model.Ignored(e.Name()) || w.Ignore != nil && w.Ignore(child) {
			continue
		}
		if info, err := e.Info(); err == nil {
			w.walk(t, child, info, append(above, s.info))
		}
	}
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
