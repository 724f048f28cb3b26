package publish

import (
	"maps"
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// keptMemory is a memory as the cache keeps it: in columns, because a site has tens
// of thousands of files, each of which would cost a decoder more than its bytes do.
type keptMemory struct {
	Files keptStamps
	Live  keptListings
	Next  keptListings
}

type keptStamps struct {
	Paths string // each ends with a NUL, which no name has
	Marks []byte // a stamp and a sum for each
}

type keptListings struct {
	Names string // of each folder the path and the names in it; each ends with a NUL, the last one with two
	Marks []byte // a stamp for each
}

func (m memory) keep() keptMemory {
	return keptMemory{m.files.keep(), m.live.keep(), m.next.keep()}
}

func (s stamps) keep() keptStamps {
	var paths strings.Builder
	var marks []byte
	for _, p := range slices.Sorted(maps.Keys(s)) {
		endWithNUL(&paths, p)
		at := s[p]
		marks = append(at.stamp.Append(marks), at.sum[:]...)
	}
	return keptStamps{paths.String(), marks}
}

func (l listings) keep() keptListings {
	var names strings.Builder
	var marks []byte
	for _, p := range slices.Sorted(maps.Keys(l)) {
		endWithNUL(&names, p)
		endWithNUL(&names, l[p].names...)
		names.WriteByte(0)
		marks = l[p].stamp.Append(marks)
	}
	return keptListings{names.String(), marks}
}

func endWithNUL(b *strings.Builder, names ...string) {
	for _, name := range names {
		b.WriteString(name)
		b.WriteByte(0)
	}
}

// memory returns what was kept. It reports false, and returns an empty one, where
// the columns do not fit each other.
func (k keptMemory) memory() (memory, bool) {
	files, okFiles := k.Files.stamps()
	live, okLive := k.Live.listings()
	next, okNext := k.Next.listings()
	if !okFiles || !okLive || !okNext {
		return memory{}, false
	}
	return memory{files, live, next}, true
}

func (k keptStamps) stamps() (stamps, bool) {
	const size = stamp.Bytes + len(model.Sum{})
	out := make(stamps, len(k.Marks)/size)
	marks := k.Marks
	for rest := k.Paths; rest != ""; {
		p, after, found := strings.Cut(rest, "\x00")
		if !found || len(marks) < size {
			return nil, false
		}
		out[p] = stamped{stamp.Read(marks), model.Sum(marks[stamp.Bytes:size])}
		rest, marks = after, marks[size:]
	}
	return out, len(marks) == 0
}

func (k keptListings) listings() (listings, bool) {
	out := make(listings, len(k.Marks)/stamp.Bytes)
	marks := k.Marks
	for rest := k.Names; rest != ""; {
		folder, after, found := strings.Cut(rest, "\x00\x00")
		if !found || len(marks) < stamp.Bytes {
			return nil, false
		}
		names := strings.Split(folder, "\x00")
		out[names[0]] = listing{stamp.Read(marks), names[1:]}
		rest, marks = after, marks[stamp.Bytes:]
	}
	return out, len(marks) == 0
}
