package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// spare is how many bytes of garbage may gather in any preview: to look through
// a small site after every few edits costs more than these are worth.
const spare = 128 << 20

// startRoom is how many bytes a preview may use at the start before the collector
// looks for garbage.
const startRoom = 512 << 20

// startGenerously holds the collector back: with a cache, next to nothing that is
// made at the start is garbage. That lasts for a moment only, because without
// one there is plenty. settle ends it.
func startGenerously() (settle func()) {
	limit := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(limit, startRoom))
	set := func(percent int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
	debug.SetGCPercent(-1)
	var mu sync.Mutex
	settled := false
	late := time.AfterFunc(2*time.Second, func() {
		mu.Lock()
		defer mu.Unlock()
		if !settled {
			set(300)
		}
	})
	return func() {
		late.Stop()
		go func() {
			runtime.GC() // else the heap counts as large as it was at the start
			mu.Lock()
			defer mu.Unlock()
			settled = true
			set(garbage(liveHeap()))
		}()
	}
}

// garbage is the garbage that may gather beside live bytes, in per cent of them,
// as GOGC counts.
func garbage(live uint64) int {
	return int(max(100, spare*100/max(live, 1<<20)))
}

// liveHeap is how many bytes were in use when the collector last looked.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}
