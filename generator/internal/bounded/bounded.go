// Package bounded holds tests to a limit of time and memory.
package bounded

import (
	"runtime/metrics"
	"testing"
	"time"
)

// What one file of a fuzzer's making may take. Both are far more than any
// does, so that a busy machine does not fail a test.
const (
	Time   = 2 * time.Second
	Memory = 500 << 20 // bytes allocated, freed ones too: the bound on what was held at once is lower
)

// Run fails the test if work takes more than the limits. Other processes may
// have had the machine, so a slow run gets two more tries.
func Run(t testing.TB, work func()) {
	t.Helper()
	var took time.Duration
	for range 3 {
		before := allocated()
		took = Took(work)
		if used := allocated() - before; used > Memory {
			t.Errorf("took %d MB, the limit is %d", used>>20, Memory>>20)
			return
		}
		if took <= Time {
			return
		}
	}
	t.Errorf("took %v, the limit is %v", took, Time)
}

func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
