// Package cache keeps what pure functions made, from one run of the program to
// the next, in one file for each site.
//
// Everything about it may fail without harm: a file that is missing, damaged
// or of another version of the program is an empty cache, and a disk that is
// full leaves the old file. Deleting it costs time and nothing else. Two
// processes may use one folder: each writes a whole new file, and the last one
// to finish leaves its own.
//
// The file is bounded by the site: a run keeps what it used and forgets the
// rest. What is forgotten leaves the file when it is more than half of it; until
// then, what is new is appended to a copy, which file systems make quickly.
package cache

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"

	"kaizen/generator/model"
)

// fileName is the name of the file in the folder of a site.
const fileName = "kaizen.cache"

// Cache is an open cache. It implements model.Cache.
type Cache struct {
	dir     string
	program model.Sum
	old     *os.File
	known   index     // of old
	values  int64     // bytes of old before its index
	buffers sync.Pool // for values on their way from a file

	mu    sync.Mutex
	used  map[model.Sum]place // those of known that somebody asked for
	fresh map[model.Sum]place // in next
	next  *os.File            // nil until something is saved
	out   *bufio.Writer       // to next
	end   int64               // of what was given to out
	there int64               // of what out has written
	whole bool                // next begins with all of old
	err   error               // the first of writing next: nothing will be kept
}

// place is where a value lies in a file.
type place struct {
	At   int64
	Size uint32
	CRC  uint32
}

// Open opens the cache in the folder dir, for the program of that sum: another
// build of kaizen may make other bytes of the same input.
func Open(dir string, program model.Sum) *Cache {
	c := &Cache{dir: dir, program: program, used: map[model.Sum]place{}, fresh: map[model.Sum]place{}}
	c.sweep()
	f, err := os.Open(filepath.Join(dir, fileName))
	if err != nil {
		return c
	}
	if c.known, c.values, err = readIndex(f, program); err != nil {
		f.Close()
		return c
	}
	c.old = f
	return c
}

// Values come back as they were: times to the nanosecond, as moments without a
// zone; lists of any length; and texts that are not UTF-8, such as file names.
var (
	encoding = mustMode(cbor.EncOptions{Time: cbor.TimeRFC3339NanoUTC}.EncMode())
	decoding = mustMode(cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: 1 << 30}.DecMode())
)

func mustMode[M any](m M, err error) M {
	if err != nil {
		panic(err) // options that contradict each other
	}
	return m
}

// sweep removes what runs that were killed have left.
func (c *Cache) sweep() {
	left, _ := filepath.Glob(filepath.Join(c.dir, fileName+".*"))
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			os.Remove(name)
		}
	}
}

// Load fills value, a pointer, with what was saved under key, by an earlier run or by this one.
func (c *Cache) Load(key model.Sum, value any) bool {
	if !c.Keep(key) {
		return false
	}
	file, at, err := c.find(key)
	if err != nil {
		return false
	}
	buf, _ := c.buffers.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	defer c.buffers.Put(buf)
	data, err := read(file, at, *buf)
	if err != nil {
		return false
	}
	*buf = data
	switch v := value.(type) {
	case *string:
		*v = string(data)
	case *[]byte:
		*v = slices.Clone(data)
	default:
		return decoding.Unmarshal(data, value) == nil
	}
	return true
}

// Keep keeps the value of a key for the next run, as Load does.
func (c *Cache) Keep(key model.Sum) bool {
	at, old := c.known.find(key)
	c.mu.Lock()
	defer c.mu.Unlock()
	if old {
		c.used[key] = at
		return true
	}
	_, fresh := c.fresh[key]
	return fresh && c.err == nil
}

// find returns where the value of a key that is kept can be read.
func (c *Cache) find(key model.Sum) (*os.File, place, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, fresh := c.fresh[key] // which takes the place of a value that was damaged
	if !fresh {
		at, _ = c.known.find(key)
		return c.old, at, nil
	}
	if at.At+int64(at.Size) > c.there && c.err == nil {
		c.err = c.out.Flush()
		c.there = c.end
	}
	return c.next, at, c.err
}

// Save keeps value under key for the next run. Bytes and strings are kept as they are,
// and loaded as either: most of the file are those of texts.
func (c *Cache) Save(key model.Sum, value any) {
	var data []byte
	var err error
	switch v := value.(type) {
	case []byte:
		data = v
	case string:
		data = []byte(v)
	default:
		data, err = encoding.Marshal(value)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil || c.err != nil {
		c.err = errors.Join(c.err, err)
		return
	}
	if _, twice := c.fresh[key]; !twice {
		c.fresh[key] = c.write(data)
	}
}

// write appends data to the next file.
func (c *Cache) write(data []byte) place {
	if c.next == nil {
		if c.err = c.begin(); c.err != nil {
			return place{}
		}
	}
	p := place{c.end, uint32(len(data)), crc32.Checksum(data, castagnoli)}
	_, c.err = c.out.Write(data)
	c.end += int64(len(data))
	return p
}

// begin opens the next file.
func (c *Cache) begin() (err error) {
	if err = os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	if c.next, err = os.CreateTemp(c.dir, fileName+".*"); err != nil {
		return err
	}
	if c.whole = c.values > 0 && 2*c.live() >= c.values; c.whole {
		c.end, err = io.CopyN(c.next, c.old, c.values)
	}
	c.there = c.end
	c.out = bufio.NewWriterSize(c.next, 128<<10)
	return err
}

// live counts the bytes of values in the old file.
func (c *Cache) live() (n int64) {
	for r := range c.known.rows() {
		n += int64(r.Size)
	}
	return n
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Close keeps what this run used, if that differs from what the file holds.
// The error says why the next run will have to make everything anew; what this
// run made is not touched by it.
func (c *Cache) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.old != nil {
		defer c.old.Close()
	}
	if c.next == nil {
		return c.err
	}
	err := c.finish()
	if closed := c.next.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(c.next.Name(), filepath.Join(c.dir, fileName))
	}
	if err != nil {
		os.Remove(c.next.Name())
		return fmt.Errorf("cache: write %s: %w", c.dir, err)
	}
	return nil
}

// finish adds what was used of the old file, and the index.
func (c *Cache) finish() error {
	var move []row
	for key, at := range c.used {
		if _, known := c.fresh[key]; known {
			continue
		}
		if c.whole {
			c.fresh[key] = at
		} else {
			move = append(move, row{key, at})
		}
	}
	slices.SortFunc(move, func(a, b row) int { return cmp.Compare(a.At, b.At) })
	for _, r := range move {
		data, err := read(c.old, r.place, nil)
		if err != nil {
			continue // it is damaged, and whoever needs it will make it anew
		}
		c.fresh[r.Key] = c.write(data)
	}
	if c.err == nil {
		c.err = writeIndex(c.out, c.program, c.fresh, c.end)
	}
	if c.err == nil {
		c.err = c.out.Flush()
	}
	return c.err
}

var errDamaged = errors.New("the cache is damaged")

// read reads what lies at p, into buf if that has room for it.
func read(f *os.File, p place, buf []byte) ([]byte, error) {
	data := slices.Grow(buf[:0], int(p.Size))[:p.Size]
	if _, err := f.ReadAt(data, p.At); err != nil {
		return nil, err
	}
	if crc32.Checksum(data, castagnoli) != p.CRC {
		return nil, errDamaged
	}
	return data, nil
}
