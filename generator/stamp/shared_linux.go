package stamp

import (
	"slices"
	"syscall"
)

// Shared reports whether path is on a file system whose changes may be made
// elsewhere, on another machine or outside of a virtual one: they are not told of
// here, may show late, and have the times of another clock.
func Shared(path string) bool {
	const (
		nfs    = 0x6969
		smb    = 0x517b
		cifs   = 0xff534d42
		smb2   = 0xfe534d42
		fuse   = 0x65735546
		plan9  = 0x01021997 // drives of Windows in WSL
		vbox   = 0x786f4256
		vmware = 0xbacbacbc
		prl    = 0x7c7c6673
		ceph   = 0x00c36400
		afs    = 0x5346414f
	)
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return false
	}
	return slices.Contains([]uint32{nfs, smb, cifs, smb2, fuse, plan9, vbox, vmware, prl, ceph, afs}, uint32(s.Type))
}
