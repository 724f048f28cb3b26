package picture

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"kaizen/generator/internal/bounded"
)

// Whatever the bytes are: a fault or a clean picture, never a panic.
func FuzzClean(f *testing.F) {
	for _, s := range samples() {
		f.Add(s.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var err error
		bounded.Run(t, func() {
			if _, err = Probe(data); err == nil {
				_, err = Clean(data)
			}
		})
		if err == nil {
			checkCleanTwice(t, "input", data)
		} else if !errors.As(err, new(*Fault)) {
			t.Errorf("no fault but %v", err)
		}
	})
}

// Whatever an SVG holds, nothing in the cleaned one acts, loads or hides.
func FuzzSVG(f *testing.F) {
	names, err := filepath.Glob("testdata/svg/*.svg")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if info, err := Probe(data); err == nil && info.Type == typeSVG {
			bounded.Run(t, func() { Clean(data) })
			checkHarmless(t, data)
			checkCleanTwice(t, "input", data)
		}
	})
}

// Whatever is scaled gets the width asked for, or stays as it is.
func FuzzScale(f *testing.F) {
	for _, s := range samples() {
		f.Add(s.data, uint16(7))
	}
	f.Fuzz(func(t *testing.T, data []byte, width uint16) {
		info, err := Probe(data)
		if err != nil || !info.Scalable || width == 0 {
			return
		}
		var scaled []byte
		bounded.Run(t, func() { scaled, err = Scale(data, int(width)) })
		if errors.As(err, new(*Fault)) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		got, err := Probe(scaled)
		if err != nil {
			t.Fatal(err)
		}
		if got.Width != min(int(width), info.Width) && got.Width != info.Width {
			t.Errorf("%d wide, scaled to %d: %d", info.Width, width, got.Width)
		}
	})
}
