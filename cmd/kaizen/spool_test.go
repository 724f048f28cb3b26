package main

import (
	"errors"
	"testing"
)

// TestSpool: outputs come back as they were, or not at all.
func TestSpool(t *testing.T) {
	s, err := newSpool()
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	for path, data := range map[string]string{"a.html": "home", "b.html": "改善", "empty": ""} {
		if err := s.Put(path, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	var buf []byte
	for path, want := range map[string]string{"a.html": "home", "b.html": "改善", "empty": ""} {
		if buf, err = s.Get(path, buf); err != nil || string(buf) != want {
			t.Errorf("%s: got %q (%v), want %q", path, buf, err, want)
		}
	}
	if _, err := s.file.WriteAt([]byte("H"), s.places["a.html"].at); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get("a.html", nil); !errors.Is(err, errSpoolDamaged) {
		t.Errorf("a changed file: %v, want %v", err, errSpoolDamaged)
	}
}
