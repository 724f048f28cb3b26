//go:build linux || darwin

package stamp

import (
	"io/fs"
	"syscall"
	"time"
)

func state(info fs.FileInfo) (at time.Time, inode uint64, ok bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return time.Time{}, 0, false
	}
	t := changed(s)
	return time.Unix(t.Unix()), s.Ino, true
}
