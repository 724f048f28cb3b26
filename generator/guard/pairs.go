package guard

// pairSet is a set of pairs of bytes. Every window of three bytes has two
// pairs, one of which begins at an even place of the text: it is enough to look
// at every second place.
type pairSet [1 << 10]uint64

// add enters both pairs of a window, in upper and lower case.
func (p *pairSet) add(window string) {
	for i := range 2 {
		for _, a := range cases(window[i]) {
			for _, b := range cases(window[i+1]) {
				pair := uint(a)<<8 | uint(b)
				p[pair>>6] |= 1 << (pair & 63)
			}
		}
	}
}

func cases(b byte) []byte {
	if b >= 'a' && b <= 'z' {
		return []byte{b, b - 'a' + 'A'}
	}
	return []byte{b}
}

// frequency tells how many of the pairs of Japanese text look like those of a
// window: hiragana and katakana are everywhere, and so are pairs that end with
// the first byte of a character.
func frequency(window string) int {
	n := 0
	for i := range len(window) - 1 {
		a, b := window[i], window[i+1]
		switch {
		case a == 0xE3:
			n += 8
		case b == 0xE3:
			n += 4
		case a >= 0xE4 && a <= 0xE9:
			n += 3
		case b >= 0xE4 && b <= 0xE9:
			n += 2
		default:
			n++
		}
	}
	return n
}

// findByPairs is find for windows of three bytes, none of which is skipped.
func (f *finder) findByPairs(s string, visit func(found)) {
	pairs := f.pairs
	for i := 0; i+1 < len(s); i += 2 {
		pair := uint(s[i])<<8 | uint(s[i+1])
		if pairs[pair>>6]&(1<<(pair&63)) == 0 {
			continue
		}
		for end := max(i+2, 3); end <= min(i+3, len(s)); end++ {
			w := uint64(f.fold[s[end-3]])<<16 | uint64(f.fold[s[end-2]])<<8 | uint64(f.fold[s[end-1]])
			bit := w * spread >> f.shift
			if f.filter[bit>>6]&(1<<(bit&63)) == 0 {
				continue
			}
			for _, win := range f.windows[w] {
				if start, end, ok := f.match(s, end, win); ok {
					visit(found{win.id, start, end})
				}
			}
		}
	}
}
