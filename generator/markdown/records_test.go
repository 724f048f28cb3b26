package markdown

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"kaizen/generator/text"
)

var corpora = flag.String("corpora", "", "a folder of more records to test and measure with")

// records returns the bodies of the records in testdata and in -corpora, by path.
func records(t testing.TB) map[string][]byte {
	t.Helper()
	bodies := map[string][]byte{}
	for _, root := range []string{"testdata/records", *corpora} {
		if root == "" {
			continue
		}
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".md" {
				return err
			}
			data, err := os.ReadFile(path)
			bodies[path] = withoutFrontMatter(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return bodies
}

func withoutFrontMatter(data []byte) []byte {
	if !bytes.HasPrefix(data, []byte("---\n")) {
		return data
	}
	_, body, _ := bytes.Cut(data, []byte("\n---\n"))
	return body
}

var (
	codeElement  = regexp.MustCompile(`(?s)<pre.*?</pre>`)
	anyTag       = regexp.MustCompile(`<[^>]*>`)
	blockBetween = regexp.MustCompile(`</?(?:p|li|ul|ol|h\d|dl|dt|dd|div|table|thead|tbody|tr|t[hd]|blockquote|figure|figcaption|details|summary|section|br|hr|b|caption)(?: [^>]*)?>`)
)

// TestNoGapsInJapanese renders real records and looks for line breaks left
// between two Japanese characters.
func TestNoGapsInJapanese(t *testing.T) {
	r := New()
	for path, body := range records(t) {
		d := r.Render(body, Options{})
		html := codeElement.ReplaceAllString(asStock(d), "¶")
		html = anyTag.ReplaceAllString(blockBetween.ReplaceAllString(html, "¶"), "")
		for i, c := range html {
			if c != '\n' {
				continue
			}
			before, after := lastRune(html[:i]), firstRune(html[i+1:])
			if text.IsJapanese(before) && text.IsJapanese(after) {
				t.Errorf("%s: a line break is left in …%s", path, html[max(0, i-30):min(len(html), i+30)])
			}
		}
	}
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	r := []rune(s[max(0, len(s)-4):])
	if len(r) == 0 {
		return 0
	}
	return r[len(r)-1]
}

// TestRecordsAreFine expects our own records to render without a problem, and
// those of -corpora without anything that keeps them from being published.
func TestRecordsAreFine(t *testing.T) {
	r := New()
	for path, body := range records(t) {
		for _, p := range r.Render(body, Options{}).Problems {
			if p.Level == Error || strings.HasPrefix(path, "testdata") {
				t.Errorf("%s:%d:%d: %s: %s", path, p.Line, p.Col, p.Rule, p.Text.EN)
			} else {
				t.Logf("%s:%d:%d: %s: %s", path, p.Line, p.Col, p.Rule, p.Text.EN)
			}
		}
	}
}

// stockColors is goldmark with the extensions of GitHub and our colours.
func stockColors(h *highlighter) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.GFM),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(stockCode{h}, 1))),
	)
}

type stockCode struct{ *highlighter }

func (c stockCode) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindFencedCodeBlock, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		html, lang := escaped(string(linesOf(n, src))), string(n.(*ast.FencedCodeBlock).Language(src))
		if lexer := c.lexer(lang); lexer != nil {
			html = c.html(lexer, string(linesOf(n, src))).html
		}
		_, _ = w.WriteString("<pre><code>" + html + "</code></pre>\n")
		return ast.WalkSkipChildren, nil
	})
}

// BenchmarkRecords measures us, with both fragments, text and problems, and
// goldmark with one output, on the same records. The aim is at most 1.3 times.
func BenchmarkRecords(b *testing.B) {
	var bodies [][]byte
	size := 0
	for _, body := range records(b) {
		if bytes.ContainsFunc(body, unicode.IsLetter) && bytes.ContainsFunc(body, text.IsJapanese) {
			bodies = append(bodies, body)
			size += len(body)
		}
	}
	r := New()
	md := stockColors(r.code)
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, body := range bodies {
				r.Render(body, Options{})
			}
		}
	})
	b.Run("goldmark", func(b *testing.B) {
		b.SetBytes(int64(size))
		for b.Loop() {
			for _, body := range bodies {
				var out bytes.Buffer
				if err := md.Convert(body, &out); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
