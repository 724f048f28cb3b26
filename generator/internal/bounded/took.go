package bounded

import "time"

// Took returns how long work takes: no longer than on a machine that has
// nothing else to do, where the system tells the time of processors.
func Took(work func()) time.Duration {
	start, spent := time.Now(), processorTime()
	work()
	took := time.Since(start)
	if spent = processorTime() - spent; spent > 0 {
		return min(took, spent)
	}
	return took
}
