package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jba/templatecheck"

	"kaizen/generator/model"
	"kaizen/themes"
)

func parseBuiltin(t *testing.T) *Templates {
	t.Helper()
	return parseOver(t, nil)
}

// parseOver parses the built-in templates with some of a site's own over them.
func parseOver(t *testing.T, over map[string]string) *Templates {
	t.Helper()
	src := builtin(t)
	maps.Copy(src.Files, over)
	tmpl, problems := Parse(src, map[model.Lang]model.Catalog{"ja": words(t, "ja"), "en": words(t, "en")}, sampleConfig())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return tmpl
}

func page(t *testing.T, tmpl *Templates, lang model.Lang, view model.View) string {
	t.Helper()
	var buf bytes.Buffer
	if err := tmpl.Execute(&buf, lang, view); err != nil {
		t.Fatalf("%s in %s: %v", view.Template(), lang, err)
	}
	return buf.String()
}

// Every page of the sample comes out whole, in both languages, without an
// inline style or handler: the site's Content-Security-Policy forbids them.
func TestPages(t *testing.T) {
	tmpl := parseBuiltin(t)
	inline := regexp.MustCompile(`<[^>]+\s(style|on\w+)=|<style|<script>`)
	for _, view := range newSample().views() {
		for _, lang := range []model.Lang{"ja", "en"} {
			html := page(t, tmpl, lang, view)
			if i := strings.Index(html, "⟦"); i >= 0 {
				t.Errorf("%s in %s has no word for %s", view.Template(), lang, html[i:i+40])
			}
			if !strings.HasSuffix(strings.TrimSpace(html), "</html>") {
				t.Errorf("%s in %s has no end", view.Template(), lang)
			}
			if found := inline.FindString(html); found != "" {
				t.Errorf("%s in %s has inline code: %s", view.Template(), lang, found)
			}
		}
	}
}

// A misspelt field is found here and not on a page: in the built-in templates,
// and in those that the theme plain lays over them.
func TestTemplatesKnowTheirViews(t *testing.T) {
	plain := map[string]string{}
	err := fs.WalkDir(themes.FS, "plain/templates", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(themes.FS, name)
		plain[strings.TrimPrefix(name, "plain/templates/")] = string(data)
		return err
	})
	if err != nil || len(plain) == 0 {
		t.Fatal("no templates of plain", err)
	}
	for theme, over := range map[string]map[string]string{"michi": nil, "plain": plain} {
		t.Run(theme, func(t *testing.T) { checkTypes(t, parseOver(t, over)) })
	}
}

// checkTypes checks pages with their views, and parts with what pages hand to
// them; then it runs them, which rewrites them and has to come last.
func checkTypes(t *testing.T, tmpl *Templates) {
	set := tmpl.langs["ja"]
	check := func(name string, data any) {
		if err := templatecheck.CheckHTML(set.Lookup(name), data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, view := range pages {
		check(view.Template(), view)
	}
	for _, part := range []string{"card", "subcard", "row", "brief", "due", "due-line"} {
		check("parts/"+part, &model.Card{})
	}
	check("parts/header", Header{})
	for _, part := range []string{"parts/footer", "base/dress", "base/tail", "head/site", "head/card"} {
		check(part, &model.Chrome{})
	}
	for _, view := range newSample().views() {
		page(t, tmpl, "ja", view)
	}
}

// The type check itself works: it finds a field that does not exist.
func TestMisspeltFieldIsFound(t *testing.T) {
	set := template.Must(template.New("x").Parse(`{{range .Open}}{{.Titel}}{{end}}`))
	if err := templatecheck.CheckHTML(set, model.ActionView{}); err == nil {
		t.Error("a misspelt field passes the check")
	}
}

func TestMistakesInTemplates(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		view             model.View
		rule, where      string
	}{
		{"field that does not exist", "action.html", "\n<p>見出し {{.Nope}}", model.ActionView{}, "broken-template", "templates/action.html:2:10"},
		{"value where none is safe", "action.html", `<a href="{{.Notice}}">`, model.ActionView{Base: model.Base{Notice: "javascript:alert(1)"}}, "unsafe-template", "templates/action.html:0:0"},
		{"value in a style", "action.html", `<p style="width:{{.Notice}}">`, model.ActionView{Base: model.Base{Notice: "expression(1)"}}, "", ""},
		{"page without end", "action.html", `{{define "again"}}{{.Notice}}{{template "again" .}}{{end}}{{template "again" .}}`, model.ActionView{Base: model.Base{Notice: strings.Repeat("長い", 1<<16)}}, "broken-template", "templates/action.html:0:0"},
		{"nothing but definitions", "action.html", "{{define \"main\"}}<p>見出し</p>{{end}}\n", model.ActionView{}, "broken-template", "templates/action.html:0:0"},
		{"attribute in the middle of nowhere", "action.html", `<p {{if .Notice}}class="{{else}}>{{end}}`, model.ActionView{}, "broken-template", "templates/action.html:1:9"},
		{"mistake inside a part", "parts/due.html", "<li>{{index .Products 7}}</li>", model.ActionView{Base: newSample().base("", ""), Open: newSample().cards[:1]}, "broken-template", "templates/parts/due.html:1:7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var buf bytes.Buffer
			err := parseOver(t, map[string]string{c.file: c.text}).Execute(&buf, "ja", c.view)
			var fault *Fault
			if c.rule == "" {
				if err != nil {
					t.Errorf("got %v", err)
				}
				return
			}
			if !errors.As(err, &fault) {
				t.Fatalf("got %v, want a fault", err)
			}
			p := fault.Problem
			if where := fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col); p.Rule != c.rule || where != c.where {
				t.Errorf("got %s at %s (%s), want %s at %s", p.Rule, where, fault, c.rule, c.where)
			}
		})
	}
}

func TestParseFindsMistakes(t *testing.T) {
	src := builtin(t)
	src.Files["home.html"] = "ok\n{{.Chrome"
	src.Origin = map[string]string{"home.html": "themes/own/templates/home.html"}
	_, problems := Parse(src, nil, sampleConfig())
	if len(problems) != 1 || problems[0].File != "themes/own/templates/home.html" || problems[0].Line != 2 {
		t.Errorf("got %+v, want one problem in line 2 of home.html", problems)
	}
	delete(src.Files, "home.html")
	_, problems = Parse(src, nil, sampleConfig())
	if len(problems) != 1 || problems[0].Rule != "missing-template" {
		t.Errorf("got %+v, want template-missing", problems)
	}
}

// A text that speaks of html/template's own mark is no unsafe value.
func TestMarkOfUnsafeValuesInText(t *testing.T) {
	view := model.ActionView{Base: newSample().base("", `なぜ="#ZgotmplZ"と出るのか`)}
	view.Notice = `href="#ZgotmplZ" と表示される`
	page(t, parseBuiltin(t), "ja", view)
}

// TestOnce: a part may depend on any small value, and on nothing else.
func TestOnce(t *testing.T) {
	for body, want := range map[string]string{
		`{{once "parts/crumb" (index .Crumbs 0)}}`: `<li><a href="/help/">`,
		`{{once "parts/lang" nil}}`:                "is nothing",
		`{{once "parts/crumb" .Crumbs}}`:           `[]model.Ref is no small value; use template`,
		`{{once "parts/footer" .Chrome}}`:          `*model.Chrome is no small value; use template`,
	} {
		tmpl := parseOver(t, map[string]string{
			"action.html": "x" + body, "parts/lang.html": `{{if not .}}is nothing{{end}}`,
		})
		var buf bytes.Buffer
		err := tmpl.Execute(&buf, "ja", model.ActionView{Base: newSample().base("/action/", "対応")})
		got := buf.String()
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

// Shared parts are rendered once, however many pages place them at the same time.
func TestPartsAreShared(t *testing.T) {
	tmpl := parseBuiltin(t)
	views := newSample().views()
	want := make([]string, len(views))
	for i, view := range views {
		want[i] = page(t, parseBuiltin(t), "ja", view)
	}
	var all sync.WaitGroup
	for i, view := range slices.Repeat(views, 4) {
		all.Go(func() {
			var buf bytes.Buffer
			if err := tmpl.Execute(&buf, "ja", view); err != nil || buf.String() != want[i%len(views)] {
				t.Errorf("%s differs when pages are rendered together (%v)", view.Template(), err)
			}
		})
	}
	all.Wait()
	parts := map[string]int{}
	tmpl.memo.Range(func(key, _ any) bool {
		parts[key.(memoKey).name]++
		return true
	})
	if parts["parts/row"] != 5 || parts["parts/footer"] != 1 || parts["parts/header"] != 5 {
		t.Errorf("rendered %v, want 5 rows, 1 footer and 5 headers", parts)
	}
}

func BenchmarkReport(b *testing.B) {
	t := &testing.T{}
	tmpl, view := parseBuiltin(t), newSample().views()[1]
	var buf bytes.Buffer
	for b.Loop() {
		buf.Reset()
		if err := tmpl.Execute(&buf, "ja", view); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(buf.Len()), "bytes/page")
}
