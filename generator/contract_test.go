package generator_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "write the generated parts of themes/README.md anew")

const contract = "../themes/README.md"

// TestContract holds themes/README.md, which theme authors read, against the
// code: the structs of views, the functions of templates, the headers. What
// stands between <!-- NAME --> and <!-- /NAME --> there is generated.
func TestContract(t *testing.T) {
	views, pages := source(t, "model/view_pages.go"), []string{}
	for _, f := range views.methods("Template") {
		pages = append(pages, views.page(f))
	}
	parts := map[string]string{
		"pages":     "| テンプレート | 構造体 |\n| --- | --- |\n" + strings.Join(pages, ""),
		"functions": "```text\n" + functions(t) + "```\n",
		"views":     "```go\n" + views.types() + "```\n",
		"shared":    "```go\n" + source(t, "model/view.go").types() + "```\n",
		"apache":    "```apache\n" + headers(t).apache() + "```\n",
	}
	had := read(t, contract)
	want := regexp.MustCompile(`(?s)<!-- (\w+) -->\n.*?<!-- /\w+ -->\n`).ReplaceAllStringFunc(had, func(part string) string {
		name := strings.Fields(part)[1]
		return fmt.Sprintf("<!-- %s -->\n%s<!-- /%s -->\n", name, parts[name], name)
	})
	for name := range parts {
		if !strings.Contains(want, "<!-- "+name+" -->\n") {
			t.Errorf("%s has no place for the %s", contract, name)
		}
	}
	if *update {
		if err := os.WriteFile(contract, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if had != want {
		t.Errorf("%s is out of date; run go test ./generator -run Contract -update and read the diff", contract)
	}
	for _, lang := range []string{"ja", "en"} {
		scaffold := "../cmd/kaizen/scaffold/theme." + lang + ".md"
		for _, page := range pages {
			if !strings.Contains(read(t, scaffold), page) {
				t.Errorf("%s lacks the line %s", scaffold, page)
			}
		}
	}
}

// goFile is a source file as text and as a tree.
type goFile struct {
	text string
	set  *token.FileSet
	tree *ast.File
}

func source(t *testing.T, name string) goFile {
	t.Helper()
	f := goFile{text: read(t, name), set: token.NewFileSet()}
	var err error
	if f.tree, err = parser.ParseFile(f.set, name, f.text, parser.ParseComments); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f goFile) methods(name string) []*ast.FuncDecl {
	var found []*ast.FuncDecl
	for _, d := range f.tree.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && d.Name.Name == name {
			found = append(found, d)
		}
	}
	return found
}

// page is the row of a table that names a view's template.
func (f goFile) page(method *ast.FuncDecl) string {
	template := method.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.BasicLit).Value
	return fmt.Sprintf("| `%s.html` | `%s` |\n", strings.Trim(template, `"`), method.Recv.List[0].Type.(*ast.Ident).Name)
}

// inner are fields that only the build has use for.
var inner = regexp.MustCompile("(?m)^\t\\w+ +Sum\\b.*\n|^\t.*`key:.*\n")

// types is the declarations of all structs, with their comments.
func (f goFile) types() string {
	var b strings.Builder
	for _, d := range f.tree.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.TYPE {
			start := d.Pos()
			if d.Doc != nil {
				start = d.Doc.Pos()
			}
			fmt.Fprintf(&b, "%s\n\n", f.text[f.set.Position(start).Offset:f.set.Position(d.End()).Offset])
		}
	}
	out, err := format.Source([]byte(inner.ReplaceAllString(b.String(), "")))
	if err != nil {
		panic(err) // it was Go a moment ago
	}
	return strings.TrimSpace(string(out)) + "\n"
}

// functions is the list in the comment of the templates' functions.
func functions(t *testing.T) string {
	t.Helper()
	doc := source(t, "render/funcs.go").methods("funcs")[0].Doc.Text()
	var b strings.Builder
	for line := range strings.Lines(doc) {
		if entry, ok := strings.CutPrefix(line, "\t"); ok {
			b.WriteString(entry)
		}
	}
	return b.String()
}

// served is what _headers asks of every server: headers of all files, and the
// one of files with a hash in their name.
type served struct {
	all   [][2]string
	cache string
}

func headers(t *testing.T) served {
	t.Helper()
	files := fstest.MapFS{"content/pages/about.md": {Data: []byte("---\ntitle: a\n---\n")}}
	var s served
	for _, o := range buildCorpus(t, files, "title: a\nbase_url: https://a.example/\nproducts: [{id: shop, name: Shop}]\n").Outputs {
		if o.Path != "_headers" {
			continue
		}
		for line := range strings.Lines(string(o.Data)) {
			switch name, value, found := strings.Cut(strings.TrimSpace(line), ": "); {
			case found && name == "Cache-Control":
				s.cache = value
			case found:
				s.all = append(s.all, [2]string{name, value})
			}
		}
	}
	if len(s.all) < 3 || s.cache == "" {
		t.Fatalf("_headers says too little: %v", s)
	}
	return s
}

func (s served) apache() string {
	var b strings.Builder
	for _, h := range s.all {
		fmt.Fprintf(&b, "Header always set %s %q\n", h[0], h[1])
	}
	fmt.Fprintf(&b, "Header set Cache-Control no-cache\n<If \"%%{REQUEST_URI} =~ m#/(assets|media)/#\">\n    Header set Cache-Control %q\n</If>\n", s.cache)
	b.WriteString("AddDefaultCharset utf-8\n")
	for _, feed := range [][2]string{{"feed.xml", "application/rss+xml; charset=utf-8"}, {"atom.xml", "application/atom+xml; charset=utf-8"}, {"feed.json", "application/feed+json"}} {
		fmt.Fprintf(&b, "<Files %s>\n    ForceType %q\n</Files>\n", feed[0], feed[1])
	}
	b.WriteString("RedirectMatch 404 \"/(_headers|_redirects)(\\.|$)\"\nRedirectMatch 404 \"/\\.(?!well-known/)\"\nErrorDocument 404 /404.html\n")
	return b.String()
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
