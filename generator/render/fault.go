package render

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"kaizen/generator/model"
)

// Fault is a mistake in a template, as an error.
type Fault struct{ Problem model.Problem }

func (f *Fault) Error() string { return f.Problem.Text.In("en") }

// place finds the template, line and byte column at the head of a message of
// text/template or html/template.
var place = regexp.MustCompile(`^(?:html/)?template: ?([^:$]+)[^:]*:(\d+)(?::(\d+))?: (?s:(.*))$`)

// problem turns an error of the template name into a Problem with its place.
// Errors of a part that another template placed keep the place in the part.
func (t *Templates) problem(name string, err error) model.Problem {
	var inner *Fault
	if errors.As(err, &inner) {
		return inner.Problem
	}
	message := err.Error()
	p := model.Problem{Level: model.Error, Rule: "broken-template", File: t.origin(name + ".html")}
	if m := place.FindStringSubmatch(message); m != nil {
		file := m[1] + ".html"
		p.File = t.origin(file)
		p.Line, _ = strconv.Atoi(m[2])
		if m[3] != "" {
			p.Col = runeColumn(t.source.Files[file], p.Line, m[3])
		}
		message = m[4]
	}
	p.Text = model.Text{"ja": "テンプレートを実行できません：" + message, "en": "cannot run the template: " + message}
	if !strings.Contains(message, "evaluate field") {
		return p
	}
	p.Hint = model.Text{
		"ja": "使えるフィールドは generator/model の同じ名前のビューにあります。",
		"en": "the fields that exist are those of the view of the same name in generator/model",
	}
	return p
}

// runeColumn turns a byte offset in a line, as template errors give it, into a
// column in characters.
func runeColumn(text string, line int, offset string) int {
	n, _ := strconv.Atoi(offset)
	lines := strings.Split(text, "\n")
	if line > len(lines) || n > len(lines[line-1]) {
		return 0
	}
	return utf8.RuneCountInString(lines[line-1][:n]) + 1
}

// empty is the problem of a page of which nothing can be seen.
func (t *Templates) empty(name string) model.Problem {
	return model.Problem{
		Level: model.Error, Rule: "broken-template", File: t.origin(name + ".html"),
		Text: model.Text{
			"ja": "テンプレートが空のページを作りました",
			"en": "the template makes an empty page",
		},
		Hint: model.Text{
			"ja": "ファイルは組み込みのテンプレートに丸ごと置きかわります。{{define}} の外にも書いてください。",
			"en": "the file replaces the built-in template as a whole: write outside {{define}} too",
		},
	}
}

// unsafe is the problem of a page whose template puts a value where it may not stand.
func (t *Templates) unsafe(name string) model.Problem {
	return model.Problem{
		Level: model.Error, Rule: "unsafe-template", File: t.origin(name + ".html"),
		Text: model.Text{
			"ja": "安全でない値が属性に入っています（ページには ZgotmplZ と出ます）。",
			"en": "an attribute holds a value that is not safe there (the page shows ZgotmplZ)",
		},
		Hint: model.Text{
			"ja": "URLには {{link .URL}} を使い、style や on… の属性には値を入れないでください。",
			"en": "write URLs as {{link .URL}}, and put no value into style or on… attributes",
		},
	}
}

// missing is the problem of a site without the template of a view.
func missing(name string) model.Problem {
	return model.Problem{
		Level: model.Error, Rule: "missing-template", File: "templates/" + name + ".html",
		Text: model.Text{
			"ja": "テンプレート " + name + ".html がありません。",
			"en": "there is no template " + name + ".html",
		},
	}
}

func (t *Templates) origin(file string) string {
	if path, ok := t.source.Origin[file]; ok {
		return path
	}
	return "templates/" + file
}
