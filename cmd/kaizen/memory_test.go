package main

import "testing"

// Of large heaps, four times as much live has twice the garbage beside it; of small ones,
// a part of what is live.
func TestPace(t *testing.T) {
	garbage := func(p pacer, mib uint64, texts int64) uint64 { return mib * uint64(p.garbage(mib<<20, texts)) / 100 }
	for mib, want := range map[uint64]uint64{10: 24, 50: 35, 100: 70, 400: 200, 1600: 400} {
		if got := garbage(pacer{}, mib, 0); got < want-1 || got > want {
			t.Errorf("beside %d MiB, %d may gather, want %d", mib, got, want)
		}
	}
	if got := garbage(pacer{}, 512, 4<<30); got != 512 {
		t.Errorf("beside 512 MiB of a huge site, %d may gather, want 512", got)
	}
	// beside what a site of 30 MiB will need, all may gather
	for mib, want := range map[uint64]uint64{70: 140, 210: 144} {
		if got := garbage(pacer{}, mib, 30<<20); got != want {
			t.Errorf("beside %d MiB of a large site, %d may gather, want %d", mib, got, want)
		}
	}
	if got := (&pacer{}).garbage(1<<20, 0); got*smallest/100 > 25 {
		t.Errorf("the runtime's smallest heap is of %d MiB, want 25", got*smallest/100)
	}
	var p pacer
	for _, step := range []struct{ mib, want uint64 }{{400, 200}, {100, 470}, {600, 244}, {400, 402}} {
		if got := step.mib * uint64(p.garbage(step.mib<<20, 0)) / 100; got < step.want-5 || got > step.want {
			t.Errorf("then, beside %d MiB, %d may gather, want %d", step.mib, got, step.want)
		}
	}
}
