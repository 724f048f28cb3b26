package publish

import "golang.org/x/sys/unix"

// exchange swaps two folders named below the open folder fd.
func exchange(fd uintptr, a, b string) error {
	return unix.Renameat2(int(fd), a, int(fd), b, unix.RENAME_EXCHANGE)
}

// syncDisk writes out the file system that fd is on: one call for a whole site
// costs less than one for each file.
func syncDisk(fd uintptr) error { return unix.Syncfs(int(fd)) }
