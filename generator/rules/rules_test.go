package rules_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kaizen/generator/rules"
)

// TestEveryRuleIsExplained holds the table against the code: every rule that
// a problem can name is in it, and nothing else.
func TestEveryRuleIsExplained(t *testing.T) {
	used := rulesInCode(t)
	known := rules.Names()
	for name, place := range used {
		if !slices.Contains(known, name) {
			t.Errorf("%s: the rule %s is not explained in generator/rules", place, name)
		}
	}
	for _, name := range known {
		if used[name] == "" {
			t.Errorf("the rule %s is explained, but no code names it", name)
		}
	}
}

var form = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func TestRules(t *testing.T) {
	last := ""
	for _, r := range rules.All() {
		if r.Name <= last {
			t.Errorf("%s comes after %s", r.Name, last)
		}
		last = r.Name
		if !form.MatchString(r.Name) {
			t.Errorf("%s: rules are named in lower-case words with hyphens", r.Name)
		}
		if !strings.HasSuffix(r.Why["ja"], "。") || !strings.HasSuffix(r.Why["en"], ".") {
			t.Errorf("%s: say why in whole sentences, in both languages", r.Name)
		}
		if r.Wrong != "" && r.Right == "" {
			t.Errorf("%s: an example of the mistake needs one of what is right", r.Name)
		}
		if found, ok := rules.Find(r.Name); !ok || found.Why["en"] != r.Why["en"] {
			t.Errorf("%s cannot be found", r.Name)
		}
	}
	if _, ok := rules.Find("no-such-rule"); ok {
		t.Error("found a rule that does not exist")
	}
}

// rulesInCode finds the names of rules in the sources, each with one place: an
// argument for a parameter named rule, a field or constant of that name, and
// the rows of guard's table.
func rulesInCode(t *testing.T) map[string]string {
	t.Helper()
	s := &sources{files: token.NewFileSet(), rule: map[string]int{"NewProblem": 2}, found: map[string]string{}}
	var parsed []*ast.File
	for _, dir := range []string{"..", "../../cmd"} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(s.files, dir+"/"+name, nil, parser.SkipObjectResolution)
			if !strings.HasPrefix(name, "rules/") {
				parsed = append(parsed, f)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, look := range []func(ast.Node) bool{s.parameters, s.names} {
		for _, f := range parsed {
			s.dir = path.Dir(s.files.Position(f.Pos()).Filename)
			ast.Inspect(f, look)
		}
	}
	return s.found
}

type sources struct {
	files *token.FileSet
	dir   string         // of the file that is looked at
	rule  map[string]int // folder and function → index of its parameter named rule
	found map[string]string
}

func (s *sources) parameters(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		s.parameter(n.Name.Name, n.Type)
	case *ast.AssignStmt:
		if f, ok := n.Rhs[0].(*ast.FuncLit); ok {
			if name, ok := n.Lhs[0].(*ast.Ident); ok {
				s.parameter(name.Name, f.Type)
			}
		}
	}
	return true
}

func (s *sources) parameter(function string, f *ast.FuncType) {
	i := 0
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			if name.Name == "rule" {
				s.rule[s.dir+"."+function] = i
			}
			i++
		}
	}
}

func (s *sources) names(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		for _, function := range []string{callee(n), s.dir + "." + callee(n)} {
			if i, ok := s.rule[function]; ok && i < len(n.Args) {
				s.name(n.Args[i])
			}
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Rule" {
			s.name(n.Value)
		} else if ok && strings.HasSuffix(key.Name, "Rule") { // a row of guard's table
			if row, ok := n.Value.(*ast.CompositeLit); ok && len(row.Elts) > 0 {
				s.name(row.Elts[0])
			}
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			switch left := left.(type) {
			case *ast.SelectorExpr:
				if left.Sel.Name == "Rule" {
					s.name(n.Rhs[min(i, len(n.Rhs)-1)])
				}
			case *ast.Ident:
				if left.Name == "rule" {
					s.name(n.Rhs[min(i, len(n.Rhs)-1)])
				}
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if strings.HasSuffix(name.Name, "Rule") && i < len(n.Values) {
				s.name(n.Values[i])
			}
		}
	case *ast.FuncDecl: // one that returns the name of a rule first
		if n.Type.Results != nil && strings.HasSuffix(n.Name.Name, "Rule") || n.Name.Name == "unclosed" {
			ast.Inspect(n.Body, func(r ast.Node) bool {
				if r, ok := r.(*ast.ReturnStmt); ok && len(r.Results) > 0 {
					s.name(r.Results[0])
				}
				return true
			})
		}
	}
	return true
}

func (s *sources) name(e ast.Expr) {
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		if name, _ := strconv.Unquote(lit.Value); name != "" {
			s.found[name] = s.files.Position(lit.Pos()).String()
		}
	}
}

func callee(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}
