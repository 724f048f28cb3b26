package picture

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"slices"
	"testing"

	"golang.org/x/image/draw"
)

func TestWidths(t *testing.T) {
	for _, test := range []struct {
		info Info
		want []int
	}{
		{Info{Width: 2560, Bytes: 400_000, Scalable: true}, []int{480, 960, 1440}},
		{Info{Width: 1920, Bytes: 400_000, Scalable: true}, []int{480, 960, 1440}},
		{Info{Width: 1280, Bytes: 400_000, Scalable: true}, []int{480, 960}},
		{Info{Width: 1279, Bytes: 400_000, Scalable: true}, []int{480}},
		{Info{Width: 639, Bytes: 400_000, Scalable: true}, nil},
		{Info{Width: 2560, Bytes: 400_000, Scalable: true, Palette: true}, []int{480, 960}},
		{Info{Width: 960, Bytes: 400_000, Scalable: true, Palette: true}, []int{480}},
		{Info{Width: 2560, Bytes: 39_999, Scalable: true}, nil},
		{Info{Width: 2560, Bytes: 400_000}, nil},
	} {
		if got := Widths(test.info); !slices.Equal(got, test.want) {
			t.Errorf("%+v: %v, want %v", test.info, got, test.want)
		}
	}
}

func TestScale(t *testing.T) {
	for _, test := range []struct {
		name string
		data []byte
	}{
		{"screenshot.png", pngWith(page(1280, 800), pngExtras...)},
		{"palette.png", pngWith(indexed(page(1280, 800)), pngExtras...)},
		{"noise.png", pngWith(noise(400, 300), pngExtras...)},
		{"photo.jpg", jpegWith(gradient(1280, 800), jpegExtras(1)...)},
		{"sideways.jpg", jpegWith(gradient(800, 1280), jpegExtras(8)...)},
		{"grey.jpg", jpegWith(grey(page(1280, 800)), jpegExtras(1)...)},
	} {
		whole, err := Probe(test.data)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		clean, err := Clean(test.data)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		for _, width := range []int{1, 99, 480, 960} {
			scaled, err := Scale(test.data, width)
			if err != nil {
				t.Fatalf("%s to %d: %v", test.name, width, err)
			}
			if len(scaled) > len(clean) {
				t.Errorf("%s to %d: %d bytes, the whole has %d", test.name, width, len(scaled), len(clean))
			}
			if bytes.Equal(scaled, clean) {
				if width < whole.Width && (width <= whole.Width/2 || !whole.Palette) {
					t.Errorf("%s to %d: left as it is", test.name, width)
				}
				continue
			}
			info, err := Probe(scaled)
			if err != nil {
				t.Fatalf("%s to %d: %v", test.name, width, err)
			}
			height := max(1, (width*whole.Height+whole.Width/2)/whole.Width)
			if info.Type != whole.Type || info.Width != width || info.Height != height {
				t.Errorf("%s to %d: %+v", test.name, width, info)
			}
			if again, _ := Clean(scaled); !bytes.Equal(again, scaled) {
				t.Errorf("%s to %d: not clean", test.name, width)
			}
		}
	}
}

// Where a copy would be larger, the whole stands in for it.
func TestScaleNeverGrows(t *testing.T) {
	stripes := image.NewPaletted(image.Rect(0, 0, 1024, 64), color.Palette{color.Black, color.White})
	for i := range stripes.Pix {
		stripes.Pix[i] = byte(i & 1)
	}
	data := pngWith(stripes, pngExtras...)
	clean, err := Clean(data)
	if err != nil {
		t.Fatal(err)
	}
	scaled, err := Scale(data, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(scaled, clean) {
		t.Errorf("%d bytes, the whole has %d", len(scaled), len(clean))
	}
}

func TestScaleRefuses(t *testing.T) {
	for _, name := range []string{"animation.png", "still.gif", "rich.webp", "drawing.svg"} {
		if _, err := Scale(sampleNamed(name), 1); err == nil {
			t.Errorf("%s: scaled", name)
		}
	}
	if _, err := Scale(sampleNamed("photo.jpg"), 0); err == nil {
		t.Error("scaled to no width")
	}
}

// Another implementation of the same filter, in floating point, comes to the
// same picture. The pictures are pale, for where sharpening meets black and
// white ours cuts it off between its two steps.
func TestShrinkAgrees(t *testing.T) {
	for name, img := range map[string]image.Image{
		"page":        pale(page(300, 200)),
		"gradient":    pale(gradient(301, 203)),
		"transparent": pale(flat(300, 200)),
		"grey":        grey(pale(page(300, 200))),
	} {
		for _, size := range [][2]int{{1, 1}, {7, 5}, {100, 67}, {150, 100}, {240, 160}, {299, 199}} {
			got := shrink(img, size[0], size[1])
			want := image.NewRGBA(got.Bounds())
			draw.CatmullRom.Scale(want, want.Rect, img, img.Bounds(), draw.Src, nil)
			if off := furthest(got, want); off > 1 {
				t.Errorf("%s to %v: %d of 255 off", name, size, off)
			}
		}
	}
}

func pale(img image.Image) image.Image {
	rgba := image.NewRGBA(img.Bounds())
	draw.Draw(rgba, rgba.Rect, img, image.Point{}, draw.Src)
	for i, v := range rgba.Pix {
		rgba.Pix[i] = 64 + v/2
	}
	return rgba
}

// Sharpening must not make a colour brighter than its alpha allows.
func TestShrinkLimitsToAlpha(t *testing.T) {
	small := shrink(flat(300, 200), 240, 160).(*image.RGBA)
	for i := 0; i < len(small.Pix); i += 4 {
		if p := small.Pix[i : i+4]; max(p[0], p[1], p[2]) > p[3] {
			t.Fatalf("pixel %d is %v", i/4, p)
		}
	}
}

// furthest returns how far the channels of two pictures are apart at most.
func furthest(a, b image.Image) int {
	worst := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, q := color.RGBAModel.Convert(a.At(x, y)).(color.RGBA), b.At(x, y).(color.RGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B), int(p.A) - int(q.A)} {
				worst = max(worst, d, -d)
			}
		}
	}
	return worst
}

// The same pixels on every machine and with every version of Go.
func TestShrinkIsReproducible(t *testing.T) {
	sum := sha256.New()
	for _, img := range []image.Image{page(300, 200), gradient(301, 203), flat(300, 200)} {
		small := shrink(img, 173, 97).(*image.RGBA)
		few := withPalette(small, frugal.tolerance).(*image.Paletted)
		sum.Write(small.Pix)
		sum.Write(few.Pix)
		fmt.Fprint(sum, few.Palette)
	}
	golden(t, "testdata/shrink.golden", fmt.Sprintf("%x\n", sum.Sum(nil)))
}

// Nobody sees that a page of text has only 256 colours; a photograph keeps its own.
func TestPalette(t *testing.T) {
	small := shrink(page(1280, 800), 480, 300).(*image.RGBA)
	few := withPalette(small, thrifty.tolerance)
	if few == nil {
		t.Fatal("a page of text in full colour")
	}
	if off := furthest(few, small); off > 24 {
		t.Errorf("a page of text is %d of 255 off", off)
	}
	if withPalette(shrink(noise(400, 300), 200, 150).(*image.RGBA), thrifty.tolerance) != nil {
		t.Error("a photograph in 256 colours")
	}
	if withPalette(shrink(flat(400, 300), 200, 150).(*image.RGBA), faithful.tolerance) == nil {
		t.Error("three colours and their mixtures need more than a palette")
	}
}

func indexed(img image.Image) image.Image {
	rgba := image.NewRGBA(img.Bounds())
	draw.Draw(rgba, rgba.Rect, img, image.Point{}, draw.Src)
	return withPalette(rgba, frugal.tolerance)
}

func grey(img image.Image) image.Image {
	g := image.NewGray(img.Bounds())
	draw.Draw(g, g.Rect, img, image.Point{}, draw.Src)
	return g
}

// noise is the hardest picture of all, and the same every time.
func noise(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	state := uint32(1)
	for i := range img.Pix {
		state = state*1664525 + 1013904223
		img.Pix[i] = byte(state>>24) | 3
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}
