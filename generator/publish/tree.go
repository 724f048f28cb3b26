package publish

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"iter"
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
	odd   []string // what can be neither read nor linked: symbolic links, devices, hidden folders of others
}

// readTree reads the folder top with all below it, except folders that are
// hidden or closed to this user, if ours denies them, given as paths.
func readTree(d disk, top string, ours func(p string) bool) (tree, error) {
	info, err := d.Lstat(top)
	if err != nil {
		return tree{}, failed("read", top, err)
	}
	t := tree{top: info, files: map[string]fs.FileInfo{}, dirs: map[string]fs.FileInfo{}}
	for level := []string{"."}; len(level) > 0; {
		lists := make([][]fs.FileInfo, len(level))
		errs := make([]error, len(level))
		model.Each(len(level), func(i int) { lists[i], errs[i] = list(d, path.Join(top, level[i])) })
		var next []string
		for i, dir := range level {
			if errors.Is(errs[i], fs.ErrPermission) && !ours(dir) {
				t.odd = append(t.odd, dir)
				continue
			}
			if errs[i] != nil {
				return tree{}, failed("read", path.Join(top, dir), errs[i])
			}
			for _, info := range lists[i] {
				if p := path.Join(dir, info.Name()); t.add(p, info, ours) {
					next = append(next, p)
				}
			}
		}
		level = next
	}
	return t, nil
}

// add notes what is at p, and reports whether that is a folder to look into.
func (t *tree) add(p string, info fs.FileInfo, ours func(p string) bool) bool {
	switch {
	case p == workName && !ours(p):
	case info.Mode().IsRegular():
		t.files[p] = info
	case info.IsDir() && (!strings.HasPrefix(info.Name(), ".") || ours(p)):
		t.dirs[p] = info
		return true
	default:
		t.odd = append(t.odd, p)
	}
	return false
}

func list(d disk, dir string) ([]fs.FileInfo, error) {
	f, err := d.Open(dir)
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
