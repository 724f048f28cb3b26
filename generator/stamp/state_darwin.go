package stamp

import (
	"io/fs"
	"syscall"
	"time"
)

func state(info fs.FileInfo) (changed time.Time, inode uint64, ok bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return time.Time{}, 0, false
	}
	return time.Unix(s.Ctimespec.Unix()), s.Ino, true
}
