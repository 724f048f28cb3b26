//go:build !race && !asan && !msan

package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// TestAdviseHeap: room for the heap takes no memory, not even where the heap was used
// before.
func TestAdviseHeap(t *testing.T) {
	room := max(largePageRoom(), 64<<20)
	for range 5 {
		before := resident(t)
		adviseHeap(room)
		if used := resident(t) - before; used > 32<<20 {
			t.Errorf("%d MiB of the room are used", used>>20)
		}
		runtime.GC()
		var m runtime.MemStats
		if runtime.ReadMemStats(&m); m.HeapAlloc > 32<<20 {
			t.Errorf("%d MiB of the heap are in use after it was let go", m.HeapAlloc>>20)
		}
	}
}

// resident is how many bytes of memory the process has, see proc_pid_statm(5).
func resident(t *testing.T) int64 {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := strconv.ParseInt(strings.Fields(string(statm))[1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return pages * int64(os.Getpagesize())
}
