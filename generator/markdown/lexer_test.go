package markdown

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// chromaHTML colours code by chroma alone.
func chromaHTML(lexer chroma.Lexer, code string) (html string) {
	defer func() {
		if recover() != nil {
			html = escaped(code)
		}
	}()
	var w colorWriter
	if err := colorByChroma(&w, lexer, code); err != nil || w.length != len(code) {
		return escaped(code)
	}
	return string(changeClass(w.html, w.class, ""))
}

// codeSamples are pieces of code by the name of their language: a file
// NAME.txt in testdata/code.
func codeSamples(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/code/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples of code", err)
	}
	samples := map[string]string{}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		samples[strings.TrimSuffix(filepath.Base(file), ".txt")] = string(b)
	}
	return samples
}

func sameColors(t *testing.T, h *highlighter, lexer chroma.Lexer, code string) {
	t.Helper()
	got := h.color(lexer, code)
	if got.spent {
		return // some lexers, JSONata's for one, never come to an end: chroma would not come back
	}
	if want := chromaHTML(lexer, code); got.html != want {
		t.Fatalf("%s: code %q\nchroma %s\nwe     %s", lexer.Config().Name, code, want, got.html)
	}
}

// TestColorsLikeChroma holds quick lexers against chroma's own: on samples of
// each language, in its own and every other lexer, and on samples mixed up.
func TestColorsLikeChroma(t *testing.T) {
	samples := codeSamples(t)
	h := newHighlighter()
	for name, code := range samples {
		lexer := h.lexer(name)
		if lexer == nil {
			t.Fatalf("no lexer for %s", name)
		}
		r := rand.New(rand.NewPCG(7, uint64(len(code))))
		sameColors(t, h, lexer, code)
		for range 40 {
			sameColors(t, h, lexer, mixedUp(r, code))
		}
		for _, other := range samples {
			sameColors(t, h, lexer, other)
		}
	}
}

// TestEveryLexer holds each quick lexer against chroma's own on code of every
// language that there is a sample of, which is mostly not its own.
func TestEveryLexer(t *testing.T) {
	samples := codeSamples(t)
	h := newHighlighter()
	for i, lexer := range lexers.GlobalLexerRegistry.Lexers {
		if testing.Short() && i%10 != 0 || h.quickened(lexer) == nil {
			continue
		}
		r := rand.New(rand.NewPCG(11, uint64(i)))
		for _, name := range slices.Sorted(maps.Keys(samples)) {
			sameColors(t, h, lexer, samples[name])
			sameColors(t, h, lexer, mixedUp(r, samples[name]))
		}
	}
}

// FuzzColors looks for code that a quick lexer colours otherwise than chroma.
func FuzzColors(f *testing.F) {
	for name, code := range codeSamples(f) {
		f.Add(name, code)
	}
	h := newHighlighter()
	f.Fuzz(func(t *testing.T, name, code string) {
		if lexer := h.lexer(name); lexer != nil && colorable(code) && utf8.ValidString(code) {
			sameColors(t, h, lexer, code)
		}
	})
}

// A lexer of chroma's that never ends on this code does not take the build with it.
func TestEndlessLexer(t *testing.T) {
	doc := New().Render([]byte("```jsonata\n"+codeSamples(t)["bash"]+"```\n"), Options{FirstLine: 1})
	if len(doc.Problems) != 1 || doc.Problems[0].Rule != "large-code" {
		t.Errorf("got %v", doc.Problems)
	}
}

// Code that takes too long is shown without colours, and its author is told.
func TestTooManySteps(t *testing.T) {
	r := New()
	r.code.steps = 10
	doc := r.Render([]byte("```sql\nSELECT id FROM orders;\n```\n"), Options{FirstLine: 1})
	if len(doc.Problems) != 1 || doc.Problems[0].Rule != "large-code" || doc.Problems[0].Line != 1 {
		t.Errorf("got %v", doc.Problems)
	}
	if page := strings.Join(doc.Page.Parts, ""); !strings.Contains(page, "SELECT id FROM orders;") || strings.Contains(page, "<span class=\"c-") {
		t.Errorf("got %s", page)
	}
}

// mixedUp cuts, doubles, moves and swaps pieces of code.
func mixedUp(r *rand.Rand, code string) string {
	runes := []rune(code)
	for range 1 + r.IntN(8) {
		a := r.IntN(len(runes) + 1)
		b := min(len(runes), a+r.IntN(20))
		piece := append([]rune(nil), runes[a:b]...)
		switch r.IntN(3) {
		case 0:
			runes = append(runes[:a:a], runes[b:]...)
		case 1:
			at := r.IntN(len(runes) + 1)
			runes = append(runes[:at:at], append(piece, runes[at:]...)...)
		default:
			marks := []rune("\"'`{}[]()<>/*#$\\\n -:;=あ")
			at := r.IntN(len(runes) + 1)
			runes = append(runes[:at:at], append([]rune{marks[r.IntN(len(marks))]}, runes[at:]...)...)
		}
	}
	return string(runes)
}

// TestQuickLexers counts the lexers that have a quick form, so that a new
// version of chroma cannot take it from them unseen.
func TestQuickLexers(t *testing.T) {
	slow := map[string]bool{}
	for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
		if quicken(lexer) == nil {
			slow[lexer.Config().Name] = true
		}
	}
	t.Logf("by chroma: %v", slow)
	if len(slow) > 20 {
		t.Errorf("%d lexers have no quick form: %v", len(slow), slow)
	}
	for name := range codeSamples(t) {
		if lexer := newHighlighter().lexer(name); slow[lexer.Config().Name] && name != "http" && name != "markdown" && name != "go" {
			t.Errorf("%s has no quick form", name)
		}
	}
}

func BenchmarkColor(b *testing.B) {
	for name, code := range codeSamples(b) {
		h := newHighlighter()
		lexer := h.lexer(name)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(code)))
			for b.Loop() {
				h.color(lexer, code)
			}
		})
		b.Run(name+"-chroma", func(b *testing.B) {
			b.SetBytes(int64(len(code)))
			for b.Loop() {
				chromaHTML(lexer, code)
			}
		})
	}
}
