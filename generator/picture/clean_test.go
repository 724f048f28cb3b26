package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// What each sample is made of, before and after.
func TestCleanAnatomy(t *testing.T) {
	var b strings.Builder
	for _, s := range samples() {
		info, err := Probe(s.data)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		clean, err := Clean(s.data)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		fmt.Fprintf(&b, "%s %s %d×%d animated=%t scalable=%t\n", s.name, info.Type, info.Width, info.Height, info.Animated, info.Scalable)
		fmt.Fprintf(&b, "  %s\n  %s\n", anatomy(s.data), anatomy(clean))
	}
	golden(t, "testdata/anatomy.golden", b.String())
}

// anatomy lists the parts of a picture.
func anatomy(data []byte) string {
	var parts []string
	switch {
	case bytes.HasPrefix(data, []byte(pngSignature)):
		for rest := data[8:]; ; {
			chunk, err := nextPNG(rest)
			if err != nil {
				parts = append(parts, string(rest))
				break
			}
			parts = append(parts, string(chunk[4:8]))
			if rest = rest[len(chunk):]; len(rest) == 0 {
				break
			}
		}
	case data[0] == 0xff:
		for rest := data[2:]; len(rest) > 0; {
			segment, after, err := nextJPEG(rest)
			if err != nil {
				parts = append(parts, string(rest))
				break
			}
			parts = append(parts, fmt.Sprintf("%X", segment[1]))
			rest = after
		}
	case data[0] == 'G':
		for rest := data[13+lenColours(data[10]):]; len(rest) > 0; {
			n := lenGIFBlock(rest)
			if n == 1 && rest[0] != gifTrailer {
				parts = append(parts, string(rest))
				break
			}
			parts = append(parts, fmt.Sprintf("%X", rest[:min(n, 2)]))
			rest = rest[n:]
		}
	case data[0] == 'R':
		for rest := data[12:]; len(rest) > 0; {
			name, body, after, err := nextWebP(rest)
			if err != nil {
				parts = append(parts, string(rest))
				break
			}
			parts = append(parts, fmt.Sprintf("%s:%d", strings.TrimSpace(name), len(body)))
			rest = after
		}
	default:
		return strings.ReplaceAll(string(data), "\n", " ")
	}
	return strings.Join(parts, " ")
}

func TestCleanLeavesNoSecret(t *testing.T) {
	for _, s := range samples() {
		if !bytes.Contains(s.data, []byte(secret)) {
			t.Errorf("%s: has no secret to begin with", s.name)
		}
		clean, err := Clean(s.data)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		for _, trace := range []string{secret, "Exif", "eXIf", "EXIF", "xmp", "XMP", "ICC", "iCCP"} {
			if bytes.Contains(clean, []byte(trace)) {
				t.Errorf("%s: %q is left", s.name, trace)
			}
		}
	}
}

func TestCleanTwiceIsCleanOnce(t *testing.T) {
	for _, s := range samples() {
		checkCleanTwice(t, s.name, s.data)
	}
}

// checkCleanTwice checks what holds of every picture that can be cleaned.
func checkCleanTwice(t *testing.T, name string, data []byte) {
	t.Helper()
	once, err := Clean(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	twice, err := Clean(once)
	if err != nil {
		t.Fatalf("%s: cleaned: %v", name, err)
	}
	if !bytes.Equal(once, twice) {
		t.Errorf("%s: cleaning it twice isn't cleaning it once", name)
	}
	before, err := Probe(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	after, err := Probe(once)
	if err != nil {
		t.Fatalf("%s: cleaned: %v", name, err)
	}
	after.Bytes = before.Bytes
	after.Palette = before.Palette // of a PNG that was turned
	if before != after {
		t.Errorf("%s: was %+v, is %+v", name, before, after)
	}
}

func TestCleanKeepsPixels(t *testing.T) {
	for _, s := range samples() {
		if strings.HasPrefix(s.name, "sideways") {
			continue // TestCleanTurns
		}
		clean, err := Clean(s.data)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if got, want := frames(t, s.name, clean), frames(t, s.name, s.data); got != want {
			t.Errorf("%s: pixels differ", s.name)
		}
	}
}

// frames returns all pixels of a picture as text.
func frames(t *testing.T, name string, data []byte) string {
	t.Helper()
	r := bytes.NewReader(data)
	var img image.Image
	var err error
	switch {
	case strings.HasSuffix(name, ".png"):
		img, err = png.Decode(r)
	case strings.HasSuffix(name, ".jpg"):
		img, err = jpeg.Decode(r)
	case strings.HasSuffix(name, ".gif"):
		g, err := gif.DecodeAll(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return fmt.Sprint(g.LoopCount, g.Delay, g.Disposal, len(g.Image), g.Image[0].Pix, g.Image[0].Palette)
	case strings.HasPrefix(name, "animation.webp"), strings.HasSuffix(name, ".svg"):
		return "" // no decoder to ask
	default:
		img, err = webp.Decode(r)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return fmt.Sprint(img)
}

// Pictures stored in the eight ways of EXIF, drawn with a letter for a colour.
// All of them show abc above def.
func TestCleanTurns(t *testing.T) {
	const upright = "abc/def"
	for o, stored := range map[orientation]string{
		1: "abc/def",
		2: "cba/fed",
		3: "fed/cba",
		4: "def/abc",
		5: "ad/be/cf",
		6: "cf/be/ad",
		7: "fc/eb/da",
		8: "da/eb/fc",
	} {
		for kind, data := range map[string][]byte{
			"jpg": jpegWith(letters(stored), jpegExtras(o)...),
			"png": pngWith(letters(stored), pngChunk{"eXIf", exif(o)}),
		} {
			info, err := Probe(data)
			if err != nil {
				t.Fatal(err)
			}
			if info.Width != 3*block || info.Height != 2*block {
				t.Errorf("%s %d: %d × %d", kind, o, info.Width, info.Height)
			}
			clean, err := Clean(data)
			if err != nil {
				t.Fatal(err)
			}
			scaled, err := Scale(data, block*3/2)
			if err != nil {
				t.Fatal(err)
			}
			for what, data := range map[string][]byte{"clean": clean, "scaled": scaled} {
				if got := spell(t, data); got != upright {
					t.Errorf("%s %d: %s shows %s", kind, o, what, got)
				}
			}
		}
	}
}

// block is the side of a letter in pixels, for JPEG mixes colours of neighbours.
const block = 32

var inks = []color.RGBA{
	{250, 20, 20, 255}, {20, 250, 20, 255}, {20, 20, 250, 255},
	{250, 250, 20, 255}, {20, 250, 250, 255}, {20, 20, 20, 255},
}

func letters(rows string) image.Image {
	lines := strings.Split(rows, "/")
	img := image.NewRGBA(image.Rect(0, 0, block*len(lines[0]), block*len(lines)))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			img.SetRGBA(x, y, inks[lines[y/block][x/block]-'a'])
		}
	}
	return img
}

// spell reads a picture of three by two letters.
func spell(t *testing.T, data []byte) string {
	t.Helper()
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	side := img.Bounds().Dx() / 3
	var b strings.Builder
	for y := side / 2; y < img.Bounds().Dy(); y += side {
		for x := side / 2; x < img.Bounds().Dx(); x += side {
			b.WriteByte('a' + byte(nearest(img.At(x, y))))
		}
		b.WriteByte('/')
	}
	return strings.TrimSuffix(b.String(), "/")
}

func nearest(c color.Color) int {
	palette := make(color.Palette, len(inks))
	for i, ink := range inks {
		palette[i] = ink
	}
	return palette.Index(c)
}
