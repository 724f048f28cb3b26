package main

import "testing"

// Four times the heap has twice the garbage beside it.
func TestPace(t *testing.T) {
	garbage := func(mib uint64) uint64 { return mib * uint64(paceFor(mib<<20)) / 100 }
	for mib, want := range map[uint64]uint64{0: 0, 25: 50, 100: 100, 400: 200, 1600: 400} {
		if got := garbage(mib); got != want {
			t.Errorf("beside %d MiB, %d may gather, want %d", mib, got, want)
		}
	}
	if first := paceFor(0) * 4 / 100; first < 8 || first > 32 {
		t.Errorf("the first heap is of %d MiB", first)
	}
}
