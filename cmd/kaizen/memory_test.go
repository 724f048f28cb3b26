package main

import "testing"

// Four times the heap has twice the garbage beside it.
func TestPace(t *testing.T) {
	garbage := func(mib uint64) uint64 { return mib * uint64(paceFor(mib<<20, 0)) / 100 }
	for mib, want := range map[uint64]uint64{0: 0, 25: 50, 100: 100, 400: 200, 1600: 400} {
		if got := garbage(mib); got != want {
			t.Errorf("beside %d MiB, %d may gather, want %d", mib, got, want)
		}
	}
	if first := paceFor(0, 0) * 4 / 100; first < 8 || first > 32 {
		t.Errorf("the first heap is of %d MiB", first)
	}
	// beside what a site of 30 MiB will need, all may gather
	for mib, want := range map[uint64]uint64{1: 209, 70: 140, 210: 144} {
		if got := mib * uint64(paceFor(mib<<20, 30<<20)) / 100; got != want {
			t.Errorf("beside %d MiB of a large site, %d may gather, want %d", mib, got, want)
		}
	}
}
