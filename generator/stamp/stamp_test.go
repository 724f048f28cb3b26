package stamp_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator/stamp"
)

// What can happen to a file shows in its stamp, whatever else is set back.
func TestEveryChangeShows(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		t.Skip("stamps are known on Linux and macOS only")
	}
	name := filepath.Join(t.TempDir(), "file")
	of := func() stamp.Stamp {
		t.Helper()
		info, err := os.Lstat(name)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := stamp.Of(info, time.Now().Add(time.Hour))
		if !ok {
			t.Fatal("no stamp of a file that is an hour old")
		}
		return s
	}
	old := time.Unix(1_000_000_000, 0)
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	last := of()
	if last != of() {
		t.Error("two looks at one state differ")
	}
	for what, change := range map[string]func(){
		"other bytes, same size, time set back": func() { write("two") },
		"another size":                          func() { write("three") },
		"replaced by a file of the same size and time": func() {
			os.Rename(name, name+".old")
			write("three")
		},
		"another mode": func() { os.Chmod(name, 0o600) },
	} {
		time.Sleep(20 * time.Millisecond) // more than a tick
		change()
		if now := of(); now == last {
			t.Errorf("%s: the stamp is the same", what)
		} else {
			last = now
		}
	}
}

// A file that has just changed has no stamp: it may change once more unseen.
func TestNoStampProvesNothing(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := stamp.Of(info, time.Now()); ok {
		t.Error("a file of this moment has a stamp")
	}
	info, err = fstest.MapFS{"file": {}}.Stat("file")
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := stamp.Of(info, time.Now()); ok {
		t.Error("a file in memory has a stamp")
	}
}
