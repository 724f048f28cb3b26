package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kaizen/generator"
	"kaizen/generator/cache"
	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// TestProgramSum: the sum of a program is that of its bytes, remembered or not.
func TestProgramSum(t *testing.T) {
	name, dir := filepath.Join(t.TempDir(), "kaizen"), t.TempDir()
	for _, program := range []string{"one", "two", "one"} {
		if err := os.WriteFile(name, []byte(program), 0o700); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			time.Sleep(150 * time.Millisecond) // else its stamp would prove nothing
			if got, err := programSum(name, dir); err != nil || got != model.SumOf([]byte(program)) {
				t.Errorf("%s: got %s (%v)", program, got, err)
			}
		}
	}
}

// TestProgramSumIsRemembered: what is known by its stamp is not read again.
func TestProgramSumIsRemembered(t *testing.T) {
	name, dir := filepath.Join(t.TempDir(), "kaizen"), t.TempDir()
	if err := os.WriteFile(name, []byte("one"), 0o700); err != nil {
		t.Fatal(err)
	}
	time.Sleep(150 * time.Millisecond) // else its stamp would prove nothing
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	state, certain := stamp.Of(info, time.Now())
	if !certain {
		t.Skip("stamps are known on Linux and macOS only")
	}
	if _, err := programSum(name, dir); err != nil {
		t.Fatal(err)
	}
	var saved model.Sum
	known := cache.Open(dir, model.Sum{})
	if !known.Load(programKey(state), &saved) || saved != model.SumOf([]byte("one")) {
		t.Errorf("remembered %s", saved)
	}
	other := model.SumOf([]byte("other"))
	known.Save(programKey(state), other)
	if err := known.Close(); err != nil {
		t.Fatal(err)
	}
	if got, err := programSum(name, dir); err != nil || got != other {
		t.Errorf("got %s (%v), want what is remembered", got, err)
	}
}

// TestNoCache: a build without a cache leaves none.
func TestNoCache(t *testing.T) {
	time.Sleep(150 * time.Millisecond) // else the program is too new to be remembered
	dir := filepath.Join(t.TempDir(), "cache")
	(&app{}).useCache(&generator.Inputs{}, cacheOptions{dir: dir, off: true})()
	if _, err := os.Stat(dir); err == nil {
		t.Error("there is a cache")
	}
}
