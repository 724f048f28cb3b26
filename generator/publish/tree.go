package publish

import (
	"crypto/sha256"
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

// readTree walks the folder top except kaizen's own folder and the hidden
// folders that enter, given their path, does not want to see.
func readTree(d disk, top string, enter func(p string) bool) (tree, error) {
	t := tree{files: map[string]fs.FileInfo{}, dirs: map[string]fs.FileInfo{}}
	err := fs.WalkDir(d.FS(), top, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return failed("read", name, err)
		}
		if name == top {
			t.top, err = e.Info()
			return failed("read", name, err)
		}
		p := strings.TrimPrefix(name, top+"/")
		if p == workName {
			return fs.SkipDir
		}
		if e.IsDir() && strings.HasPrefix(e.Name(), ".") && !enter(p) {
			t.odd = append(t.odd, p)
			return fs.SkipDir
		}
		info, err := e.Info()
		if err != nil {
			return failed("read", name, err)
		}
		switch {
		case e.IsDir():
			t.dirs[p] = info
		case e.Type().IsRegular():
			t.files[p] = info
		default:
			t.odd = append(t.odd, p)
		}
		return nil
	})
	return t, err
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
