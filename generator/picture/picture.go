// Package picture makes an author's pictures fit to publish: it tells their
// size, takes away what tells about the author, and scales them down.
//
// A picture is taken apart into the pieces its format is made of, and only
// the pieces on a list are put together again. So the pixels stay what they
// were, to the bit, and whatever a camera, phone or editor wrote beside them
// (place, time, serial numbers, thumbnails from before cropping, bytes after
// the end) is gone, known to us or not. Pixels are decoded in two cases only:
// a picture that lies on its side, and Scale.
//
// Colour profiles go too, for they name devices: colours count as sRGB.
// The same bytes give the same bytes, on every machine.
package picture

import (
	"bytes"
	"slices"
)

// What a picture may be at most.
const (
	MaxBytes    = 20_000_000
	MaxSVGBytes = 5_000_000
	MaxPixels   = 40_000_000

	maxWork = 250_000_000 // to decode a picture, in the unit of file.perPixel
)

// Info is what a page has to know of a picture to show it.
type Info struct {
	Type     string // media type: image/ png, jpeg, gif, webp or svg+xml
	Width    int    // in pixels (of an SVG: CSS pixels), when upright
	Height   int
	Bytes    int  // of the file as the author has it
	Animated bool // GIF, PNG or WebP with more than one frame
	Palette  bool // PNG of 256 colours at most
	Scalable bool // Scale works: a still PNG or JPEG, not too costly to decode
}

// Probe tells what picture data holds; it looks at the structure of the whole
// file, not at pixels. What is wrong is a *Fault: unknown format, too large,
// broken, an SVG that holds what a picture must not hold. What has no fault
// can be cleaned, unless it needs turning and its pixels are damaged.
func Probe(data []byte) (Info, error) {
	f, err := open(data)
	if err != nil {
		return Info{}, err
	}
	return f.Info, nil
}

// Clean returns the same picture, upright, with nothing in it but what is
// needed to draw it. A picture that is clean comes back as it is.
func Clean(data []byte) ([]byte, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	return f.clean(data)
}

// file is a picture taken apart.
type file struct {
	Info
	orientation orientation // as stored; Info has the sizes after turning
	perPixel    int         // what decoding a pixel takes: bytes, and passes over them
	keep        [][]byte    // the pieces that may be published, in order
}

// open takes data apart by its first bytes; names and extensions lie.
func open(data []byte) (*file, error) {
	if len(data) > MaxBytes {
		return nil, tooManyBytes(len(data), MaxBytes)
	}
	f, err := dissect(data)
	if err != nil {
		return nil, err
	}
	f.Bytes = len(data)
	if f.Width < 1 || f.Height < 1 {
		return nil, broken("its width or height is 0", "幅か高さが0です")
	}
	if f.Width > MaxPixels/f.Height {
		return nil, tooManyPixels(f.Width, f.Height)
	}
	f.Scalable = (f.Type == typePNG || f.Type == typeJPEG) &&
		!f.Animated && f.Width*f.Height <= maxWork/f.perPixel
	if f.orientation.turned() && !f.Scalable {
		return nil, cannotTurn()
	}
	if f.orientation.sideways() {
		f.Width, f.Height = f.Height, f.Width
	}
	return f, nil
}

const (
	typePNG  = "image/png"
	typeJPEG = "image/jpeg"
	typeGIF  = "image/gif"
	typeWebP = "image/webp"
	typeSVG  = "image/svg+xml"
)

func dissect(data []byte) (*file, error) {
	switch {
	case bytes.HasPrefix(data, []byte(pngSignature)):
		return dissectPNG(data)
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return dissectJPEG(data)
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return dissectGIF(data)
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return dissectWebP(data)
	case looksLikeXML(data):
		if len(data) > MaxSVGBytes {
			return nil, tooManyBytes(len(data), MaxSVGBytes)
		}
		return dissectSVG(data)
	}
	return nil, unknownFormat(foreignFormat(data))
}

func (f *file) clean(data []byte) ([]byte, error) {
	if !f.orientation.turned() {
		return slices.Concat(f.keep...), nil
	}
	img, err := f.decode(data)
	if err != nil {
		return nil, err
	}
	return f.encode(upright(img, f.orientation), faithful)
}
