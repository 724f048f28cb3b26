package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"kaizen/generator/model"
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
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("remembered in %q, want one file", left)
	}
}
