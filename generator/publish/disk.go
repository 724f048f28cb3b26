package publish

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"kaizen/generator/model"
)

// disk is all that publishing asks of a file system, so that a test can make
// any one call fail. Names are slash-separated paths below one folder, which
// no name and no symbolic link leads out of.
type disk interface {
	Open(name string) (*os.File, error)
	Lstat(name string) (fs.FileInfo, error)
	Peek(name string) (fs.FileInfo, error) // Lstat at a third of the cost, for a name whose folders were looked at just now
	Within(dir string) (disk, error)       // to be closed
	Close() error

	Mkdir(name string, perm fs.FileMode) error
	Chmod(name string, mode fs.FileMode) error
	Write(name string, data []byte) error // makes a new file; the name must be free
	Link(from, to string) error
	Rename(from, to string) error // replaces a file in one step
	Swap(a, b string) error       // exchanges two folders in one step, or errNoSwap
	Remove(name string) error     // a file, a link or an empty folder
	Sync() error                  // what was written so far survives a power cut
}

// folder is the disk below an open folder.
type folder struct{ *os.Root }

func (d folder) Within(dir string) (disk, error) {
	root, err := d.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return folder{root}, nil
}

// Peek asks by the whole path, because a Root opens every folder on the way. Should
// somebody put a link in place of such a folder meanwhile, the answer is that of
// another file, and what is made of it goes through the Root.
func (d folder) Peek(name string) (fs.FileInfo, error) {
	return os.Lstat(filepath.Join(d.Name(), filepath.FromSlash(name)))
}

func (d folder) Write(name string, data []byte) error {
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

func (d folder) Rename(from, to string) error {
	var err error
	for range 10 {
		if err = d.Root.Rename(from, to); !isBusy(err) {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

func (d folder) Swap(a, b string) error {
	return d.withHandle(func(fd uintptr) error { return exchange(fd, a, b) })
}

func (d folder) Sync() error { return d.withHandle(syncDisk) }

func (d folder) withHandle(f func(fd uintptr) error) error {
	dir, err := d.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	return f(dir.Fd())
}

// holds reports whether the file name has exactly the bytes of out. A file that
// is not there, or cannot be read, does not.
func holds(d disk, name string, out model.Output) bool {
	f, err := d.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	if out.Data == nil {
		sum, err := sumOf(f)
		return err == nil && sum == out.Sum
	}
	return sameBytes(f, out.Data)
}

func sameBytes(f *os.File, want []byte) bool {
	if info, err := f.Stat(); err != nil || info.Size() != int64(len(want)) {
		return false
	}
	var buf [32 << 10]byte
	for {
		n, err := f.Read(buf[:])
		if n > len(want) || !bytes.Equal(buf[:n], want[:n]) {
			return false
		}
		want = want[n:]
		if err != nil {
			return err == io.EOF && len(want) == 0
		}
	}
}
