package text

import (
	"strings"
	"testing"
	"time"

	"kaizen/generator/internal/bounded"
)

// No text, however hostile, may hold up a build.
func TestHugeTexts(t *testing.T) {
	const size, enough = 60_000, 2 * time.Second
	for _, unit := range []string{
		"(", "()", "（「", "「」", "「あ", "a-", "a ", "1 ", "の", "設", "漢カ", "カ", "・", "👩\u200D", "\u3099", "あ\u0301",
		"ように", "て", "。", "!", "A. ", "a\n", "、", "ｶﾞ", "https://a/", "aB", "サーバー", "\xff",
	} {
		s := "a-b" + strings.Repeat(unit, size/len(unit)) + strings.Repeat(")」", 3_000) + "改善"
		for name, work := range map[string]func(){
			"Fold":        func() { Fold(s) },
			"PhrasesHTML": func() { PhrasesHTML(s) },
			"Sentences":   func() { Sentences(s) },
			"Excerpt":     func() { Excerpt(s, 120) },
			"Minutes":     func() { Minutes(s, s) },
			"Nearest":     func() { Nearest(s, []string{"title", s[1:]}) },
			"SortKey":     func() { SortKey(s, "") },
			"Clean":       func() { Clean(s) },
		} {
			if took := bounded.Took(work); took > enough {
				t.Errorf("%s of %d bytes of %q took %v", name, len(s), unit, took)
			}
		}
	}
}
