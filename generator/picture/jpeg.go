package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// Markers of JPEG segments (ITU-T T.81, table B.1).
const (
	markerSOF0  = 0xc0 // baseline
	markerSOF1  = 0xc1
	markerSOF2  = 0xc2 // progressive
	markerDHT   = 0xc4
	markerRST0  = 0xd0
	markerRST7  = 0xd7
	markerEOI   = 0xd9
	markerSOS   = 0xda
	markerDQT   = 0xdb
	markerDNL   = 0xdc
	markerDRI   = 0xdd
	markerAPP0  = 0xe0
	markerAPP1  = 0xe1
	markerAPP14 = 0xee

	lastSOF = 0xcf
)

// keptJPEG holds the segments that are published whole.
var keptJPEG = [256]bool{
	markerSOF0: true, markerSOF1: true, markerSOF2: true, markerSOS: true,
	markerDHT: true, markerDQT: true, markerDRI: true, markerDNL: true,
}

// dissectJPEG reads segments up to the end of the image. What follows (a
// film, a second picture at full size) is left behind.
func dissectJPEG(data []byte) (*file, error) {
	f := &file{
		Info: Info{Type: typeJPEG},
		keep: [][]byte{data[:2]},
	}
	scans, leastScans := 0, 1
	for rest := data[2:]; ; {
		var segment []byte
		var err error
		segment, rest, err = nextJPEG(rest)
		if err != nil {
			return nil, err
		}
		switch segment[1] {
		case markerEOI:
			if f.perPixel == 0 || scans == 0 {
				return nil, wrong("JPEG without pixels")
			}
			f.perPixel *= max(scans, leastScans)
			f.keep = append(f.keep, segment)
			return f, nil
		case markerSOS:
			scans++
		case markerSOF2:
			// Until the last scan, coefficients wait in four bytes each.
			leastScans = 5
			fallthrough
		case markerSOF0, markerSOF1:
			if err := f.readSOF(segment); err != nil {
				return nil, err
			}
		}
		if err := f.keepJPEG(segment); err != nil {
			return nil, err
		}
	}
}

// nextJPEG returns the segment that comes next in data, with its marker and
// length, and what follows it. A segment SOS includes the compressed pixels.
// Bytes between segments mean nothing.
func nextJPEG(data []byte) (segment, rest []byte, err error) {
	i := nextMarker(data)
	if i+2 > len(data) {
		return nil, nil, truncated("JPEG")
	}
	data = data[i:]
	if data[1] == markerEOI {
		return data[:2], data[2:], nil
	}
	if len(data) < 4 {
		return nil, nil, truncated("JPEG")
	}
	n := 2 + int(binary.BigEndian.Uint16(data[2:]))
	switch {
	case n < 4 || data[1] < markerSOF0:
		return nil, nil, wrong(segmentName(data))
	case n > len(data):
		return nil, nil, truncated(segmentName(data))
	case data[1] == markerSOS:
		n += nextMarker(data[n:])
	}
	return data[:n], data[n:], nil
}

// nextMarker returns where the next marker of a segment is in data, or
// len(data). Compressed pixels hold escaped bytes 0xff, and restarts.
func nextMarker(data []byte) int {
	for at := 0; ; {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 == len(data) {
			return len(data)
		}
		at += i
		switch next := data[at+1]; {
		case next == 0xff:
			at++
		case next == 0 || next >= markerRST0 && next <= markerRST7:
			at += 2
		default:
			return at
		}
	}
}

func segmentName(segment []byte) string {
	return fmt.Sprintf("JPEG segment %X", segment[:2])
}

// readSOF reads the frame header. Only what browsers decode passes: 8 bits a
// sample, and not the arithmetic, lossless and hierarchical kinds.
func (f *file) readSOF(segment []byte) error {
	body := segment[4:]
	if f.perPixel > 0 || len(body) < 6 || body[0] != 8 {
		return wrong(segmentName(segment))
	}
	f.Height = int(binary.BigEndian.Uint16(body[1:]))
	f.Width = int(binary.BigEndian.Uint16(body[3:]))
	f.perPixel = int(body[5])
	if f.perPixel == 0 {
		return wrong(segmentName(segment))
	}
	return nil
}

// keepJPEG decides what of a segment is published: tables, frames and scans
// whole; of the application segments that change colours, the numbers.
func (f *file) keepJPEG(segment []byte) error {
	marker, body := segment[1], segment[4:]
	switch {
	case keptJPEG[marker]:
		f.keep = append(f.keep, segment)
	case marker <= lastSOF:
		return wrong(segmentName(segment))
	case marker == markerAPP0 && len(body) >= 14 && string(body[:5]) == "JFIF\x00":
		const withoutThumbnail = "\x00\x00"
		f.keep = append(f.keep, []byte("\xff\xe0\x00\x10"), body[:12], []byte(withoutThumbnail))
	case marker == markerAPP14 && len(body) >= 12 && string(body[:5]) == "Adobe":
		f.keep = append(f.keep, []byte("\xff\xee\x00\x0e"), body[:12])
	case marker == markerAPP1 && f.orientation == 0:
		if tiff, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
			f.orientation = orientationOf(tiff)
		}
	}
	return nil
}
