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
	"sync"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// tree is what a folder holds. Keys are slash-separated paths below it.
type tree struct {
	top   fs.FileInfo // of the folder itself; nil if there is none
	files map[string]fs.FileInfo
	dirs  map[string]fs.FileInfo
	odd   []string // what can be neither read nor linked: symbolic links, devices, hidden folders of others
	lists listings // of the folders, where they can be trusted later
}

// reading is how a tree is read.
type reading struct {
	disk
	top  string              // the folder, on the disk
	ours func(p string) bool // denies folders that are hidden or closed to this user, given as paths
	seen listings            // by an earlier reading of the tree
	now  time.Time           // when this one began
}

// split is the depth below which folders are read beside each other.
const split = 2

// readTree reads a folder with all below it.
func readTree(r reading) (tree, error) {
	info, err := r.Lstat(r.top)
	if err != nil {
		return tree{}, failed("read", r.top, err)
	}
	t := newTree()
	t.top = info
	var deep []string
	if err := r.walk(t, &opening{name: r.top, base: r.disk}, ".", info, func(dir string) bool {
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
		parts[i] = newTree()
		at := &opening{name: path.Join(r.top, deep[i]), base: r.disk}
		errs[i] = r.walk(parts[i], at, deep[i], t.dirs[deep[i]], func(string) bool { return false })
	})
	for i, part := range parts {
		if errs[i] != nil {
			return tree{}, errs[i]
		}
		maps.Copy(t.files, part.files)
		maps.Copy(t.dirs, part.dirs)
		maps.Copy(t.lists, part.lists)
		t.odd = append(t.odd, part.odd...)
	}
	return *t, nil
}

func newTree() *tree {
	return &tree{files: map[string]fs.FileInfo{}, dirs: map[string]fs.FileInfo{}, lists: listings{}}
}

// walk reads the folder at p, of which info was said before, and the folders in
// it but for those that later takes.
func (r reading) walk(t *tree, at *opening, p string, info fs.FileInfo, later func(p string) bool) error {
	defer at.close()
	entries, closed, err := r.entries(t, at, p, info)
	if closed && !r.ours(p) {
		t.odd = append(t.odd, p)
		return nil
	}
	if err != nil {
		return failed("read", p, err)
	}
	for _, entry := range entries {
		below := path.Join(p, entry.Name())
		if !r.add(t, below, entry) || later(below) {
			continue
		}
		if err := r.walk(t, &opening{name: entry.Name(), above: at}, below, entry, later); err != nil {
			return err
		}
	}
	return nil
}

// entries are what the folder at p holds, unless it is closed to this user. One that
// is as it was when it was listed before need not be listed again, but its files may
// have changed.
func (r reading) entries(t *tree, at *opening, p string, info fs.FileInfo) (infos []fs.FileInfo, closed bool, err error) {
	mark, sure := stamp.Of(info, r.now)
	if was, known := r.seen[p]; known && sure && was.stamp == mark {
		if infos, ok := r.peek(p, was.names); ok {
			t.lists[p] = was
			return infos, false, nil
		}
	}
	d, err := at.open()
	if err != nil {
		return nil, errors.Is(err, fs.ErrPermission), err
	}
	infos, err = list(d)
	if err == nil && sure {
		t.lists[p] = listing{mark, namesOf(infos)}
	}
	return infos, false, err
}

// peek looks at the named entries of the folder at p. It reports false where one
// of them cannot be seen.
func (r reading) peek(p string, names []string) ([]fs.FileInfo, bool) {
	infos := make([]fs.FileInfo, len(names))
	for i, name := range names {
		var err error
		if infos[i], err = r.Peek(path.Join(r.top, p, name)); err != nil {
			return nil, false
		}
	}
	return infos, true
}

func namesOf(infos []fs.FileInfo) []string {
	names := make([]string, len(infos))
	for i, info := range infos {
		names[i] = info.Name()
	}
	return names
}

// opening is a folder on its way to be opened: from the one above it, because a
// path from the top costs a call for each of its parts.
type opening struct {
	name  string
	above *opening // nil: name is on base
	base  disk
	d     disk
}

func (o *opening) open() (disk, error) {
	if o.d != nil {
		return o.d, nil
	}
	from := o.base
	if o.above != nil {
		var err error
		if from, err = o.above.open(); err != nil {
			return nil, err
		}
	}
	var err error
	o.d, err = from.Within(o.name)
	return o.d, err
}

func (o *opening) close() {
	if o.d != nil {
		o.d.Close()
		o.d = nil
	}
}

// add notes what is at p, and reports whether that is a folder to look into.
func (r reading) add(t *tree, p string, info fs.FileInfo) bool {
	switch {
	case p == workName && !r.ours(p):
	case info.Mode().IsRegular():
		t.files[p] = info
	case info.IsDir() && (!strings.HasPrefix(info.Name(), ".") || r.ours(p)):
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

// rooms are for parts of files on their way to somewhere else.
var rooms = sync.Pool{New: func() any { return new([64 << 10]byte) }}

func sumOf(f *os.File) (sum model.Sum, err error) {
	h := sha256.New()
	room := rooms.Get().(*[64 << 10]byte)
	defer rooms.Put(room)
	if _, err = io.CopyBuffer(h, struct{ io.Reader }{f}, room[:]); err != nil { // the file itself would make room of its own
		return sum, err
	}
	h.Sum(sum[:0])
	return sum, nil
}
