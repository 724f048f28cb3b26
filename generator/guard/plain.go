package guard

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"kaizen/generator/text"
)

// plain is a text without its wrapping, as rules and leaks are matched:
// entities, percent-encoding and JSON escapes decoded, compatibility forms
// folded (NFKC), every dash a hyphen, invisible characters gone. What a
// reader, a browser or a script would make of the bytes.
type plain struct {
	s    string
	runs []run // where s came from; only if asked for
}

// run is a piece of a plain text: copied from src, or put in place of the
// bytes [src, end) when end is not zero.
type run struct{ out, src, end int }

// span returns the bytes of the source that s[start:end] came from.
func (p plain) span(start, end int) (int, int) {
	from, to := p.run(start), p.run(end-1)
	s, e := from.src, to.end
	if from.end == 0 {
		s += start - from.out
	}
	if to.end == 0 {
		e = to.src + end - to.out
	}
	return s, max(s, e)
}

func (p plain) run(pos int) run {
	i := sort.Search(len(p.runs), func(i int) bool { return p.runs[i].out > pos })
	return p.runs[max(i-1, 0)]
}

// writer collects a plain text and, if track is set, where it came from.
type writer struct {
	text  []byte
	runs  []run
	track bool
}

func newWriter(room []byte, size int, track bool) writer {
	return writer{text: slices.Grow(room[:0], size), track: track}
}

func (w *writer) copy(s string, from, to int) {
	if w.track && from < to {
		w.runs = append(w.runs, run{out: len(w.text), src: from})
	}
	w.text = append(w.text, s[from:to]...)
}

// put writes s in place of the source's bytes [from, to).
func (w *writer) put(s string, from, to int) {
	if w.track && s != "" {
		w.runs = append(w.runs, run{len(w.text), from, to})
	}
	w.text = append(w.text, s...)
}

func (w *writer) plain() plain { return plain{view(w.text), w.runs} }

// foldingKana holds the second bytes of U+3000–U+3FFF behind which some
// characters fold: the ideographic space, the combining sound marks, and the
// enclosed and squared characters from U+3130 on.
var foldingKana = func() (t [256]bool) {
	for b := range t {
		t[b] = b == 0x80 || b == 0x82 || b >= 0x84 && b <= 0x8F
	}
	return t
}()

// plainRun returns where the run of bytes that stand for themselves ends:
// ASCII but for what begins an escape, and characters of three bytes that do
// not fold.
func plainRun(s string, i int) int {
	for i = nextSpecial(s, i); i < len(s) && s[i] >= 0xE3 && s[i] <= 0xED; i = nextSpecial(s, i) {
		for i+2 < len(s) && s[i] >= 0xE3 && s[i] <= 0xED && isTail(s[i+1]) && isTail(s[i+2]) {
			if s[i] == 0xE3 && foldingKana[s[i+1]] && folds(s[i:]) {
				return i
			}
			i += 3
		}
		if i < len(s) && s[i] >= 0xE3 && s[i] <= 0xED {
			i++ // half a character must not hide what follows it
		}
	}
	return i
}

// isTail reports whether b is a further byte of a character.
func isTail(b byte) bool { return b&0xC0 == 0x80 }

// folds reports whether the character that starts s, one of U+3000–U+3FFF,
// is not its own plain form.
func folds(s string) bool {
	switch s[1] {
	case 0x80:
		return s[2] == 0x80
	case 0x82:
		return s[2] == 0x99 || s[2] == 0x9A
	}
	return true
}

// unwrap decodes and folds s.
func unwrap(s string, track bool) plain { return new(room).unwrap(s, track) }

func (r *room) unwrap(s string, track bool) plain {
	w := newWriter(r.text, len(s), track)
	for i := 0; i < len(s); {
		j := plainRun(s, i)
		if j < len(s) && isMark(s[j:]) {
			_, n := utf8.DecodeLastRuneInString(s[i:j])
			j -= n
		}
		w.copy(s, i, j)
		if i = j; i == len(s) {
			break
		}
		decoded, n := unescape(s[i:])
		if n == 0 {
			n = cluster(s[i:])
			decoded = s[i : i+n]
		}
		w.put(fold(decoded), i, i+n)
		i += n
	}
	r.text = w.text
	return w.plain()
}

// cluster returns the size of the character that starts s with the marks
// that belong to it: か and a voicing mark are one character, が.
func cluster(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	for n < len(s) && isMark(s[n:]) {
		_, size := utf8.DecodeRuneInString(s[n:])
		n += size
	}
	return n
}

// isMark reports whether s starts with a combining mark or with one of the
// half-width voicing marks.
func isMark(s string) bool {
	if s[0] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r == 'ﾞ' || r == 'ﾟ' || unicode.Is(unicode.Mn, r)
}

// fold returns the plain form of characters that were not copied.
func fold(s string) string {
	if len(s) == 1 && s[0] < utf8.RuneSelf {
		return s
	}
	if r, size := utf8.DecodeRuneInString(s); size == len(s) {
		switch {
		case r >= firstSign && r < firstSign+signs:
			return folded()[r-firstSign]
		case r >= firstWide && r < firstWide+wides:
			return folded()[signs+r-firstWide]
		}
	}
	return foldAny(s)
}

// The characters that texts have most of those that fold: punctuation and symbols, and
// full-width and half-width forms.
const (
	firstSign, signs = 0x2000, 0x800
	firstWide, wides = 0xFF00, 0xF0
)

// folded are the plain forms of these.
var folded = sync.OnceValue(func() *[signs + wides]string {
	var t [signs + wides]string
	for i := range t {
		if i < signs {
			t[i] = foldAny(string(rune(firstSign + i)))
		} else {
			t[i] = foldAny(string(rune(firstWide + i - signs)))
		}
	}
	return &t
})

// foldAny folds any characters. Letters beyond ASCII become lower case, because no rule
// asks for theirs.
func foldAny(s string) string {
	var b strings.Builder
	for _, r := range text.NFKC(s) {
		switch {
		case r == 0xA0 || r == 0x3000:
			b.WriteByte(' ')
		case r >= 0x2010 && r <= 0x2015 || r == 0x2212 || r == 0x2043:
			b.WriteByte('-')
		case r == 0xAD || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E,
			r >= 0x2060 && r <= 0x2069 || r == 0xFEFF || r >= 0xFE00 && r <= 0xFE0F:
			// invisible: it would hide what a reader sees
		case r >= utf8.RuneSelf:
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
