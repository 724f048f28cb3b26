package main

import (
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"sync"
)

// spool keeps the outputs of a build in one temporary file until they are
// published: a large site is larger than what a build should hold in memory.
type spool struct {
	file   *os.File
	mutex  sync.Mutex
	end    int64
	places map[string]span
}

type span struct {
	at   int64
	size int
	crc  uint32
}

var (
	castagnoli      = crc32.MakeTable(crc32.Castagnoli)
	errSpoolDamaged = errors.New("the temporary file has been changed")
)

func newSpool() (*spool, error) {
	f, err := os.CreateTemp("", "kaizen-*")
	if err != nil {
		return nil, fmt.Errorf("temporary file: %w", err)
	}
	return &spool{file: f, places: map[string]span{}}, nil
}

// close removes the file.
func (s *spool) close() error {
	err := s.file.Close()
	if removed := os.Remove(s.file.Name()); err == nil {
		err = removed
	}
	return err
}

func (s *spool) Put(path string, data []byte) error {
	crc := crc32.Checksum(data, castagnoli)
	s.mutex.Lock()
	place := span{s.end, len(data), crc}
	s.end += int64(len(data))
	s.places[path] = place
	s.mutex.Unlock()
	_, err := s.file.WriteAt(data, place.at)
	return err
}

func (s *spool) Get(path string, buf []byte) ([]byte, error) {
	s.mutex.Lock()
	place, ok := s.places[path]
	s.mutex.Unlock()
	if !ok {
		return nil, fmt.Errorf("%s: %w", path, os.ErrNotExist)
	}
	data := slices.Grow(buf[:0], place.size)[:place.size]
	_, err := s.file.ReadAt(data, place.at)
	if err == nil && crc32.Checksum(data, castagnoli) != place.crc {
		err = fmt.Errorf("%s: %w", path, errSpoolDamaged)
	}
	return data, err
}
