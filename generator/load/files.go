package load

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os" // to tell whether two folders are one, and for nothing else
	"path"
	"slices"
	"strings"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// maxDepth bounds how deep folders may nest.
const maxDepth = 32

// maxFile is the largest file that is read at all.
const maxFile = 32 << 20

// racy is how old a file must be for its size and time to prove that it has
// not changed: two writes within one tick of the file system's clock look alike.
const racy = 2 * time.Second

// file is one input file as it was when it was read.
type file struct {
	path string // as the file system spells it
	size int64
	time time.Time
	seen time.Time // when it was read
	data []byte    // nil: it can be read again
	sum  model.Sum
	from fs.FS
}

// again returns the file with its bytes, read anew if they were let go. It panics where
// they are others now, or cannot be read: who lets them go has what was made of them.
func (f *file) again() *file {
	if f.data != nil {
		return f
	}
	data, err := fs.ReadFile(f.from, f.path)
	if err == nil && model.SumOf(data) != f.sum {
		err = errors.New("it has changed since")
	}
	if err != nil {
		panic(fmt.Errorf("load: read %s again: %w", f.path, err))
	}
	whole := *f
	whole.data = data
	return &whole
}

// unchanged reports whether info describes the same bytes as f.
func (f *file) unchanged(info fs.FileInfo) bool {
	return f != nil && f.size == info.Size() && f.time.Equal(info.ModTime()) && f.seen.Sub(f.time) > racy
}

// tree reads files below the roots, reusing those of prev that did not change.
type tree struct {
	fsys     fs.FS
	prev     map[string]*file
	now      time.Time // of reading, not of the site
	files    map[string]*file
	problems []model.Problem
}

// found is a file that the walk came across and that is still to be read.
type found struct {
	path string
	info fs.FileInfo
}

// read finds and reads what is below the roots.
func (t *tree) read(ctx context.Context, roots []string) ([]*file, error) {
	list, err := t.find(ctx, roots)
	if err != nil {
		return nil, err
	}
	return t.readAll(ctx, list)
}

// find walks the roots: files or folders; missing ones are empty.
func (t *tree) find(ctx context.Context, roots []string) ([]found, error) {
	var list []found
	for _, root := range roots {
		info, err := fs.Stat(t.fsys, root)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.problems = append(t.problems, unreadable(root, err))
			continue
		}
		if !info.IsDir() {
			list = append(list, found{root, info})
			continue
		}
		below, problems := t.walk(ctx, root, []fs.FileInfo{info})
		list, t.problems = append(list, below...), append(t.problems, problems...)
	}
	return list, ctx.Err()
}

// readAll reads what was found and returns it sorted by path.
func (t *tree) readAll(ctx context.Context, list []found) ([]*file, error) {
	files := make([]*file, len(list))
	problems := make([]*model.Problem, len(list))
	model.Each(len(list), func(i int) {
		if ctx.Err() == nil {
			files[i], problems[i] = t.open(list[i])
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t.files = make(map[string]*file, len(files))
	for i, f := range files {
		if problems[i] != nil {
			t.problems = append(t.problems, *problems[i])
			continue
		}
		t.files[f.path] = f
	}
	files = slices.DeleteFunc(files, func(f *file) bool { return f == nil })
	slices.SortFunc(files, func(a, b *file) int { return strings.Compare(a.path, b.path) })
	return files, nil
}

// walk lists the files of a folder and of those below it; at holds the folder itself,
// behind those above it. Only what is in the topmost folder is listed beside each other,
// so that no more folders are open than there are processors.
func (t *tree) walk(ctx context.Context, dir string, at []fs.FileInfo) ([]found, []model.Problem) {
	if ctx.Err() != nil {
		return nil, nil
	}
	if len(at) > maxDepth {
		return nil, []model.Problem{model.NewProblem(model.Error, model.Pos{File: dir}, "too-deep", model.Says{
			JA: fmt.Sprintf("フォルダーの階層が%d段を超えています", maxDepth), EN: fmt.Sprintf("folders nest deeper than %d levels", maxDepth),
			HintJA: "中のフォルダーを上に移してください", HintEN: "move the folders in it further up"})}
	}
	entries, err := fs.ReadDir(t.fsys, dir)
	if err != nil {
		return nil, []model.Problem{unreadable(dir, err)}
	}
	lists, problems := make([][]found, len(entries)), make([][]model.Problem, len(entries))
	visit := func(i int) {
		if !model.Ignored(entries[i].Name()) {
			lists[i], problems[i] = t.visit(ctx, path.Join(dir, entries[i].Name()), entries[i], at)
		}
	}
	if len(at) == 1 {
		model.Each(len(entries), visit)
	} else {
		for i := range entries {
			visit(i)
		}
	}
	return slices.Concat(lists...), slices.Concat(problems...)
}

// visit lists an entry of the folder that is the last of at.
func (t *tree) visit(ctx context.Context, name string, e fs.DirEntry, at []fs.FileInfo) ([]found, []model.Problem) {
	info, err := t.stat(name, e)
	switch {
	case err != nil:
		return nil, []model.Problem{unreadable(name, err)}
	case info.IsDir() && slices.ContainsFunc(at, func(above fs.FileInfo) bool { return os.SameFile(above, info) }):
		return nil, []model.Problem{model.NewProblem(model.Error, model.Pos{File: name}, "too-deep", model.Says{
			JA: "シンボリックリンクの先が、それを含むフォルダーです", EN: "the symbolic link leads to a folder above it",
			HintJA: "リンクを消してください", HintEN: "remove the link"})}
	case info.IsDir():
		return t.walk(ctx, name, append(slices.Clip(at), info))
	case info.Mode().IsRegular():
		return []found{{name, info}}, nil
	}
	return nil, nil
}

// stat follows symbolic links, as far as they stay inside the site.
func (t *tree) stat(name string, e fs.DirEntry) (fs.FileInfo, error) {
	if e.Type()&fs.ModeSymlink != 0 {
		return fs.Stat(t.fsys, name)
	}
	return e.Info()
}

func (t *tree) open(f found) (*file, *model.Problem) {
	if old := t.prev[f.path]; old.unchanged(f.info) {
		return old, nil
	}
	if f.info.Size() > maxFile {
		p := model.NewProblem(model.Error, model.Pos{File: f.path}, "too-large", model.Says{
			JA: fmt.Sprintf("ファイルが%dMBを超えています", maxFile>>20), EN: fmt.Sprintf("the file is larger than %d MB", maxFile>>20)})
		return nil, &p
	}
	data, err := fs.ReadFile(t.fsys, f.path)
	if err != nil {
		p := unreadable(f.path, err)
		return nil, &p
	}
	return &file{path: f.path, size: f.info.Size(), time: f.info.ModTime(), seen: t.now, data: data, sum: model.SumOf(data), from: t.fsys}, nil
}

func (f *file) isText() bool { return isText(f.path) }

// isText reports whether it is a record, words for a report or a page.
func isText(path string) bool {
	return strings.HasPrefix(path, "content/") && strings.HasSuffix(path, ".md")
}

// nfc is the path under which the rest of the program knows a file.
func (f *file) nfc() string { return text.NFC(f.path) }

func unreadable(name string, err error) model.Problem {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return model.NewProblem(model.Error, model.Pos{File: name}, "unreadable", model.Says{
		JA: fmt.Sprintf("読み込めません（%v）", err), EN: fmt.Sprintf("cannot be read (%v)", err),
		HintJA: "読み取りの許可と、リンク先がサイトのフォルダーの中にあることを確かめてください",
		HintEN: "check its permissions, and that a link does not lead out of the site"})
}
