package render

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"

	"kaizen/generator/model"
)

// Source is the templates of a site: the built-in ones with those of the theme
// and of the site laid over them.
type Source struct {
	Files  map[string]string // by name, such as "report.html" or "parts/card.html"
	Origin map[string]string // by name: the path that problems show; default: the name below templates/
}

// Templates are a site's templates, ready in every language. They may be
// executed concurrently.
type Templates struct {
	source  Source
	langs   map[model.Lang]*template.Template
	memo    sync.Map // memoKey → template.HTML
	phrases phrases
}

// pageLimit bounds the bytes of one page, so that a template that never ends
// becomes a problem and not a full disk.
const pageLimit = 8 << 20

// pages is one view of each kind that a template has to exist for.
var pages = [...]model.View{
	model.HomeView{}, model.ReportView{}, model.MonthView{}, model.YearView{}, model.ProductView{},
	model.ArchiveView{}, model.ListView{}, model.RecordView{}, model.ActionView{}, model.SearchView{},
	model.SubscribeView{}, model.FreeView{}, model.NotFoundView{}, model.RedirectView{},
}

// Parse reads the templates of src and binds them to the words of each
// language. With problems of level Error the templates are nil.
func Parse(src Source, words map[model.Lang]model.Catalog, cfg *model.Config) (*Templates, []model.Problem) {
	t := &Templates{source: src, langs: make(map[model.Lang]*template.Template, len(words))}
	root := template.New("").Option("missingkey=error").Funcs(t.funcs(nil, nil, cfg))
	var problems []model.Problem
	for _, file := range slices.Sorted(maps.Keys(src.Files)) {
		name := strings.TrimSuffix(file, ".html")
		body := strings.TrimRight(src.Files[file], "\n") // a part ends where its last line does
		if _, err := root.New(name).Parse(body); err != nil {
			problems = append(problems, t.problem(name, err))
		}
	}
	for _, view := range pages {
		if root.Lookup(view.Template()) == nil && len(problems) == 0 {
			problems = append(problems, missing(view.Template()))
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	for lang, catalog := range words {
		set, err := root.Clone()
		if err != nil {
			panic(fmt.Sprintf("render: clone templates that never ran: %v", err))
		}
		t.langs[lang] = set.Funcs(t.funcs(set, catalog, cfg))
	}
	return t, nil
}

// Execute appends the page that shows view to buf. An error is a *Fault: the
// mistake of a template's author, with its place.
func (t *Templates) Execute(buf *bytes.Buffer, lang model.Lang, view model.View) error {
	set, ok := t.langs[lang]
	if !ok {
		panic(fmt.Sprintf("render: no words for language %q", lang))
	}
	name := view.Template()
	start := buf.Len()
	if err := set.ExecuteTemplate(&bounded{buf, start + pageLimit}, name, view); err != nil {
		return &Fault{t.problem(name, err)}
	}
	if len(bytes.TrimSpace(buf.Bytes()[start:])) == 0 {
		return &Fault{t.empty(name)}
	}
	if unsafeValue(buf.Bytes()[start:]) {
		return &Fault{t.unsafe(name)}
	}
	return nil
}

// unsafeValue reports whether html/template refused a value for an attribute:
// it writes its mark ZgotmplZ there, which no text can counterfeit because the
// quotation mark before it would be escaped.
func unsafeValue(page []byte) bool {
	return bytes.Contains(page, []byte("ZgotmplZ")) &&
		(bytes.Contains(page, []byte(`="#ZgotmplZ`)) || bytes.Contains(page, []byte(`="ZgotmplZ`)))
}

var errTooLong = errors.New("the page is longer than 8 MiB")

// bounded passes bytes on until the buffer holds max of them.
type bounded struct {
	buf *bytes.Buffer
	max int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.buf.Len()+len(p) > b.max {
		return 0, errTooLong
	}
	return b.buf.Write(p)
}

// memoKey names a part of a page that many pages share. Equal sums mean equal
// data, so a part is rendered once and placed many times.
type memoKey struct {
	set  *template.Template
	name string
	sum  model.Sum
	with any // comparable
}

// part renders the template name with data, once for each sum and with.
func (t *Templates) part(key memoKey, data any) (template.HTML, error) {
	if html, ok := t.memo.Load(key); ok {
		return html.(template.HTML), nil
	}
	buf := scratch.Get().(*bytes.Buffer)
	defer scratch.Put(buf)
	buf.Reset()
	if err := key.set.ExecuteTemplate(&bounded{buf, pageLimit}, key.name, data); err != nil {
		return "", &Fault{t.problem(key.name, err)}
	}
	html := template.HTML(buf.String()) // html/template has just escaped it
	t.memo.Store(key, html)
	return html, nil
}
