package publish

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"strings"

	"kaizen/generator/model"
)

// tree is what a folder holds. Keys are slash-separated paths below it.
type tree struct {
	top   fs.FileInfo // of the folder itself; nil if there is none
	files map[string]fs.FileInfo
	dirs  map[string]fs.FileInfo
	ours  func(p string) bool
	odd   []string // what can be neither read nor linked: symbolic links, devices, hidden folders of others
}

// split is the depth below which folders are read beside each other.
const split = 2

// readTree reads the folder top with all below it, except folders that are
// hidden or closed to this user, if ours denies them, given as paths.
func readTree(d disk, top string, ours func(p string) bool) (tree, error) {
	info, err := d.Lstat(top)
	if err != nil {
		return tree{}, failed("read", top, err)
	}
	t := newTree(ours)
	t.top = info
	var deep []string
	if err := t.walk(d, top, ".", func(dir string) bool {
		if strings.Count(dir, "/") < split-1 {
			return false
		}
		deep = append(deep, dir)
		return true
	}); err != nil {
		return tree{}, err
	}
	parts, errs := make([]*tree, len(deep)), make([]error, len(deep))
	model.Each(len(deep), func(i int) {
		parts[i] = newTree(ours)
		errs[i] = parts[i].walk(d, path.Join(top, deep[i]), deep[i], func(string) bool { return false })
	})
	for i, part := range parts {
		if errs[i] != nil {
			return tree{}, errs[i]
		}
		maps.Copy(t.files, part.files)
		maps.Copy(t.dirs, part.dirs)
		t.odd = append(t.odd, part.odd...)
	}
	return *t, nil
}

func newTree(ours func(p string) bool) *tree {
	return &tree{files: map[string]fs.FileInfo{}, dirs: map[string]fs.FileInfo{}, ours: ours}
}

// walk reads the folder called name on the disk d, which is p below the top,
// and the folders in it but for those that later takes. Each is opened from the
// one above it: a path from the top costs a call for each of its parts.
func (t *tree) walk(d disk, name, p string, later func(p string) bool) error {
	within, err := d.Within(name)
	if errors.Is(err, fs.ErrPermission) && !t.ours(p) {
		t.odd = append(t.odd, p)
		return nil
	}
	if err != nil {
		return failed("read", p, err)
	}
	defer within.Close()
	entries, err := list(within)
	if err != nil {
		return failed("read", p, err)
	}
	for _, info := range entries {
		below := path.Join(p, info.Name())
		if !t.add(below, info) || later(below) {
			continue
		}
		if err := t.walk(within, info.Name(), below, later); err != nil {
			return err
		}
	}
	return nil
}

// add notes what is at p, and reports whether that is a folder to look into.
func (t *tree) add(p string, info fs.FileInfo) bool {
	switch {
	case p == workName && !t.ours(p):
	case info.Mode().IsRegular():
		t.files[p] = info
	case info.IsDir() && (!strings.HasPrefix(info.Name(), ".") || t.ours(p)):
		t.dirs[p] = info
		return true
	default:
		t.odd = append(t.odd, p)
	}
	return false
}

func list(d disk) ([]fs.FileInfo, error) {
	f, err := d.Open(".")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Readdir(-1)
}

// folders returns every folder above any of the paths.
func folders(paths iter.Seq[string]) map[string]bool {
	dirs := map[string]bool{}
	for p := range paths {
		addFolders(dirs, p)
	}
	return dirs
}

func addFolders(dirs map[string]bool, p string) {
	for dir := path.Dir(p); dir != "." && !dirs[dir]; dir = path.Dir(dir) {
		dirs[dir] = true
	}
}

func readFile(d disk, name string) ([]byte, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

func fileSum(d disk, name string) (sum model.Sum, err error) {
	f, err := d.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	return sumOf(f)
}

func sumOf(f *os.File) (sum model.Sum, err error) {
	h := sha256.New()
	if _, err = io.Copy(h, f); err != nil {
		return sum, err
	}
	h.Sum(sum[:0])
	return sum, nil
}
