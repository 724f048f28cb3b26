package picture

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

const (
	maxPalette = 256
	// maxColours is how many colours may be gathered into a palette. Above
	// it the picture is a photograph, and grouping takes memory and time.
	maxColours = 1 << 16
)

// withPalette returns img in 256 colours or fewer, or nil when that makes a
// greater mean squared error per pixel, over all channels, than tolerance. A
// screenshot takes a third of the bytes then.
func withPalette(img *image.RGBA, tolerance int) image.Image {
	counts := countColours(img)
	if counts == nil {
		return nil
	}
	groups := group(counts)
	var square int64
	for _, g := range groups {
		square += g.square
	}
	if square > int64(tolerance)*int64(len(img.Pix)/4) {
		return nil
	}
	palette := make(color.Palette, len(groups))
	index := make(map[[4]byte]byte, len(counts))
	for i, g := range groups {
		palette[i] = g.mean()
		for _, c := range g.colours {
			index[c.rgba] = byte(i)
		}
	}
	few := image.NewPaletted(img.Rect, palette)
	for i := range few.Pix {
		few.Pix[i] = index[[4]byte(img.Pix[4*i:])]
	}
	return few
}

// counted is a colour and how many pixels have it.
type counted struct {
	rgba [4]byte
	n    int64
}

// countColours returns the colours of img in a fixed order, or nil when they
// are more than maxColours.
func countColours(img *image.RGBA) []counted {
	n := map[[4]byte]int64{}
	for i := 0; i < len(img.Pix); i += 4 {
		n[[4]byte(img.Pix[i:])]++
		if len(n) > maxColours {
			return nil
		}
	}
	colours := make([]counted, 0, len(n))
	for rgba, n := range n {
		colours = append(colours, counted{rgba, n})
	}
	slices.SortFunc(colours, func(a, b counted) int { return slices.Compare(a.rgba[:], b.rgba[:]) })
	return colours
}

// colourGroup is a set of colours that become one.
type colourGroup struct {
	colours []counted
	n       int64    // pixels
	sums    [4]int64 // of each channel, over all pixels
	square  int64    // error: squared distances to the mean
	widest  int      // the channel that contributes most to it
}

func newGroup(colours []counted) colourGroup {
	g := colourGroup{colours: colours}
	var squares [4]int64
	for _, c := range colours {
		g.n += c.n
		for i, v := range c.rgba {
			g.sums[i] += c.n * int64(v)
			squares[i] += c.n * int64(v) * int64(v)
		}
	}
	worst := int64(-1)
	for i, sum := range g.sums {
		// sum·sum/n without overflow: sum is at most 255·n.
		square := squares[i] - sum/g.n*sum - sum%g.n*sum/g.n
		g.square += square
		if square > worst {
			worst, g.widest = square, i
		}
	}
	return g
}

func (g colourGroup) mean() color.RGBA {
	var c [4]byte
	for i, sum := range g.sums {
		c[i] = byte((sum + g.n/2) / g.n)
	}
	return color.RGBA{c[0], c[1], c[2], c[3]}
}

// split parts the group at the mean of its widest channel.
func (g colourGroup) split() (below, above colourGroup) {
	slices.SortStableFunc(g.colours, func(a, b counted) int {
		return cmp.Compare(a.rgba[g.widest], b.rgba[g.widest])
	})
	at := slices.IndexFunc(g.colours, func(c counted) bool {
		return int64(c.rgba[g.widest])*g.n > g.sums[g.widest]
	})
	return newGroup(g.colours[:at]), newGroup(g.colours[at:])
}

// group parts colours into maxPalette groups at most, each time splitting the
// group with the greatest error.
func group(colours []counted) []colourGroup {
	groups := []colourGroup{newGroup(colours)}
	for len(groups) < maxPalette {
		worst := 0
		for i, g := range groups {
			if g.square > groups[worst].square {
				worst = i
			}
		}
		if groups[worst].square == 0 {
			break
		}
		below, above := groups[worst].split()
		groups[worst] = below
		groups = append(groups, above)
	}
	return groups
}
