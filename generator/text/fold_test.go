package text

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode"
)

// foldFixtures are shared with the tests of themes/michi/js.
func foldFixtures(t testing.TB) [][2]string {
	t.Helper()
	data, err := os.ReadFile("testdata/fold.json")
	if err != nil {
		t.Fatal(err)
	}
	var fixtures [][2]string
	if err := json.Unmarshal(data, &fixtures); err != nil {
		t.Fatal(err)
	}
	return fixtures
}

func TestFold(t *testing.T) {
	for _, f := range foldFixtures(t) {
		if got := Fold(f[0]); got != f[1] {
			t.Errorf("Fold(%q) = %q, want %q", f[0], got, f[1])
		}
	}
}

func TestFoldOfBrokenUTF8(t *testing.T) {
	if got := Fold("a\xffb\xe3\x81"); got != "a b" {
		t.Errorf("got %q", got)
	}
}

// foldInNode reads strings from standard input and folds each with fold.js.
const foldInNode = `
import { readFileSync } from 'node:fs';
const source = readFileSync('../../themes/michi/js/fold.js');
const { fold } = await import('data:text/javascript;base64,' + source.toString('base64'));
console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(fold)));
`

// TestFoldTwins holds Fold and fold.js together: on the fixtures, on every
// character by itself and on 20,000 random strings.
func TestFoldTwins(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("node is needed to run fold.js")
		}
		t.Log("without node fold.js stays untried")
		return
	}
	var texts []string
	for _, f := range foldFixtures(t) {
		texts = append(texts, f[0])
	}
	for r := range unicode.MaxRune {
		if isAssigned(r) {
			texts = append(texts, string(r), "あ"+string(r)+"a")
		}
	}
	rng := rand.New(rand.NewPCG(3, 2))
	for range 20_000 {
		texts = append(texts, randomText(rng))
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "--input-type=module", "--eval", foldInNode)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(input)), os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var folded []string
	if err := json.Unmarshal(output, &folded); err != nil {
		t.Fatal(err)
	}
	if len(folded) != len(texts) {
		t.Fatalf("%d texts went in, %d came out", len(texts), len(folded))
	}
	for i, s := range texts {
		if folds := Fold(s); folds != folded[i] {
			t.Errorf("%q: Go folds to %q, JavaScript to %q", s, folds, folded[i])
		}
	}
}

// isAssigned reports whether the Unicode version of Go knows r; browsers may
// know more.
func isAssigned(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf)
}

// randomText draws from everything that Japanese and English writers type, and
// from what they paste.
func randomText(rng *rand.Rand) string {
	blocks := [][2]rune{
		{' ', '~'}, {'ぁ', 'ゖ'}, {'ァ', 'ー'}, {'ｦ', 'ﾟ'}, {'！', '～'}, {'一', '龠'}, {'、', '〟'},
		{'①', '⑳'}, {'㌀', '㏿'}, {'‐', '―'}, {'À', 'ſ'}, {'Α', 'ω'}, {'А', 'я'}, {'가', '힣'},
		{'\u0300', '\u0345'}, {'\u3099', '\u309C'}, {'\uFE00', '\uFE0F'}, {'🌀', '🙏'}, {'𠀀', '𠮷'}, {'\u0000', '\u001F'},
		{'ﬀ', 'ﬆ'}, {'Ⅰ', 'ⅿ'}, {'\u200B', '\u200F'},
	}
	var b strings.Builder
	for range rng.IntN(24) {
		block := blocks[rng.IntN(len(blocks))]
		if r := block[0] + rng.Int32N(block[1]-block[0]+1); isAssigned(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func FuzzFold(f *testing.F) {
	for _, s := range foldFixtures(f) {
		f.Add(s[0])
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		for _, r := range folded {
			if r != ' ' && !isWordRune(r) {
				t.Errorf("%q folds to %q, which holds %q", s, folded, r)
			}
		}
		if strings.Contains(folded, "  ") || strings.TrimSpace(folded) != folded {
			t.Errorf("%q folds to %q, which has spaces to spare", s, folded)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	s := strings.Repeat("注文一覧の検索条件を保存できるようになりました。PHP 8.3への切り替え手順、ｶｰﾄﾞ決済とサーバー。", 8000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Fold(s)
	}
}
