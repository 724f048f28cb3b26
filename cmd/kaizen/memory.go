package main

import "runtime/metrics"

// spare is how many bytes of garbage may gather in any preview: to look through
// a small site after every few edits costs more than these are worth.
const spare = 128 << 20

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
