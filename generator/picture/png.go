package picture

import (
	"encoding/binary"
	"hash/crc32"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// keptPNG holds the chunks that decide how the picture looks and carry numbers
// only (PNG, third edition, section 11). Not on it: text, time, EXIF, physical
// size, and the colour profile iCCP, which names devices.
var keptPNG = setOf("IHDR PLTE tRNS IDAT IEND sRGB gAMA cHRM cICP acTL fcTL fdAT")

// dissectPNG reads chunks up to IEND. What follows is left behind on purpose:
// editors that overwrite a file with its cropped self leave the rest of the
// old picture there.
func dissectPNG(data []byte) (*file, error) {
	f := &file{
		Info: Info{Type: typePNG},
		keep: [][]byte{data[:len(pngSignature)]},
	}
	hasPixels := false
	for rest := data[len(pngSignature):]; ; {
		chunk, err := nextPNG(rest)
		if err != nil {
			return nil, err
		}
		rest = rest[len(chunk):]
		name, body := string(chunk[4:8]), chunk[8:len(chunk)-4]
		if first := len(f.keep) == 1; first != (name == "IHDR") {
			return nil, wrong("PNG chunk IHDR")
		}
		switch name {
		case "IHDR":
			if err := f.readIHDR(body); err != nil {
				return nil, err
			}
		case "IDAT":
			hasPixels = true
		case "acTL":
			f.Animated = true
		case "eXIf":
			f.orientation = orientationOf(body)
		}
		if keptPNG[name] {
			f.keep = append(f.keep, chunk)
		}
		if name == "IEND" {
			if !hasPixels {
				return nil, wrong("PNG chunk IDAT")
			}
			return f, nil
		}
	}
}

// nextPNG returns the chunk at the start of rest: length, name, body, checksum.
func nextPNG(rest []byte) ([]byte, error) {
	if len(rest) < 12 {
		return nil, truncated("PNG")
	}
	name := string(rest[4:8])
	n := uint64(binary.BigEndian.Uint32(rest)) + 12
	if n > uint64(len(rest)) {
		return nil, truncated("PNG chunk " + printable(name))
	}
	chunk := rest[:n]
	if crc32.ChecksumIEEE(chunk[4:n-4]) != binary.BigEndian.Uint32(chunk[n-4:]) {
		return nil, wrong("PNG chunk " + printable(name))
	}
	return chunk, nil
}

func (f *file) readIHDR(body []byte) error {
	if len(body) != 13 {
		return wrong("PNG chunk IHDR")
	}
	w, h := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	if w > 1<<31-1 || h > 1<<31-1 {
		return wrong("PNG chunk IHDR")
	}
	f.Width, f.Height = int(w), int(h)
	depth, colour := int(body[8]), body[9]
	samples, ok := map[byte]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
	if !ok || depth == 0 || depth > 16 {
		return wrong("PNG chunk IHDR")
	}
	f.Palette = colour == 3
	if samples > 1 {
		samples = 4 // what decoding makes of them
	}
	f.perPixel = samples * max(depth, 8) / 8
	return nil
}

// printable returns a name out of a file as people can read it.
func printable(name string) string {
	b := []byte(name)
	for i, c := range b {
		if c < ' ' || c > '~' {
			b[i] = '?'
		}
	}
	return string(b)
}
