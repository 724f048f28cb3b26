package main

import "testing"

// Of large heaps, four times as much live has twice the garbage beside it; of small ones,
// a part of what is live.
func TestPace(t *testing.T) {
	garbage := func(mib uint64) uint64 { return mib * uint64(paceFor(mib<<20, 0)) / 100 }
	for mib, want := range map[uint64]uint64{1: 12, 10: 12, 50: 35, 100: 70, 400: 200, 1600: 400} {
		if got := garbage(mib); got < want-1 || got > want {
			t.Errorf("beside %d MiB, %d may gather, want %d", mib, got, want)
		}
	}
	if got := 512 * uint64(paceFor(512<<20, 4<<30)) / 100; got != 512 {
		t.Errorf("beside 512 MiB of a huge site, %d may gather, want 512", got)
	}
	// beside what a site of 30 MiB will need, all may gather
	for mib, want := range map[uint64]uint64{1: 209, 70: 140, 210: 144} {
		if got := mib * uint64(paceFor(mib<<20, 30<<20)) / 100; got != want {
			t.Errorf("beside %d MiB of a large site, %d may gather, want %d", mib, got, want)
		}
	}
}
