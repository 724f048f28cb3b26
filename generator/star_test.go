package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// ours lists, for each package, which of our packages it may import.
var ours = map[string][]string{
	"generator/model":    {},
	"generator/stamp":    {},
	"generator/flat":     {},
	"generator/text":     {},
	"generator/pattern":  {},
	"generator/markdown": {"generator/text", "generator/pattern"},
	"generator/picture":  {"generator/model"},
	"generator/rules":    {"generator/model"},
	"generator/load":     {"generator/model", "generator/text", "generator/rules", "generator/markdown", "generator/picture", "generator/stamp", "generator/flat"},
	"generator/assemble": {"generator/model", "generator/text"},
	"generator/plan":     {"generator/model", "generator/text"},
	"generator/render":   {"generator/model", "generator/text", "generator/picture"},
	"generator/guard":    {"generator/model", "generator/text"},
	"generator/publish":  {"generator/model", "generator/text", "generator/stamp"},
	"generator/diff":     {"generator/model"},
	"generator/relative": {"generator/model"},
	"generator/watch":    {"generator/model", "generator/stamp"},
	"generator/cache":    {"generator/model"},
	"generator/preview":  {"generator", "generator/model", "generator/text"},
	"generator":          {"generator/model", "generator/text", "generator/load", "generator/assemble", "generator/plan", "generator/render", "generator/guard", "generator/flat"},
	"templates":          {},
	"themes":             {},
}

// pure packages know no disk, network or clock.
var pure = []string{"generator/model", "generator/flat", "generator/text", "generator/pattern", "generator/rules", "generator/markdown", "generator/picture", "generator/assemble", "generator/plan", "generator/render", "generator/guard", "generator/diff", "generator/relative"}

// clockless packages do not ask the time, though they may be handed files.
var clockless = append([]string{"generator/load", "generator"}, pure...)

// TestStar holds the architecture: who may import whom, who may touch the
// machine, and that each third-party module has one door.
func TestStar(t *testing.T) {
	doors := map[string][]string{}
	for dir, files := range packages(t) {
		for _, f := range files {
			for _, spec := range f.Imports {
				name, _ := strconv.Unquote(spec.Path.Value)
				checkImport(t, dir, name)
				if strings.Contains(strings.Split(name, "/")[0], ".") {
					if m := module(name); !slices.Contains(doors[m], dir) {
						doors[m] = append(doors[m], dir)
					}
				}
			}
			if slices.Contains(clockless, dir) {
				checkClock(t, dir, f)
			}
		}
	}
	for m, dirs := range doors {
		if len(dirs) > 1 {
			slices.Sort(dirs)
			t.Errorf("%s is imported by %s: one package should be its door", m, strings.Join(dirs, " and "))
		}
	}
}

func checkImport(t *testing.T, dir, name string) {
	t.Helper()
	if own, ok := strings.CutPrefix(name, "kaizen/"); ok {
		if allowed, listed := ours[dir]; dir != "cmd/kaizen" && (!listed || !slices.Contains(allowed, own)) {
			t.Errorf("%s imports %s, which the star does not allow", dir, own)
		}
		return
	}
	if slices.Contains(pure, dir) {
		for _, no := range []string{"os", "os/exec", "net", "net/http", "path/filepath", "syscall", "io/ioutil"} {
			if name == no {
				t.Errorf("%s imports %s: pure stages know no disk and no network", dir, name)
			}
		}
	}
}

// checkClock finds time.Now and its relatives.
func checkClock(t *testing.T, dir string, f *ast.File) {
	t.Helper()
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "After", "Tick", "Sleep", "NewTimer", "NewTicker", "AfterFunc"}, sel.Sel.Name) {
				t.Errorf("%s calls time.%s: only cmd, publish, watch and preview know the clock", dir, sel.Sel.Name)
			}
		}
		return true
	})
}

// module is the path of the module an import path belongs to, well enough to
// tell our dependencies apart.
func module(name string) string {
	parts := strings.Split(name, "/")
	n := 3
	if parts[0] == "go.yaml.in" {
		n = 2
	}
	if len(parts) > n && len(parts[n]) == 2 && parts[n][0] == 'v' {
		n++
	}
	return path.Join(parts[:min(n, len(parts))]...)
}

// packages parses the non-test files of every package of the module, by folder.
func packages(t *testing.T) map[string][]*ast.File {
	t.Helper()
	out := map[string][]*ast.File{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && name != "." || d.Name() == "testdata" || name == "public") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		out[path.Dir(name)] = append(out[path.Dir(name)], f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
