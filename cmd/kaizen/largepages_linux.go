//go:build !race && !asan && !msan

package main

import (
	"bytes"
	"math"
	"math/bits"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"unsafe"
)

// mostRoomAdvised is the largest part of the heap that is asked for in large pages. It
// costs addresses, and of memory only the runtime's tables of them.
const mostRoomAdvised = 1792 << 20

// useLargePages asks the system to back the heap with pages of 2 MiB, at the start,
// where it does that for who asks. On virtual machines, the first use of a page of 4 KiB
// can take ten microseconds and more, and a build uses a hundred thousand of them.
func useLargePages() {
	room := largePageRoom()
	if room == 0 {
		return
	}
	percent := debug.SetGCPercent(-1)
	defer debug.SetGCPercent(percent)
	adviseHeap(room)
	runtime.GC() // gives the room to whatever the program makes next
}

// largePageRoom is how many bytes may be asked for: none where large pages are not for
// who asks, or where room is refused or counted before it is used.
func largePageRoom() int {
	pages, err := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled")
	if err != nil || !bytes.Contains(pages, []byte("[madvise]")) {
		return 0
	}
	commit, err := os.ReadFile("/proc/sys/vm/overcommit_memory")
	if err != nil || string(bytes.TrimSpace(commit)) == "2" {
		return 0
	}
	for _, counted := range []int{syscall.RLIMIT_AS, syscall.RLIMIT_DATA} {
		var limit syscall.Rlimit
		if syscall.Getrlimit(counted, &limit) != nil || limit.Cur != math.MaxUint64 {
			return 0
		}
	}
	var system syscall.Sysinfo_t
	if syscall.Sysinfo(&system) != nil || debug.SetMemoryLimit(-1) != math.MaxInt64 || bits.UintSize < 64 {
		return 0
	}
	return int(min(mostRoomAdvised, uint64(system.Totalram)*uint64(system.Unit)/4))
}

// adviseHeap makes room of that many bytes on the heap, and lets go of it. A builder's
// room is not zeroed, which would use it.
func adviseHeap(size int) {
	var b strings.Builder
	b.Grow(size)
	b.WriteByte(0)
	syscall.Madvise(unsafe.Slice(unsafe.StringData(b.String()), size), syscall.MADV_HUGEPAGE)
	runtime.KeepAlive(b)
}
