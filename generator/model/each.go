package model

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls f for every i in [0, n), on as many goroutines as there are
// processors, and returns when all calls have. Callers write results by index,
// so the outcome does not depend on the order of the calls.
func Each(n int, f func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers <= 1 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var done sync.WaitGroup
	for range workers {
		done.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	done.Wait()
}
