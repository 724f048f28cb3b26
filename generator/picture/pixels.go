package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
)

// fidelity says what encoding may change for the sake of fewer bytes.
type fidelity struct {
	quality   int // of a JPEG
	tolerance int // of a PNG in 256 colours: mean squared error per pixel
}

var (
	faithful = fidelity{quality: 90, tolerance: 0}
	// thrifty is for copies at other sizes. Nobody sees its tolerance:
	// screenshots stay far below, photographs far above.
	thrifty = fidelity{quality: 85, tolerance: 6}
	// frugal is for those of a picture that had a palette already.
	frugal = fidelity{tolerance: 4 * 255 * 255}
)

// decode returns the pixels of the picture as stored, not yet upright.
func (f *file) decode(data []byte) (image.Image, error) {
	decode := png.Decode
	if f.Type == typeJPEG {
		decode = jpeg.Decode
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, broken("its pixels can't be decoded: "+err.Error(), "画素を復元できません（"+err.Error()+"）")
	}
	return img, nil
}

// encode returns img in the format of the file.
func (f *file) encode(img image.Image, as fidelity) ([]byte, error) {
	var b bytes.Buffer
	if f.Type == typeJPEG {
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: as.quality}); err != nil {
			return nil, fmt.Errorf("picture: encode JPEG: %w", err)
		}
		return b.Bytes(), nil
	}
	if rgba, ok := img.(*image.RGBA); ok {
		if few := withPalette(rgba, as.tolerance); few != nil {
			img = few
		}
	}
	if err := png.Encode(&b, img); err != nil {
		return nil, fmt.Errorf("picture: encode PNG: %w", err)
	}
	return b.Bytes(), nil
}

// rows returns img row by row: one byte a pixel if it is grey, else four,
// red, green and blue multiplied by alpha. A row is valid until the next.
func rows(img image.Image) (channels int, row func(y int) []byte) {
	b := img.Bounds()
	if grey, ok := img.(*image.Gray); ok {
		return 1, func(y int) []byte {
			return grey.Pix[y*grey.Stride:][:b.Dx()]
		}
	}
	line := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	return 4, func(y int) []byte {
		draw.Draw(line, line.Rect, img, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
		return line.Pix
	}
}

// blank returns an image for rows of that many channels, and its pixels.
func blank(channels, w, h int) (image.Image, []byte) {
	if channels == 1 {
		img := image.NewGray(image.Rect(0, 0, w, h))
		return img, img.Pix
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	return img, img.Pix
}

// upright turns img, stored with orientation o.
func upright(img image.Image, o orientation) image.Image {
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	channels, row := rows(img)
	turned, pix := blank(channels, w, h)
	if o.sideways() {
		turned, pix = blank(channels, h, w)
	}
	first, right, below := o.steps(w, h)
	for y := range h {
		line := row(y)
		at := first + y*below
		for x := range w {
			copy(pix[at*channels:][:channels], line[x*channels:])
			at += right
		}
	}
	return turned
}
