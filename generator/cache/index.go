package cache

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"iter"
	"maps"
	"os"
	"slices"
	"sort"

	"kaizen/generator/model"
)

// The file: the values, the index (a row for each, sorted by key), the tail. Numbers
// are little-endian.

// index is what stands in the file. It is searched as it is: a run that finds
// nothing changed asks for a few of a hundred thousand values.
type index []byte

type row struct {
	Key model.Sum
	place
}

// rowSize is the length of a row in bytes.
const rowSize = len(model.Sum{}) + 8 + 4 + 4

func (r row) append(b []byte) []byte {
	b = append(b, r.Key[:]...)
	b = binary.LittleEndian.AppendUint64(b, uint64(r.At))
	b = binary.LittleEndian.AppendUint32(b, r.Size)
	return binary.LittleEndian.AppendUint32(b, r.CRC)
}

func (x index) len() int { return len(x) / rowSize }

func (x index) row(i int) row {
	b := x[i*rowSize : (i+1)*rowSize]
	r := row{Key: model.Sum(b[:len(model.Sum{})])}
	b = b[len(r.Key):]
	r.At = int64(binary.LittleEndian.Uint64(b))
	r.Size = binary.LittleEndian.Uint32(b[8:])
	r.CRC = binary.LittleEndian.Uint32(b[12:])
	return r
}

func (x index) rows() iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range x.len() {
			if !yield(x.row(i)) {
				return
			}
		}
	}
}

// find returns the place of the value of a key.
func (x index) find(key model.Sum) (place, bool) {
	i, found := sort.Find(x.len(), func(i int) int { return bytes.Compare(key[:], x[i*rowSize:][:len(key)]) })
	if !found {
		return place{}, false
	}
	return x.row(i).place, true
}

type tail struct {
	Program model.Sum
	Index   place
	Magic   [8]byte
}

var magic = [8]byte{'k', 'a', 'i', 'z', 'e', 'n', 0, 2}

func writeIndex(w io.Writer, program model.Sum, places map[model.Sum]place, at int64) error {
	keys := slices.SortedFunc(maps.Keys(places), func(a, b model.Sum) int { return bytes.Compare(a[:], b[:]) })
	data := make([]byte, 0, len(keys)*rowSize)
	for _, key := range keys {
		data = row{key, places[key]}.append(data)
	}
	end := tail{program, place{at, uint32(len(data)), crc32.Checksum(data, castagnoli)}, magic}
	data, err := binary.Append(data, binary.LittleEndian, end)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// readIndex returns the index of a file, and where it begins.
func readIndex(f *os.File, program model.Sum) (known index, values int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	var end tail
	size := int64(binary.Size(end))
	if info.Size() < size {
		return nil, 0, errDamaged
	}
	if err := binary.Read(io.NewSectionReader(f, info.Size()-size, size), binary.LittleEndian, &end); err != nil {
		return nil, 0, err
	}
	if end.Magic != magic || end.Program != program || end.Index.At < 0 || end.Index.At+int64(end.Index.Size)+size != info.Size() {
		return nil, 0, errDamaged
	}
	data, err := read(f, end.Index, nil)
	if err != nil {
		return nil, 0, err
	}
	return data, end.Index.At, nil
}
