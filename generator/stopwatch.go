package generator

import "time"

// stopwatch times the stages. Its clock is the caller's, so that a build reads
// no clock by itself.
type stopwatch struct {
	clock func() time.Time
	last  time.Time
	laps  []Timing
}

func newStopwatch(clock func() time.Time) *stopwatch {
	w := &stopwatch{clock: clock}
	if clock != nil {
		w.last = clock()
	}
	return w
}

func (w *stopwatch) lap(stage string) {
	if w.clock == nil {
		return
	}
	now := w.clock()
	w.laps = append(w.laps, Timing{stage, now.Sub(w.last)})
	w.last = now
}
