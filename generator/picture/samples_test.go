package picture

import (
	"bytes"
	"encoding/binary"
	"flag"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

var update = flag.Bool("update", false, "rewrite golden files")

// golden compares got with a file, or rewrites the file with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", name, got)
	}
}

// secret stands for all that must not be published; every sample is full of it.
const secret = "35.6586N 139.7454E"

// sample is a picture with everything in it that cameras and editors add.
type sample struct {
	name string
	data []byte
}

func samples() []sample {
	return []sample{
		{"colours.png", pngWith(gradient(24, 16), pngExtras...)},
		{"palette.png", pngWith(flat(24, 16), pngExtras...)},
		{"animation.png", pngWith(flat(8, 8), append(slices.Clone(pngExtras), pngChunk{"acTL", "\x00\x00\x00\x01\x00\x00\x00\x00"})...)},
		{"sideways.png", pngWith(gradient(24, 16), pngChunk{"eXIf", exif(6)})},
		{"photo.jpg", jpegWith(gradient(40, 24), jpegExtras(1)...)},
		{"grey.jpg", jpegWith(image.NewGray(image.Rect(0, 0, 16, 16)), jpegExtras(1)...)},
		{"sideways.jpg", jpegWith(gradient(40, 24), jpegExtras(6)...)},
		{"still.gif", gifWith(1)},
		{"animation.gif", gifWith(3)},
		{"small.webp", webpWith(3, 2)},
		{"rich.webp", webpWith(3, 2, webpExtras...)},
		{"animation.webp", webpWith(3, 2, append(slices.Clone(webpExtras), webpFrames...)...)},
		{"drawing.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><!-- ` + secret +
			` --><metadata>` + secret + `</metadata><path d="M0 0h9"/></svg>` + "\n<!-- " + secret + " -->\n")},
	}
}

func sampleNamed(name string) []byte {
	for _, s := range samples() {
		if s.name == name {
			return s.data
		}
	}
	panic("no sample " + name)
}

// gradient has a colour of its own at nearly every pixel.
func gradient(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, color.NRGBA{byte(255 * x / w), byte(255 * y / h), byte(x * y), 255})
		}
	}
	return img
}

// flat has three colours, one of them transparent.
func flat(w, h int) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{
		color.NRGBA{}, color.NRGBA{0, 100, 90, 255}, color.NRGBA{250, 250, 245, 255},
	})
	for y := range h {
		for x := range w {
			img.SetColorIndex(x, y, byte((x/3+y/5)%3))
		}
	}
	return img
}

// page is a screenshot: lines of text, each different, on an even ground.
func page(w, h int) *image.NRGBA {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		panic(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 16, DPI: 72})
	if err != nil {
		panic(err)
	}
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.NewUniform(color.NRGBA{253, 252, 248, 255}), image.Point{}, draw.Src)
	pen := font.Drawer{Dst: img, Src: image.NewUniform(color.NRGBA{30, 60, 55, 255}), Face: face}
	for y := 24; y < h; y += 24 {
		pen.Dot = fixed.P(16, y)
		for n := y; pen.Dot.X.Round() < w-16; n = (n*75 + 74) % 65537 {
			pen.DrawString(strconv.FormatInt(int64(n), 36) + " ")
		}
	}
	return img
}

// exif is EXIF data of a picture stored with that orientation, taken at a
// place: a TIFF file of two directories, the second for GPS.
func exif(o orientation) string {
	order := binary.BigEndian
	entry := func(b []byte, tag, kind uint16, count, value uint32) []byte {
		b = order.AppendUint16(b, tag)
		b = order.AppendUint16(b, kind)
		b = order.AppendUint32(b, count)
		return order.AppendUint32(b, value)
	}
	const ascii, short, long = 2, 3, 4
	b := []byte("MM\x00*\x00\x00\x00\x08\x00\x02")
	b = entry(b, 0x0112, short, 1, uint32(o)<<16)
	b = entry(b, 0x8825, long, 1, 38) // where the GPS directory starts
	b = append(b, 0, 0, 0, 0)
	b = append(b, 0, 1)
	b = entry(b, 0x0002, ascii, uint32(len(secret)), 56)
	b = append(b, 0, 0, 0, 0)
	return string(b) + secret
}

type pngChunk struct{ name, body string }

var pngExtras = []pngChunk{
	{"gAMA", "\x00\x00\xb1\x8f"},
	{"iCCP", "Color LCD " + secret + "\x00\x00"},
	{"tEXt", "Author\x00" + secret},
	{"zTXt", "Comment\x00\x00" + secret},
	{"iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00" + secret},
	{"tIME", "\x07\xea\x0a\x1f\x0c\x00\x00"},
	{"eXIf", exif(1)},
	{"prVt", secret},
}

// pngWith encodes img with chunks after the header, and with leftovers of a
// larger picture after the end.
func pngWith(img image.Image, chunks ...pngChunk) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	const header = 8 + 25
	out := slices.Clone(b.Bytes()[:header])
	for _, c := range chunks {
		out = binary.BigEndian.AppendUint32(out, uint32(len(c.body)))
		body := c.name + c.body
		out = append(out, body...)
		out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(body)))
	}
	return slices.Concat(out, b.Bytes()[header:], []byte(secret))
}

type jpegSegment struct {
	marker byte
	body   string
}

func jpegExtras(o orientation) []jpegSegment {
	return []jpegSegment{
		{0xe0, "JFIF\x00\x01\x01\x01\x00\x48\x00\x48\x06\x01" + secret}, // its thumbnail is 6 × 1 pixels
		{0xe1, "Exif\x00\x00" + exif(o)},
		{0xe1, "http://ns.adobe.com/xap/1.0/\x00" + secret},
		{0xe2, "ICC_PROFILE\x00\x01\x01" + secret},
		{0xed, "Photoshop 3.0\x00" + secret},
		{0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01" + secret},
		{0xfe, secret},
	}
}

func jpegWith(img image.Image, segments ...jpegSegment) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	out := slices.Clone(b.Bytes()[:2])
	for _, s := range segments {
		out = append(out, 0xff, s.marker)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(s.body)))
		out = append(out, s.body...)
	}
	return slices.Concat(out, b.Bytes()[2:], []byte(secret))
}

// gifWith encodes an animation of that many frames, and puts before the first
// a comment, XMP, and a text with what controls it.
func gifWith(frames int) []byte {
	var g gif.GIF
	for range frames {
		g.Image = append(g.Image, flat(12, 10))
		g.Delay = append(g.Delay, 20)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		panic(err)
	}
	data := b.Bytes()
	first := bytes.Index(data, []byte("\x21\xf9"))
	block := string(rune(len(secret))) + secret + "\x00"
	return slices.Concat(data[:first],
		[]byte("\x21\xfe"+block),
		[]byte("\x21\xff\x0bXMP DataXMP"+block),
		[]byte("\x21\xf9\x04\x00\x09\x00\x00\x00"),
		[]byte("\x21\x01\x0c\x00\x00\x00\x00\x01\x00\x01\x00\x08\x08\x00\x01"+block),
		data[first:], []byte(secret))
}

var (
	webpExtras = []webpChunk{
		{"VP8X", "\x2c\x00\x00\x00\x02\x00\x00\x01\x00\x00"},
		{"ICCP", secret}, {"EXIF", exif(1)}, {"XMP ", secret}, {"PRVT", secret + "."},
	}
	webpFrames = []webpChunk{
		{"ANIM", "\x00\x00\x00\x00\x00\x00"},
		{"ANMF", strings.Repeat("\x00", 16) + string(riffChunk("VP8L", []byte(solid(3, 2)))) + string(riffChunk("PRVT", []byte(secret)))},
	}
)

type webpChunk struct{ name, body string }

// webpWith puts an extended header and chunks before a picture of one colour.
func webpWith(w, h int, chunks ...webpChunk) []byte {
	chunks = append(chunks, webpChunk{"VP8L", solid(w, h)})
	if i := slices.IndexFunc(chunks, func(c webpChunk) bool { return c.name == "ANMF" }); i >= 0 {
		chunks = chunks[:i+1]
		flags := []byte(chunks[0].body)
		flags[0] |= webpAnimation
		chunks[0].body = string(flags)
	}
	var body []byte
	for _, c := range chunks {
		body = append(body, riffChunk(c.name, []byte(c.body))...)
	}
	return append(riffChunk("RIFF", []byte("WEBP"), body), secret...)
}

// solid is a VP8L picture of one colour: size, no transforms, no cache, and
// five prefix codes of a single symbol each, which takes no bits per pixel.
func solid(w, h int) string {
	bits := uint64(w-1) | uint64(h-1)<<14
	header := binary.LittleEndian.AppendUint32([]byte{0x2f}, uint32(bits))
	var codes uint64
	n := 3 // no transform, no colour cache, no meta codes
	for _, symbol := range []uint64{120, 30, 200, 255, 0} {
		codes |= 1<<n | 1<<(n+2) | symbol<<(n+3) // simple, one symbol, of eight bits
		n += 11
	}
	return string(binary.LittleEndian.AppendUint64(header, codes))
}
