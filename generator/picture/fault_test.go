package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"runtime"
	"strings"
	"testing"
)

// What is said of files that can't be published, in both languages.
func TestFaults(t *testing.T) {
	png, jpg := sampleNamed("colours.png"), sampleNamed("photo.jpg")
	var b strings.Builder
	for _, test := range []struct {
		name string
		data []byte
	}{
		{"empty", nil},
		{"text", []byte("改善レポート")},
		{"heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00")},
		{"avif", []byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00")},
		{"tiff", []byte("II*\x00\x08\x00\x00\x00")},
		{"21 MB", append(bytes.Clone(png), make([]byte, 21_000_000)...)},
		{"png bomb", resized(png, 20_000, 20_000)},
		{"png of no width", resized(png, 0, 16)},
		{"png of negative width", resized(png, 1<<31, 16)},
		{"png of half", png[:len(png)/2]},
		{"png with a wrong sum", replaced(png, "gAMA\x00", "gAMA\x01")},
		{"png with pixels first", bytes.Replace(png, []byte("IHDR"), []byte("IDAT"), 1)},
		{"jpeg of half", jpg[:len(jpg)/2]},
		{"jpeg, lossless", replaced(jpg, "\xff\xc0", "\xff\xc3")},
		{"jpeg of 12 bits", replaced(jpg, "\xff\xc0\x00\x11\x08", "\xff\xc0\x00\x11\x0c")},
		{"jpeg of two frames", replaced(jpg, "\xff\xda", "\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00\xff\xda")},
		{"jpeg without pixels", replaced(jpg, "\xff\xda", "\xff\xe5")},
		{"gif without frames", replaced(gifWith(1), "\x2c", "\x3b")},
		{"gif of something else", replaced(gifWith(1), "\x21\xfe", "\x22\xfe")},
		{"webp of half", webpWith(3, 2)[:20]},
		{"webp without pixels", riffChunk("RIFF", []byte("WEBP"))},
		{"webp, sideways", webpWith(3, 2, webpChunk{"EXIF", exif(8)})},
		{"animation, sideways", pngWith(flat(8, 8), pngChunk{"acTL", "\x00\x00\x00\x01\x00\x00\x00\x00"}, pngChunk{"eXIf", exif(3)})},
		{"svg of 6 MB", []byte("<svg>" + strings.Repeat("<g/>", 1_500_000) + "</svg>")},
		{"svg bomb", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"/>`)},
		{"svg, deep", []byte(`<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat("<g>", 300))},
	} {
		_, err := Probe(test.data)
		var fault *Fault
		if !errors.As(err, &fault) {
			t.Errorf("%s: no fault but %v", test.name, err)
			continue
		}
		p := fault.Problem
		fmt.Fprintf(&b, "%s\n  %s: %s → %s\n  %s → %s\n", test.name,
			p.Rule, p.Text.In("en"), p.Hint.In("en"), p.Text.In("ja"), p.Hint.In("ja"))
		if _, err := Clean(test.data); !errors.As(err, &fault) {
			t.Errorf("%s: cleaned", test.name)
		}
		if _, err := Scale(test.data, 1); !errors.As(err, &fault) {
			t.Errorf("%s: scaled", test.name)
		}
	}
	golden(t, "testdata/faults.golden", b.String())
}

// resized writes another size into the header of a PNG.
func resized(png []byte, w, h uint32) []byte {
	png = bytes.Clone(png)
	binary.BigEndian.PutUint32(png[16:], w)
	binary.BigEndian.PutUint32(png[20:], h)
	binary.BigEndian.PutUint32(png[29:], crc32.ChecksumIEEE(png[12:29]))
	return png
}

func replaced(data []byte, old, new string) []byte {
	if !bytes.Contains(data, []byte(old)) {
		panic("nothing to replace")
	}
	return bytes.Replace(data, []byte(old), []byte(new), 1)
}

// No picture is complete before its last byte.
func TestPrefixesAreBroken(t *testing.T) {
	for _, s := range samples() {
		clean, err := Clean(s.data)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for n := range clean {
			var fault *Fault
			if _, err := Probe(clean[:n]); !errors.As(err, &fault) {
				t.Errorf("%s: %d of %d bytes pass", s.name, n, len(clean))
			}
		}
	}
}

// A picture whose structure is sound and whose pixels are not has a fault as
// soon as pixels are needed.
func TestDamagedPixels(t *testing.T) {
	const cut = 40 // bytes of compressed pixels that are missing
	data := sampleNamed("sideways.jpg")
	end := bytes.LastIndex(data, []byte("\xff\xd9"))
	data = append(bytes.Clone(data[:end-cut]), "\xff\xd9"...)
	if _, err := Probe(data); err != nil {
		t.Fatal(err)
	}
	var fault *Fault
	if _, err := Clean(data); !errors.As(err, &fault) || fault.Problem.Rule != "broken-picture" {
		t.Errorf("cleaned: %v", err)
	}
	if _, err := Scale(data, 8); !errors.As(err, &fault) || fault.Problem.Rule != "broken-picture" {
		t.Errorf("scaled: %v", err)
	}
}

// Pictures that would take too much memory are known before any is taken.
func TestCostlyPicturesAreNotDecoded(t *testing.T) {
	deep := resized(pngWith(image.NewNRGBA64(image.Rect(0, 0, 8, 8))), 7000, 5000)
	progressive := replaced(sampleNamed("photo.jpg"), "\xff\xc0\x00\x11\x08\x00\x18\x00\x28", "\xff\xc2\x00\x11\x08\x17\x70\x17\x70")
	repainted := replaced(jpegWith(gradient(1000, 1000)), "\xff\xda", strings.Repeat("\xff\xda\x00\x02", 100)+"\xff\xda")
	for name, data := range map[string][]byte{
		"16 bits a channel": deep, "progressive": progressive, "repainted": repainted,
	} {
		before := allocated()
		info, err := Probe(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if info.Scalable || Widths(info) != nil {
			t.Errorf("%s: offered for scaling", name)
		}
		if _, err := Clean(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Scale(data, 100); err == nil {
			t.Errorf("%s: scaled", name)
		}
		if got := allocated() - before; got > 1_000_000 {
			t.Errorf("%s: took %d bytes of memory", name, got)
		}
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
