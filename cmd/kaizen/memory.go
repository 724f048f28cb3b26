package main

import (
	"math"
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

// pace lets garbage gather for a command that ends soon. Who sets GOGC is left alone.
// texts tells how many bytes of the site's texts have been read.
func pace(env func(string) string, texts func() int64) {
	if env("GOGC") != "" {
		return
	}
	useLargePages()
	debug.SetGCPercent(first)
	var p pacer
	afterEachCycle(func() { debug.SetGCPercent(p.garbage(liveHeap(), texts())) })
}

// first is the garbage that may gather at the start, in per cent of the smallest heap.
const first = 400

// smallest, in MiB, is the runtime's smallest heap at GOGC=100; it grows with GOGC.
const smallest = 4

// pacer lets garbage gather by the square root of what is live, which spends the same
// memory with less work than a fixed part of it: a large heap does not double (Kirisame
// et al., "Optimal Heap Limits for Reducing Browser Memory Use", 2022). Nor is a heap
// looked at that is smaller than the site's texts will need in any case, or than nearly
// what it was allowed before: the command has most of that memory already.
type pacer struct {
	most float64 // MiB of the largest heap that was allowed
}

// needed is how many bytes a build has in use at once for each byte of its texts:
// with 10,000 records of 3 kB ten at most, and seven while they are loaded.
const needed = 7

// mostRoom, in MiB, is the largest heap that is not looked through for the texts' sake:
// a machine may have little more.
const mostRoom = 1024

// again is how much of its largest heap a command may fill again: what lives on is
// scattered over it, and leaves room that nothing else fits in.
const again = 0.95

// garbage is what may gather beside live bytes, in per cent of them: at 100 MiB live
// 70 MiB, and at 400 MiB 200.
func (p *pacer) garbage(live uint64, texts int64) int {
	mib := max(float64(live)/(1<<20), 1)
	heap := max(mib+max(24, min(0.7*mib, 10*math.Sqrt(mib))), min(float64(needed*texts)/(1<<20), mostRoom))
	p.most = max(p.most, heap)
	room := max(heap, again*p.most)
	return int(min(100*(room-mib)/mib, 100*room/smallest))
}

// afterEachCycle calls f whenever the collector has looked through the heap.
func afterEachCycle(f func()) {
	sentinel := new([32]byte) // nothing refers to it: the next cycle finds it dead
	runtime.SetFinalizer(sentinel, func(*[32]byte) {
		f()
		afterEachCycle(f)
	})
}
