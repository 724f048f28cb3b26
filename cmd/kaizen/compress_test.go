package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// TestCompressed unpacks every compressed copy of a site: it is the file beside
// it, and smaller. What does not get smaller has no copy.
func TestCompressed(t *testing.T) {
	site := writeSite(t, smallSite)
	mustRun(t, "build", "--source", site, "--compress", "gz,br")
	files := map[string][]byte{}
	eachFile(t, filepath.Join(site, "public"), func(name string, data []byte) error { files[name] = data; return nil })
	unpack := map[string]func(io.Reader) (io.Reader, error){
		".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	}
	seen := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		ending := filepath.Ext(name)
		if unpack[ending] == nil {
			continue
		}
		seen[ending]++
		plain := files[strings.TrimSuffix(name, ending)]
		r, err := unpack[ending](bytes.NewReader(files[name]))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		data, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(data, plain) {
			t.Errorf("%s is not the file beside it: %v", name, err)
		}
		if len(files[name]) >= len(plain) {
			t.Errorf("%s has %d bytes, the file beside it %d", name, len(files[name]), len(plain))
		}
	}
	if seen[".gz"] < 20 || seen[".br"] < 20 {
		t.Errorf("only %v copies", seen)
	}
	if files["robots.txt"] == nil || files["robots.txt.gz"] != nil {
		t.Error("robots.txt is too short to get smaller, but has a copy")
	}
}
