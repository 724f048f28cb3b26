package preview

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Listing remembers what lies in the folders of a site, so that a build after
// an edit need not ask for every file whether it has changed. It forgets the
// folders of files that are touched. It may be used concurrently, and nil
// remembers nothing.
//
// It speeds up what is seen of an edit, and is not to be trusted for long: a
// while after each build it is verified.
type Listing struct {
	dir     string // of the site, absolute
	mu      sync.Mutex
	folders map[string][]fs.DirEntry // with their fs.FileInfo
	touched int                      // grows whenever something is touched
}

// NewListing returns the listing of the site in dir. Touched must be told of
// every change before the bell rings for it.
func NewListing(dir string) *Listing {
	return &Listing{dir: filepath.Clean(dir), folders: map[string][]fs.DirEntry{}}
}

// Touched forgets what may have changed: the folders of files with absolute
// paths, or everything if there are none.
func (l *Listing) Touched(paths []string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.touched++
	if len(paths) == 0 {
		clear(l.folders)
	}
	for _, name := range paths {
		rel, err := filepath.Rel(l.dir, name)
		if err != nil || !filepath.IsLocal(rel) {
			clear(l.folders)
			continue
		}
		rel = filepath.ToSlash(rel)
		delete(l.folders, rel)
		delete(l.folders, path.Dir(rel))
	}
}

// Listed is told what is in a folder, an absolute path that no symbolic link
// leads to: entries by name. Touched is told of what happens there later.
func (l *Listing) Listed(folder string, entries []fs.FileInfo) {
	if l == nil {
		return
	}
	name, err := filepath.Rel(l.dir, folder)
	if err != nil || !filepath.IsLocal(name) {
		return
	}
	known := make([]fs.DirEntry, len(entries))
	for i, info := range entries {
		known[i] = entry{fs.FileInfoToDirEntry(info), info}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.folders[filepath.ToSlash(name)] = known
}

// over returns the site as the listing knows it.
func (l *Listing) over(site fs.FS) fs.FS {
	if l == nil {
		return site
	}
	return listed{site, l}
}

// verify reports whether all that is remembered is as it is in site; if not, it
// is forgotten.
func (l *Listing) verify(site fs.FS) bool {
	if l == nil {
		return true
	}
	l.mu.Lock()
	touched, folders := l.touched, maps.Clone(l.folders)
	l.mu.Unlock()
	for name, entries := range folders {
		now, err := described(fs.ReadDir(site, name))
		if err == nil && slices.EqualFunc(entries, now, sameEntry) {
			continue
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.touched != touched {
			return true // somebody has told of it meanwhile
		}
		clear(l.folders)
		return false
	}
	return true
}

func sameEntry(a, b fs.DirEntry) bool {
	x, y := a.(entry).info, b.(entry).info
	return a.Name() == b.Name() && x.Mode() == y.Mode() && (x.IsDir() || x.Size() == y.Size() && x.ModTime().Equal(y.ModTime()))
}

// entry is one that was asked for its fs.FileInfo.
type entry struct {
	fs.DirEntry
	info fs.FileInfo
}

func (e entry) Info() (fs.FileInfo, error) { return e.info, nil }

// described asks all entries for what is known of them.
func described(entries []fs.DirEntry, err error) ([]fs.DirEntry, error) {
	for i, e := range entries {
		if err != nil {
			return nil, err
		}
		var info fs.FileInfo
		info, err = e.Info()
		entries[i] = entry{e, info}
	}
	return entries, err
}

// listed is a site whose folders a listing knows.
type listed struct {
	fs.FS
	*Listing
}

// ReadDir lists a folder from memory if it can. What is reached by a symbolic
// link is not remembered: it may change in a place that has another name.
func (x listed) ReadDir(name string) ([]fs.DirEntry, error) {
	x.mu.Lock()
	known, ok := x.folders[name]
	touched, plain := x.touched, x.plain(name)
	x.mu.Unlock()
	if ok {
		return slices.Clone(known), nil
	}
	raw, err := fs.ReadDir(x.FS, name)
	if err != nil || !plain {
		return raw, err
	}
	entries, err := described(slices.Clone(raw), nil)
	if err != nil {
		return raw, nil // a file has vanished meanwhile: whoever asks for it is told
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.touched == touched {
		x.folders[name] = entries
	}
	return slices.Clone(entries), nil
}

// plain reports whether no symbolic link leads to a folder.
func (x listed) plain(name string) bool {
	dir, base := path.Split(name)
	if dir == "" {
		info, err := fs.Lstat(x.FS, name)
		return err == nil && info.IsDir()
	}
	above := x.folders[strings.TrimSuffix(dir, "/")]
	i, ok := slices.BinarySearchFunc(above, base, func(e fs.DirEntry, base string) int { return cmp.Compare(e.Name(), base) })
	return ok && above[i].IsDir()
}

func (x listed) Stat(name string) (fs.FileInfo, error) { return fs.Stat(x.FS, name) }

func (x listed) ReadFile(name string) ([]byte, error) { return fs.ReadFile(x.FS, name) }
