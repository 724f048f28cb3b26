package picture

import (
	"bytes"
	"encoding/binary"
)

// Blocks of a GIF (GIF89a, appendix A).
const (
	gifExtension   = 0x21
	gifImage       = 0x2c
	gifTrailer     = 0x3b
	gifPlainText   = 0x01
	gifControl     = 0xf9
	gifApplication = 0xff
)

// dissectGIF reads blocks up to the trailer. Kept are the frames, what
// controls each, and how often they repeat; comments, texts and what
// applications add are not.
func dissectGIF(data []byte) (*file, error) {
	const header = 13 // signature and logical screen
	if len(data) < header {
		return nil, truncated("GIF")
	}
	colours := lenColours(data[10])
	if header+colours > len(data) {
		return nil, truncated("GIF")
	}
	f := &file{Info: Info{
		Type:   typeGIF,
		Width:  int(binary.LittleEndian.Uint16(data[6:])),
		Height: int(binary.LittleEndian.Uint16(data[8:])),
	}}
	f.keep = [][]byte{data[:header+colours]}
	frames := 0
	var control []byte // goes with the frame that follows
	for rest := data[header+colours:]; ; {
		n := lenGIFBlock(rest)
		if n > len(rest) {
			return nil, truncated("GIF")
		}
		block := rest[:n]
		rest = rest[n:]
		switch block[0] {
		case gifTrailer:
			if frames == 0 {
				return nil, truncated("GIF")
			}
			f.Animated = frames > 1
			f.keep = append(f.keep, block)
			return f, nil
		case gifImage:
			frames++
			f.keep = append(f.keep, control, block)
			control = nil
		case gifExtension:
			switch {
			case block[1] == gifControl:
				control = block
			case block[1] == gifPlainText:
				control = nil
			case block[1] == gifApplication && loops(block):
				f.keep = append(f.keep, block)
			}
		default:
			return nil, wrong("GIF")
		}
	}
}

// lenGIFBlock returns the length of the block that data starts with; it is
// more than len(data) when the block is not complete.
func lenGIFBlock(data []byte) int {
	var at int // of the sub-blocks, each with its length before it
	switch {
	case len(data) == 0:
		return 1
	case data[0] == gifExtension:
		at = 2
	case data[0] == gifImage:
		const descriptor, codeSize = 10, 1
		if len(data) < descriptor {
			return descriptor
		}
		at = descriptor + lenColours(data[9]) + codeSize
	default:
		return 1
	}
	for at < len(data) && data[at] != 0 {
		at += 1 + int(data[at])
	}
	return at + 1
}

// lenColours returns the length of the colour table that flags announce.
func lenColours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// loops reports whether an application extension is the one that browsers
// know, with nothing in it but how often to repeat.
func loops(block []byte) bool {
	return len(block) == 19 &&
		(bytes.HasPrefix(block[2:], []byte("\x0bNETSCAPE2.0\x03\x01")) ||
			bytes.HasPrefix(block[2:], []byte("\x0bANIMEXTS1.0\x03\x01")))
}
