package guard

import "math/bits"

// The loops that see every byte of every output look at eight at a time, as
// one word. In a mask, the highest bit of a byte says that it is meant; only
// the lowest one that is set is sure.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// word is s[i:i+8], the first byte lowest.
func word(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// equals is the mask of bytes that are b.
func equals(w uint64, b byte) uint64 { return lessThan(w^ones*uint64(b), 1) }

// lessThan is the mask of bytes less than n, at most 128.
func lessThan(w uint64, n byte) uint64 { return (w - ones*uint64(n)) &^ w & highs }

// first is the index of the first byte that is meant, or 8.
func first(mask uint64) int { return bits.TrailingZeros64(mask) / 8 }

// nextDigit is the index of the first digit in s from i on, or len(s).
func nextDigit(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		if m := lessThan(word(s, i)^ones*'0', 10); m != 0 {
			return i + first(m)
		}
	}
	for i < len(s) && !isDigit(s[i]) {
		i++
	}
	return i
}

// nextSpecial is the index of the first byte in s from i on that is not ASCII
// or begins an escape, or len(s).
func nextSpecial(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		w := word(s, i)
		if m := w&highs | equals(w, '&') | equals(w, '%') | equals(w, '\\'); m != 0 {
			return i + first(m)
		}
	}
	for i < len(s) && s[i] < 0x80 && s[i] != '&' && s[i] != '%' && s[i] != '\\' {
		i++
	}
	return i
}
