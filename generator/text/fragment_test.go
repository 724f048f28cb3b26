package text

import "testing"

func TestFragment(t *testing.T) {
	for _, tt := range []struct{ id, want string }{
		{"戻し方", "戻し方"},
		{"ば", "ば"}, // a letter and its mark
		{"csv-出力", "csv-出力"},
		{"a b", "a%20b"},
		{"100%", "100%25"},
		{`"><b>`, "%22%3E%3Cb%3E"},
		{"見出し\u202e", "見出し%E2%80%AE"}, // turns the direction of what follows
		{"→", "%E2%86%92"},
	} {
		if got := Fragment(tt.id); got != tt.want {
			t.Errorf("Fragment(%q) = %q, want %q", tt.id, got, tt.want)
		}
	}
}
