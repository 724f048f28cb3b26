//go:build unix

package publish

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// tryLock takes the lock of an open file, which the system releases when the
// process ends, however it ends. It does not wait.
func tryLock(f *os.File) (held bool, err error) {
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}

// replaceable reports whether a new folder in parent can take the place of dir
// without a loss: same file system, same owner.
func replaceable(dir, parent fs.FileInfo) bool {
	d, ok := dir.Sys().(*syscall.Stat_t)
	p, okay := parent.Sys().(*syscall.Stat_t)
	return ok && okay && d.Dev == p.Dev && int(d.Uid) == os.Geteuid()
}

// isBusy reports whether err passes when another program closes the file.
func isBusy(error) bool { return false }
