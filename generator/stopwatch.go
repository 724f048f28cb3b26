package generator

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

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

// Effort is how long work of one name took: the sum of all times, of which
// several may run beside each other.
type Effort struct {
	Name  string
	Count int
	Took  time.Duration
}

// tally adds up efforts by name. It may be used by several goroutines.
type tally struct {
	clock func() time.Time
	mu    sync.Mutex
	sums  map[string]Effort
}

func newTally(clock func() time.Time) *tally { return &tally{clock: clock, sums: map[string]Effort{}} }

// time does the work, and counts it if there is a clock.
func (t *tally) time(name string, work func()) {
	if t.clock == nil {
		work()
		return
	}
	began := t.clock()
	work()
	took := t.clock().Sub(began)
	t.mu.Lock()
	defer t.mu.Unlock()
	e := t.sums[name]
	t.sums[name] = Effort{name, e.Count + 1, e.Took + took}
}

// efforts are the sums, the dearest first.
func (t *tally) efforts() []Effort {
	list := make([]Effort, 0, len(t.sums))
	for _, e := range t.sums {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b Effort) int { return cmp.Or(cmp.Compare(b.Took, a.Took), cmp.Compare(a.Name, b.Name)) })
	return list
}
