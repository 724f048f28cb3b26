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

// startGenerously holds the collector back: with a cache, next to nothing that is
// made at the start is garbage. That lasts for a moment only, because without
// one there is plenty. settle ends it.
func startGenerously() (settle func()) {
	debug.SetGCPercent(800)
	var mu sync.Mutex
	settled := false
	late := time.AfterFunc(2*time.Second, func() {
		mu.Lock()
		defer mu.Unlock()
		if !settled {
			debug.SetGCPercent(300)
		}
	})
	return func() {
		late.Stop()
		go func() {
			runtime.GC() // else the heap counts as large as it was at the start
			mu.Lock()
			defer mu.Unlock()
			settled = true
			debug.SetGCPercent(garbage(liveHeap()))
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
