package picture

import "errors"

// Widths returns, narrow first, the widths at which a copy of the picture
// saves a reader enough to be worth a file: for srcset, beside the picture at
// its own width. There are none for what can't be scaled and for what is
// small already, in bytes or in pixels.
func Widths(info Info) []int {
	const enough = 40_000 // bytes
	if !info.Scalable || info.Bytes < enough {
		return nil
	}
	widest := info.Width * 3 / 4
	if info.Palette {
		// Scaling makes soft edges, which palettes pack badly: at three
		// quarters of the width a screenshot takes as many bytes as before.
		widest = info.Width / 2
	}
	var widths []int
	for _, w := range [...]int{480, 960, 1440} {
		if w <= widest {
			widths = append(widths, w)
		}
	}
	return widths
}

// Scale returns the picture cleaned and scaled down to width, in the same
// format. It never scales up, and never returns more bytes than Clean: where
// scaling doesn't save any, or width is not below its own, it is what Clean
// returns. What can't be scaled, see Info, is an error.
func Scale(data []byte, width int) ([]byte, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	if !f.Scalable || width < 1 {
		return nil, errors.New("picture: scale " + f.Type + ": not possible")
	}
	if width >= f.Width {
		return f.clean(data)
	}
	img, err := f.decode(data)
	if err != nil {
		return nil, err
	}
	w, h := width, max(1, (f.Height*width+f.Width/2)/f.Width)
	if f.orientation.sideways() {
		w, h = h, w
	}
	img = shrink(img, w, h)
	if f.orientation.turned() {
		img = upright(img, f.orientation)
	}
	as := thrifty
	if f.Palette {
		as = frugal
	}
	scaled, err := f.encode(img, as)
	if err != nil {
		return nil, err
	}
	if len(scaled) >= f.size() {
		return f.clean(data)
	}
	return scaled, nil
}

// size returns how many bytes the pieces take that may be published.
func (f *file) size() int {
	n := 0
	for _, piece := range f.keep {
		n += len(piece)
	}
	return n
}
