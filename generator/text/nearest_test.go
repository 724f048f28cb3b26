package text

import (
	"slices"
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	keys := []string{"id", "title", "date", "product", "kind", "summary", "tags", "teams", "first_seen", "found_by", "highlight", "不具合修正", "不具合の修正"}
	for _, test := range [][2]string{
		{"title", "title"},
		{"Ｔitle", "title"},
		{" TITLE ", "title"},
		{"titel", "title"},
		{"tilte", "title"},
		{"tite", "title"},
		{"titles", "title"},
		{"ttiel", ""},
		{"sumary", "summary"},
		{"sumamry", "summary"},
		{"prodcuts", "product"},
		{"first-seen", "first_seen"},
		{"firstSeen", "first_seen"},
		{"foundby", "found_by"},
		{"highligths", "highlight"},
		{"tag", "tags"},
		{"tems", "teams"},
		{"di", ""},
		{"x", ""},
		{"", ""},
		{"customer", ""},
		{"不具合修整", "不具合修正"},
	} {
		got, ok := Nearest(test[0], keys)
		if got != test[1] || ok != (test[1] != "") {
			t.Errorf("Nearest(%q) = %q, %t, want %q", test[0], got, ok, test[1])
		}
	}
	if got, ok := Nearest("title", nil); ok {
		t.Errorf("nothing is known, yet %q is near", got)
	}
}

func FuzzNearest(f *testing.F) {
	f.Add("titel", "title")
	f.Add("Ｔitle", "title")
	f.Add("\xff", "")
	f.Fuzz(func(t *testing.T, word, known string) {
		a, b := plain(word), plain(known)
		if exact := distance(a, b); slips(a, b, 3) != exact && exact <= 3 {
			t.Errorf("%q is %d slips from %q, want %d", word, slips(a, b, 3), known, exact)
		}
		if got, ok := Nearest(known, []string{word, known}); !ok || !slices.Equal(plain(got), b) {
			t.Errorf("%q is not nearest to itself but %q", known, got)
		}
		if _, ok := Nearest(word+strings.Repeat("x", 4), []string{word}); ok {
			t.Errorf("four slips are forgiven in %q", word)
		}
	})
}

// distance is slips by the definition: slow, and without a limit.
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		for j := range d[i] {
			switch {
			case i == 0 || j == 0:
				d[i][j] = i + j
			case a[i-1] == b[j-1]:
				d[i][j] = d[i-1][j-1]
			default:
				d[i][j] = 1 + min(d[i-1][j-1], d[i-1][j], d[i][j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
