package main

import (
	"bytes"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"unsafe"
)

// heapRoom is how much of the heap is asked for in large pages. It costs addresses and
// no memory.
const heapRoom = 448 << 20

// useLargePages asks the system to back the heap with pages of 2 MiB, at the start,
// where it does that for who asks. On virtual machines, the first use of a page of 4 KiB
// can take ten microseconds and more, and a build uses a hundred thousand of them.
func useLargePages() {
	if !givesLargePages() || debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	percent := debug.SetGCPercent(-1)
	defer debug.SetGCPercent(percent)
	adviseHeap()
	runtime.GC() // gives the room to whatever the program makes next
}

// givesLargePages reports whether the system gives large pages to who asks, and no room
// is counted before it is used.
func givesLargePages() bool {
	pages, err := os.ReadFile("/sys/kernel/mm/transparent_hugepage/enabled")
	if err != nil || !bytes.Contains(pages, []byte("[madvise]")) {
		return false
	}
	commit, err := os.ReadFile("/proc/sys/vm/overcommit_memory")
	var room syscall.Rlimit
	return err == nil && string(bytes.TrimSpace(commit)) != "2" &&
		syscall.Getrlimit(syscall.RLIMIT_AS, &room) == nil && room.Cur == math.MaxUint64
}

// adviseHeap makes room on the heap, and lets go of it. A builder's room is not zeroed,
// which would use it.
func adviseHeap() {
	var b strings.Builder
	b.Grow(heapRoom)
	b.WriteByte(0)
	syscall.Madvise(unsafe.Slice(unsafe.StringData(b.String()), heapRoom), syscall.MADV_HUGEPAGE)
	runtime.KeepAlive(b)
}
