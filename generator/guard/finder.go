package guard

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// finder finds many needles in a text in one pass. Of every needle it knows
// one window of a few bytes; a bit set says of nearly every place in the text
// that no window ends there.
type finder struct {
	fold    [256]byte // a byte as compared; 0 is skipped in text and needle alike
	mask    uint64    // keeps the last bytes of the window
	shift   int
	filter  []uint64
	windows map[uint64][]window
	pairs   *pairSet // that windows of three bytes have; nil where fold skips bytes
}

// window is where in a needle the window stands.
type window struct {
	needle string
	id     int // index of the needle as given
	end    int
}

// found is a needle and the bytes of the text where it stands.
type found struct{ id, start, end int }

// newFinder returns a finder of needles by windows of width bytes, at most 8.
// Shorter needles, counted without what fold skips, are never found.
func newFinder(needles []string, width int, fold [256]byte) *finder {
	f := &finder{
		fold:    fold,
		mask:    1<<(8*width) - 1,
		windows: make(map[uint64][]window, len(needles)),
	}
	if width == 3 && !slices.Contains(fold[:], 0) {
		f.pairs = new(pairSet)
	}
	size := max(12, bits.Len(uint(len(needles)))+6)
	f.shift = 64 - size
	f.filter = make([]uint64, 1<<(size-6))
	folded := make([]string, len(needles))
	shared := map[uint64]int{} // how many needles have a window
	for i, n := range needles {
		folded[i] = f.folded(n)
		f.eachWindow(folded[i], width, func(w uint64, _ int) { shared[w]++ })
	}
	frequency := frequencies()
	common := func(window string) (n int) {
		for i := range len(window) - 1 {
			n += frequency[window[i:i+2]]
		}
		return n
	}
	for id, n := range folded {
		var rarest uint64
		best := window{n, id, 0}
		f.eachWindow(n, width, func(w uint64, end int) {
			if best.end == 0 || cmp.Or(cmp.Compare(common(n[end-width:end]), common(n[best.end-width:best.end])), cmp.Compare(shared[w], shared[rarest])) <= 0 {
				rarest, best.end = w, end
			}
		})
		if best.end > 0 {
			if f.pairs != nil {
				f.pairs.add(n[best.end-width : best.end])
			}
			f.windows[rarest] = append(f.windows[rarest], best)
			bit := rarest * spread >> f.shift
			f.filter[bit>>6] |= 1 << (bit & 63)
		}
	}
	return f
}

func (f *finder) folded(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := f.fold[s[i]]; c != 0 {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (f *finder) eachWindow(s string, width int, visit func(w uint64, end int)) {
	var w uint64
	for i := range len(s) {
		w = w<<8&f.mask | uint64(s[i])
		if i+1 >= width {
			visit(w, i+1)
		}
	}
}

// spread is the multiplier that scatters windows over the filter.
const spread = 0x9E3779B97F4A7C15

// find calls visit for every needle in s, in the order of their windows.
func (f *finder) find(s string, visit func(found)) {
	if len(f.windows) == 0 {
		return
	}
	if f.pairs != nil {
		f.findByPairs(s, visit)
		return
	}
	fold, mask, shift, filter := &f.fold, f.mask, f.shift&63, f.filter // kept in registers
	var w uint64
	for i := range len(s) {
		c := fold[s[i]]
		if c == 0 {
			continue
		}
		w = w<<8&mask | uint64(c)
		bit := w * spread >> shift
		if filter[bit>>6]&(1<<(bit&63)) == 0 {
			continue
		}
		for _, win := range f.windows[w] {
			if start, end, ok := f.match(s, i+1, win); ok {
				visit(found{win.id, start, end})
			}
		}
	}
}

// match compares a needle whose window ends at pos.
func (f *finder) match(s string, pos int, win window) (start, end int, ok bool) {
	start, end = pos, pos
	for n := win.end; n > 0; {
		start--
		if start < 0 {
			return 0, 0, false
		}
		if c := f.fold[s[start]]; c == win.needle[n-1] {
			n--
		} else if c != 0 {
			return 0, 0, false
		}
	}
	for n := win.end; n < len(win.needle); end++ {
		if end == len(s) {
			return 0, 0, false
		}
		if c := f.fold[s[end]]; c == win.needle[n] {
			n++
		} else if c != 0 {
			return 0, 0, false
		}
	}
	return start, end, true
}

// foldCase compares ASCII letters without their case.
func foldCase() (t [256]byte) {
	for b := range t {
		t[b] = byte(max(b, 1)) // 0 would be skipped
		if 'A' <= b && b <= 'Z' {
			t[b] = byte(b) + 'a' - 'A'
		}
	}
	return t
}

// foldSpace is foldCase that skips white space and control characters, and the
// "+" that is a space in queries.
func foldSpace() [256]byte {
	t := foldCase()
	t['+'] = 0
	for b := range ' ' + 1 {
		t[b] = 0
	}
	return t
}
