package main

import (
	"io/fs"
	"os"
	"path"
	"sync"
	"sync/atomic"
)

// siteFS is the file system of a site. Like that of its root it leads nowhere
// outside; it reads files from their folder, which it keeps open for the next
// one: from the root, every folder on the way would be opened for each file.
type siteFS struct {
	fs.FS
	root   *os.Root
	texts  atomic.Int64 // bytes of Markdown that were read
	mu     sync.Mutex
	recent [4]openFolder // in the order in which they were opened, the last one first
}

// openFolder is an open folder of a site.
type openFolder struct {
	name string
	root *os.Root
}

func newSiteFS(root *os.Root) *siteFS { return &siteFS{FS: root.FS(), root: root} }

// ReadFile reads a file. What its folder cannot say, the root knows: a link may
// lead from it to another folder of the site.
func (s *siteFS) ReadFile(name string) (data []byte, err error) {
	if path.Ext(name) == ".md" {
		defer func() { s.texts.Add(int64(len(data))) }()
	}
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if dir := s.folder(path.Dir(name)); dir != nil {
		if data, err := dir.ReadFile(path.Base(name)); err == nil {
			return data, nil
		}
	}
	return fs.ReadFile(s.FS, name)
}

// ReadDir lists a folder. With this and Stat somebody begins to look anew, who
// must not be told of a folder that another one has taken the place of.
func (s *siteFS) ReadDir(name string) ([]fs.DirEntry, error) {
	s.forget()
	return fs.ReadDir(s.FS, name)
}

func (s *siteFS) Stat(name string) (fs.FileInfo, error) {
	s.forget()
	return fs.Stat(s.FS, name)
}

func (s *siteFS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(s.FS, name) }

func (s *siteFS) ReadLink(name string) (string, error) { return fs.ReadLink(s.FS, name) }

// folder opens a folder, or returns nil where there is none. One that is closed
// while somebody reads from it fails for him, and is read from the root.
func (s *siteFS) folder(name string) *os.Root {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.recent {
		if f.root != nil && f.name == name {
			return f.root
		}
	}
	root, err := s.root.OpenRoot(name)
	if err != nil {
		return nil
	}
	if last := s.recent[len(s.recent)-1]; last.root != nil {
		last.root.Close()
	}
	copy(s.recent[1:], s.recent[:])
	s.recent[0] = openFolder{name, root}
	return root
}

// forget closes the folders that are kept open.
func (s *siteFS) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.recent {
		if f.root != nil {
			f.root.Close()
		}
		s.recent[i] = openFolder{}
	}
}

// Close closes the root and what is open below it.
func (s *siteFS) Close() error {
	s.forget()
	return s.root.Close()
}
