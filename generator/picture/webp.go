package picture

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Flags of a VP8X chunk (RFC 9649, section 2.7).
const (
	webpICC       = 0x20
	webpEXIF      = 0x08
	webpXMP       = 0x04
	webpAnimation = 0x02
)

// dissectWebP reads the chunks of a RIFF file. The sizes and flags at its
// start have to be written anew, since they count what is left out.
func dissectWebP(data []byte) (*file, error) {
	const header = 12
	n := uint64(binary.LittleEndian.Uint32(data[4:])) + 8
	if n > uint64(len(data)) || n < header {
		return nil, truncated("WebP")
	}
	f := &file{Info: Info{Type: typeWebP}}
	chunks, err := f.keepWebP(data[header:n])
	if err != nil {
		return nil, err
	}
	if f.Width == 0 {
		return nil, wrong("WebP chunk VP8")
	}
	f.keep = [][]byte{riffChunk("RIFF", []byte("WEBP"), chunks)}
	return f, nil
}

// keepWebP returns the chunks that may be published, out of the body of a
// file, and notes what they tell.
func (f *file) keepWebP(chunks []byte) ([]byte, error) {
	var kept []byte
	for len(chunks) > 0 {
		name, body, rest, err := nextWebP(chunks)
		if err != nil {
			return nil, err
		}
		chunks = rest
		switch name {
		case "EXIF":
			f.orientation = orientationOf(body)
			continue
		case "VP8X":
			if len(body) != 10 || f.Width > 0 {
				return nil, wrong("WebP chunk VP8X")
			}
			f.Animated = body[0]&webpAnimation != 0
			f.Width, f.Height = 1+uint24(body[4:]), 1+uint24(body[7:])
			body = slices.Clone(body)
			body[0] &^= webpICC | webpEXIF | webpXMP
		case "VP8 ", "VP8L":
			if err := f.readWebPSize(name, body); err != nil {
				return nil, err
			}
		case "ANMF":
			if body, err = keepWebPFrame(body); err != nil {
				return nil, err
			}
		case "ALPH", "ANIM":
		default:
			continue
		}
		kept = append(kept, riffChunk(name, body)...)
	}
	return kept, nil
}

// keepWebPFrame does the same with one frame of an animation: 16 bytes of
// place and time, then chunks.
func keepWebPFrame(frame []byte) ([]byte, error) {
	const header = 16
	if len(frame) < header {
		return nil, truncated("WebP chunk ANMF")
	}
	kept := slices.Clone(frame[:header])
	for chunks := frame[header:]; len(chunks) > 0; {
		name, body, rest, err := nextWebP(chunks)
		if err != nil {
			return nil, err
		}
		chunks = rest
		switch name {
		case "ALPH", "VP8 ", "VP8L":
			kept = append(kept, riffChunk(name, body)...)
		}
	}
	return kept, nil
}

// readWebPSize reads the size of a picture without a chunk VP8X (RFC 6386,
// section 9.1; RFC 9649, section 3.4).
func (f *file) readWebPSize(name string, body []byte) error {
	switch {
	case f.Width > 0:
	case name == "VP8L" && len(body) >= 5 && body[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(body[1:])
		f.Width, f.Height = 1+int(bits&0x3fff), 1+int(bits>>14&0x3fff)
	case name == "VP8 " && len(body) >= 10 && bytes.Equal(body[3:6], []byte("\x9d\x01\x2a")):
		f.Width = int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff)
		f.Height = int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff)
	default:
		return wrong("WebP chunk " + name)
	}
	return nil
}

// nextWebP takes the chunk apart that data starts with.
func nextWebP(data []byte) (name string, body, rest []byte, err error) {
	const header = 8
	if len(data) < header {
		return "", nil, nil, truncated("WebP")
	}
	name = string(data[:4])
	n := uint64(binary.LittleEndian.Uint32(data[4:]))
	if n > uint64(len(data)-header) {
		return "", nil, nil, truncated("WebP chunk " + printable(name))
	}
	rest = data[header+n:]
	if n%2 == 1 && len(rest) > 0 {
		rest = rest[1:]
	}
	return name, data[header : header+n], rest, nil
}

// riffChunk puts a chunk together, padded to an even length.
func riffChunk(name string, bodies ...[]byte) []byte {
	body := slices.Concat(bodies...)
	chunk := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(body)))
	chunk = append(chunk, body...)
	if len(body)%2 == 1 {
		chunk = append(chunk, 0)
	}
	return chunk
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
