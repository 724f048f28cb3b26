package publish

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"

	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// Before is what there is before a build: what the manifest in the output folder says,
// and what the last publish saw of the folder. Both are read beside what a
// build does until it needs them.
type Before struct {
	dir      string
	manifest func() parsed
	memory   func() (of string, m memory) // nil: nobody has called Recall
}

// parsed is a manifest with what it says.
type parsed struct {
	data  []byte
	known known
}

// LookBefore begins to read the manifest in the output folder dir, which may not exist.
func LookBefore(dir string) *Before {
	b := &Before{dir: dir}
	b.manifest = sync.OnceValue(func() parsed {
		p := parsed{known: newKnown()}
		data, err := os.ReadFile(filepath.Join(dir, manifestName))
		if err != nil || p.known.add(data) != nil {
			return parsed{known: newKnown()}
		}
		p.data = data
		return p
	})
	go b.manifest()
	return b
}

// Recall begins to read what the last publish has kept in stamps, those of Options.
func (b *Before) Recall(stamps model.Cache) {
	b.memory = sync.OnceValues(func() (string, memory) {
		dir, err := realPath(b.dir)
		if err != nil {
			return "", memory{}
		}
		return dir, recall(dir, stamps)
	})
	go b.memory()
}

// Wrote reports whether the manifest says that kaizen wrote a file, with bytes of that
// sum. Others may have changed it since.
func (b *Before) Wrote(path string, sum model.Sum) bool {
	k := b.manifest().known
	return k.wrote(path, sum)
}

// says returns what a manifest says if it is the one that was read.
func (b *Before) says(data []byte) (known, bool) {
	if b == nil {
		return known{}, false
	}
	was := b.manifest()
	return was.known, was.data != nil && bytes.Equal(was.data, data)
}

// memoryOf returns the memory of the folder dir, a real path, which may be another one
// by now than that of which it was recalled.
func (b *Before) memoryOf(dir string, stamps model.Cache) memory {
	if b != nil && b.memory != nil {
		if of, m := b.memory(); of == dir {
			return m
		}
	}
	return recall(dir, stamps)
}

// stampKey names the memory of the folder dir, a real path.
func stampKey(dir string) model.Sum { return model.CacheKey("published", model.SumOf([]byte(dir))) }

// recall returns the memory of the last publish into the folder dir, a real path.
func recall(dir string, stamps model.Cache) memory {
	var m memory
	var kept keptMemory
	if stamps != nil && stamps.Load(stampKey(dir), &kept) {
		m, _ = kept.memory()
	}
	if stamp.Shared(dir) {
		m.live, m.next = nil, nil // a name that another machine has just made may not show yet
	}
	return m
}
