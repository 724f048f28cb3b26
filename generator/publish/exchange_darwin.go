package publish

import "golang.org/x/sys/unix"

// exchange swaps two folders named below the open folder fd.
func exchange(fd uintptr, a, b string) error {
	return unix.RenameatxNp(int(fd), a, int(fd), b, unix.RENAME_SWAP)
}

func syncDisk(uintptr) error { return unix.Sync() }
