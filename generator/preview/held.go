package preview

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"kaizen/generator/model"
)

// held is a site in which some files are as they once were.
type held struct {
	fs.FS
	files map[string]*heldFile
}

// hold returns site with the named files as old had them, templates as they
// last were when every page could be rendered. An override of a built-in
// template that there was not then is left out.
func hold(site fs.FS, names []string, old *view) fs.FS {
	h := held{site, map[string]*heldFile{}}
	for _, name := range names {
		if !strings.HasPrefix(name, "content/") {
			h.files[name] = &heldFile{name: path.Base(name), absent: true}
		}
	}
	keep := func(name string, data []byte) {
		if slices.Contains(names, name) {
			h.files[name] = &heldFile{name: path.Base(name), data: data}
		}
	}
	for _, f := range old.site().Files {
		keep(f.Path, f.Data)
	}
	if old.sound == nil {
		return h
	}
	for _, list := range [][]*model.Asset{old.sound.Templates, old.sound.Theme} {
		for _, a := range list {
			keep(a.Origin, a.Data)
		}
	}
	return h
}

func (h held) Open(name string) (fs.File, error) {
	f := h.files[name]
	switch {
	case f == nil:
		return h.FS.Open(name)
	case f.absent:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &heldReader{heldFile: f, Reader: *bytes.NewReader(f.data)}, nil
}

func (h held) Stat(name string) (fs.FileInfo, error) {
	f := h.files[name]
	switch {
	case f == nil:
		return fs.Stat(h.FS, name)
	case f.absent:
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return f, nil
}

func (h held) ReadFile(name string) ([]byte, error) {
	if h.files[name] == nil {
		return fs.ReadFile(h.FS, name)
	}
	f, err := h.Open(name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

// ReadDir tells of held files their own size and no time, so that nobody takes
// them for the files on disk.
func (h held) ReadDir(dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(h.FS, dir)
	for i, e := range entries {
		if f := h.files[path.Join(dir, e.Name())]; f != nil {
			entries[i] = f
		}
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { f, ok := e.(*heldFile); return ok && f.absent }), err
}

// heldFile describes itself: it is its own fs.FileInfo and fs.DirEntry.
type heldFile struct {
	name   string
	data   []byte
	absent bool
}

func (f *heldFile) Name() string               { return f.name }
func (f *heldFile) Size() int64                { return int64(len(f.data)) }
func (f *heldFile) Mode() fs.FileMode          { return 0o444 }
func (f *heldFile) Type() fs.FileMode          { return 0 }
func (f *heldFile) ModTime() time.Time         { return time.Time{} }
func (f *heldFile) IsDir() bool                { return false }
func (f *heldFile) Sys() any                   { return nil }
func (f *heldFile) Info() (fs.FileInfo, error) { return f, nil }

// heldReader is a held file, opened.
type heldReader struct {
	*heldFile
	bytes.Reader
}

func (r *heldReader) Stat() (fs.FileInfo, error) { return r.heldFile, nil }
func (r *heldReader) Size() int64                { return r.heldFile.Size() }
func (r *heldReader) Close() error               { return nil }
