// Package stamp tells without reading a file that its bytes are those of an
// earlier run, from what the file system says of it: as git and make do, but
// by the time of the last change of any kind, which no program can set back.
package stamp

import (
	"encoding/binary"
	"io/fs"
	"time"
)

// Stamp names one state of one file, or of the list of names in a folder. A later
// state has another stamp.
type Stamp struct {
	_        struct{} `cbor:",toarray"`
	Size     int64    // bytes
	Modified int64    // Unix time in nanoseconds
	Changed  int64    // the same, of its bytes, its name or its mode
	Inode    uint64
}

// Two changes within one tick of the file system's clock look alike, so a file
// must not have changed just now. Ticks are ten milliseconds at most, but for
// file systems that count in seconds, or in two of them.
const (
	tick     = 100 * time.Millisecond
	longTick = 2 * time.Second
)

func ticks(changed time.Time) time.Duration {
	if changed.Nanosecond() == 0 {
		return longTick
	}
	return tick
}

// Of returns the stamp of a file or folder that was looked at when the clock said now.
// It reports false where a stamp would prove nothing: the file has changed just
// then, or the system does not say when that was.
func Of(info fs.FileInfo, now time.Time) (Stamp, bool) {
	changed, inode, ok := state(info)
	if !ok || now.Sub(changed) <= ticks(changed) || !info.Mode().IsRegular() && !info.IsDir() {
		return Stamp{}, false
	}
	return Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano(), Changed: changed.UnixNano(), Inode: inode}, true
}

// Bytes is the length of a stamp as Append writes it.
const Bytes = 32

// Append appends the stamp to b.
func (s Stamp) Append(b []byte) []byte {
	for _, n := range []uint64{uint64(s.Size), uint64(s.Modified), uint64(s.Changed), s.Inode} {
		b = binary.BigEndian.AppendUint64(b, n)
	}
	return b
}

// Read returns the stamp that b begins with, as Append wrote it.
func Read(b []byte) Stamp {
	n := func(i int) uint64 { return binary.BigEndian.Uint64(b[8*i:]) }
	return Stamp{Size: int64(n(0)), Modified: int64(n(1)), Changed: int64(n(2)), Inode: n(3)}
}
