package markdown

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// stock returns goldmark with the extensions of GitHub as we have them. What
// differs on purpose is alike: raw HTML is escaped, alignment is an attribute,
// tasks are signs, and a block of nothing but text is a paragraph.
func stock() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.Strikethrough, extension.Linkify, extension.TaskList, extension.DefinitionList,
		),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(stockHTML{}, 1))),
	)
}

// stockHTML renders raw HTML and code as our feeds do.
type stockHTML struct{}

func (stockHTML) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindHTMLBlock, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			raw := linesOf(n, src)
			if block := n.(*ast.HTMLBlock); block.HasClosure() {
				raw = append(raw, block.ClosureLine.Value(src)...)
			}
			_, _ = w.WriteString("<p>" + escaped(strings.TrimSpace(string(resolveReferences(raw)))) + "</p>\n")
		}
		return ast.WalkSkipChildren, nil
	})
	reg.Register(ast.KindRawHTML, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.Write(util.EscapeHTML(n.(*ast.RawHTML).Segments.Value(src)))
		}
		return ast.WalkSkipChildren, nil
	})
}

func renderStock(t testing.TB, md goldmark.Markdown, src string) string {
	t.Helper()
	var b bytes.Buffer
	if err := md.Convert([]byte(src), &b); err != nil {
		t.Fatal(err)
	}
	out := strings.NewReplacer(`<input disabled="" type="checkbox"> `, "☐ ", `<input checked="" disabled="" type="checkbox"> `, "☑ ").Replace(b.String())
	out = altText.ReplaceAllStringFunc(out, func(alt string) string {
		return strings.NewReplacer("<br>\n", " ", "\n", " ").Replace(alt)
	})
	return languageClass.ReplaceAllString(out, "<code>")
}

var (
	languageClass = regexp.MustCompile(`<code class="language-[^"]*">`)
	altText       = regexp.MustCompile(`alt="[^"]*"`)
)

// asStock fills a feed fragment as goldmark writes links and pictures.
func asStock(d Doc) string {
	return d.Feed.Join(func(s Slot) string {
		l := d.Links[s.Index]
		dest := html.EscapeString(string(util.URLEscape([]byte(l.Dest), false)))
		if s.Kind == LinkURL {
			return dest
		}
		title := ""
		if l.Title != "" {
			title = ` title="` + escaped(l.Title) + `"`
		}
		return `<img src="` + dest + `" alt="` + escaped(l.Text) + `"` + title + `>`
	})
}

// onPurpose says why an example of CommonMark comes out differently.
func onPurpose(example int) string {
	switch example {
	case 31:
		return "a tag shown as text is shown as it was written"
	case 164, 166, 167, 168, 169:
		return "the element is one that we allow"
	case 177, 179, 183, 308, 309, 625, 626:
		return "comments are dropped"
	case 572, 573, 576, 577, 584, 585, 586, 588, 589, 591:
		return "a picture with a title is a figure"
	case 596, 598, 599, 601:
		return "the scheme is not one that we allow"
	}
	return ""
}

// TestSpec renders the examples of CommonMark 0.31.2 and compares them with
// goldmark, which passes them all.
func TestSpec(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	r, md := New(), stock()
	for _, e := range examples {
		d := r.Render([]byte(e.Markdown), Options{})
		got := asStock(d)
		want := renderStock(t, md, e.Markdown)
		switch reason := onPurpose(e.Example); {
		case got != want && reason == "":
			t.Errorf("example %d (%s)\n%s\ngot:\n%s\nwant:\n%s\n%v", e.Example, e.Section, e.Markdown, got, want, d.Problems)
		case got == want && reason != "":
			t.Errorf("example %d should differ: %s", e.Example, reason)
		}
	}
}
