package cache_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kaizen/generator/cache"
	"kaizen/generator/model"
)

var program, a, b = model.SumOf([]byte("program")), model.SumOf([]byte("a")), model.SumOf([]byte("b"))

// fill leaves a cache with two values in a new folder.
func fill(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "new", "folder")
	c := cache.Open(dir, program)
	c.Save(a, model.Markup{Excerpt: "一", Links: []model.Link{{Dest: "/x/"}}})
	c.Save(b, "二")
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func knows(c *cache.Cache, key model.Sum) bool {
	var v any
	var s string // is kept in another way
	return c.Load(key, &s) || c.Load(key, &v)
}

func TestValuesComeBack(t *testing.T) {
	c := cache.Open(fill(t), program)
	defer c.Close()
	var m model.Markup
	if !c.Load(a, &m) || m.Excerpt != "一" || len(m.Links) != 1 || m.Links[0].Dest != "/x/" {
		t.Errorf("got %+v", m)
	}
	key, bytes := model.SumOf([]byte("bytes")), []byte{0, 255}
	c.Save(key, bytes)
	bytes[0] = 1 // the cache has a copy
	var kept []byte
	if !c.Load(key, &kept) || string(kept) != "\x00\xff" {
		t.Errorf("got % x", kept)
	}
	if knows(c, model.SumOf([]byte("c"))) {
		t.Error("what was never saved is known")
	}
}

// What a run has saved it knows at once, and so does the next one.
func TestFreshValues(t *testing.T) {
	dir, fresh := fill(t), model.SumOf([]byte("fresh"))
	c := cache.Open(dir, program)
	for _, text := range []string{"三", "四"} { // the second is that of another key, and has not been written yet
		c.Save(fresh, text)
		var s string
		if !c.Keep(fresh) || !c.Load(fresh, &s) || s != text {
			t.Errorf("got %q, want %q", s, text)
		}
		fresh = model.SumOf([]byte(text))
	}
	c.Save(fresh, model.Markup{Excerpt: "五"})
	for range 2 {
		var m model.Markup
		if !c.Load(fresh, &m) || m.Excerpt != "五" {
			t.Errorf("got %+v", m)
		}
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		c = cache.Open(dir, program)
	}
	c.Close()
}

// A run keeps what it used and what it made, and drops the rest.
func TestWhatIsNotUsedGoes(t *testing.T) {
	dir, fresh := fill(t), model.SumOf([]byte("fresh"))
	c := cache.Open(dir, program)
	knows(c, a)
	c.Save(fresh, "三")
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = cache.Open(dir, program)
	defer c.Close()
	if !knows(c, a) || !knows(c, fresh) || knows(c, b) {
		t.Error("want a and fresh, but not b")
	}
}

// Where nothing is new, the file stays as it is.
func TestNothingNew(t *testing.T) {
	dir := fill(t)
	c := cache.Open(dir, program)
	knows(c, a)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if c = cache.Open(dir, program); !knows(c, b) {
		t.Error("b is gone")
	}
	c.Close()
}

func TestAnotherProgram(t *testing.T) {
	c := cache.Open(fill(t), model.SumOf([]byte("another")))
	defer c.Close()
	if knows(c, a) {
		t.Error("a value of another program is known")
	}
}

// Any damage means that a value is not known, never that it is another.
func TestDamage(t *testing.T) {
	dir := fill(t)
	file := filepath.Join(dir, "kaizen.cache")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	check := func(data []byte, what string, at int) {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		c := cache.Open(dir, program)
		defer c.Close()
		var v string
		if c.Load(b, &v) && v != "二" {
			t.Errorf("%s at %d: got %q", what, at, v)
		}
	}
	for i := range whole {
		check(whole[:i], "cut", i)
		flipped := append([]byte(nil), whole...)
		flipped[i] ^= 0x20
		check(flipped, "flipped", i)
	}
}

// Two runs at once: each sees what was there, and the last one's file stays.
func TestTwoAtOnce(t *testing.T) {
	dir := fill(t)
	first, second := cache.Open(dir, program), cache.Open(dir, program)
	knows(first, a)
	first.Save(model.SumOf([]byte("first")), 1)
	second.Save(model.SumOf([]byte("second")), 2)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if !knows(second, b) {
		t.Error("the second run lost the file it had opened")
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	c := cache.Open(dir, program)
	defer c.Close()
	if !knows(c, model.SumOf([]byte("second"))) || !knows(c, b) || knows(c, model.SumOf([]byte("first"))) {
		t.Error("want the file of the second run")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// A folder that cannot be written to is no mishap of the build.
func TestNoPlace(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := cache.Open(filepath.Join(file, "below"), program)
	c.Save(a, 1)
	if knows(c, a) {
		t.Error("known although it cannot be kept")
	}
	if c.Close() == nil {
		t.Error("Close says nothing")
	}
}

// What a killed run left goes when it is a day old: another may still write.
func TestLeftovers(t *testing.T) {
	dir := fill(t)
	old, young := filepath.Join(dir, "kaizen.cache.1"), filepath.Join(dir, "kaizen.cache.2")
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	cache.Open(dir, program).Close()
	if _, err := os.Stat(old); err == nil {
		t.Error("the old one is still there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("the young one is gone")
	}
}

// What is no longer used leaves the file in time, however often it is appended
// to; what is used stays readable through all of it.
func TestForgottenValuesLeave(t *testing.T) {
	dir, big := t.TempDir(), bytes.Repeat([]byte("x"), 10_000)
	c := cache.Open(dir, program)
	c.Save(a, big)
	c.Close()
	for i := range 50 {
		c = cache.Open(dir, program)
		var v []byte
		if !c.Load(a, &v) || !bytes.Equal(v, big) {
			t.Fatalf("after %d runs the value is gone or another", i)
		}
		c.Save(model.SumOf([]byte{byte(i)}), big)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(files) != 1 {
			t.Fatalf("the folder holds %q (%v)", files, err)
		}
		info, err := os.Stat(files[0])
		if err != nil {
			t.Fatal(err)
		}
		if info.Size() > 6*int64(len(big)) {
			t.Fatalf("after %d runs the file of two values has %d bytes", i, info.Size())
		}
	}
}
