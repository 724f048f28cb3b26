package preview

import (
	"bytes"
	"cmp"
	_ "embed"
	"html/template"
	"net/http"
	"slices"

	"kaizen/generator/model"
)

// The page of authors and the page of a site without pages.
//
//go:embed desk.html
var deskHTML string

// ownPolicy is the Content-Security-Policy while the site has none to copy.
const ownPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// deskView is what desk.html shows.
type deskView struct {
	Lang       model.Lang
	Home       string
	Built      bool
	Problems   []problem
	Omitted    int // problems that are not listed
	Count      int // of all problems
	Drafts     []deskRecord
	Scheduled  []deskRecord
	Expired    []deskRecord
	Unmeasured []deskRecord // records that say nothing of their effect
}

type deskRecord struct {
	Title, Day, When string
	URL              string
	Source           sourceRef
}

// desk answers /-/: everything that waits for an author.
func (s *Server) desk(w http.ResponseWriter, r *http.Request, v *view) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(withScript(s.deskPage(v), script(v.id)))
}

// unbuilt is the page of a site that could not be built once.
func (s *Server) unbuilt(v *view) []byte { return withScript(s.deskPage(v), script("-")) }

func (s *Server) deskPage(v *view) []byte {
	d := deskView{Lang: s.options.Lang, Home: v.base, Built: v.pages() > 0, Problems: v.problems.list, Omitted: v.problems.omitted, Count: len(v.problems.list) + v.problems.omitted}
	if v.site() != nil {
		s.records(v, &d)
	}
	t := template.Must(template.New("desk").Funcs(template.FuncMap{"say": s.say}).Parse(deskHTML))
	var b bytes.Buffer
	if err := t.Execute(&b, d); err != nil {
		panic("preview: desk.html: " + err.Error())
	}
	return b.Bytes()
}

func (s *Server) say(ja, en string) string { return model.Text{"ja": ja, "en": en}.In(s.options.Lang) }

func (s *Server) records(v *view, d *deskView) {
	site := v.site()
	pages := map[string]string{}
	for _, e := range site.Editions {
		for _, entry := range e.Entries {
			if !entry.Fallback {
				pages[entry.Source.Path] = site.Config.Href(entry.Path)
			}
		}
	}
	waiting := map[string]bool{}
	for _, l := range site.Left {
		waiting[l.File] = true
		rec := deskRecord{Title: l.Title, URL: pages[l.File], Source: s.source(v, l.File)}
		if !l.When.IsZero() {
			rec.When = l.When.In(site.Config.Timezone).Format("2006-01-02 15:04")
		}
		switch l.State {
		case model.Drafted:
			d.Drafts = append(d.Drafts, rec)
		case model.Scheduled:
			d.Scheduled = append(d.Scheduled, rec)
		case model.Expired:
			d.Expired = append(d.Expired, rec)
		}
	}
	slices.SortStableFunc(d.Scheduled, func(a, b deskRecord) int { return cmp.Compare(a.When, b.When) })
	lang := site.Config.DefaultLang()
	for _, r := range site.Records {
		if r.Lang == lang && !waiting[r.Source.Path] && !measured(r) {
			d.Unmeasured = append(d.Unmeasured, deskRecord{Title: r.Title, Day: model.DayOf(r.Date).String(), URL: pages[r.Source.Path], Source: s.source(v, r.Source.Path)})
		}
	}
	slices.SortStableFunc(d.Unmeasured, func(a, b deskRecord) int { return cmp.Compare(b.Day, a.Day) })
}

// measured reports whether a record says what its improvement brought.
func measured(r *model.Record) bool {
	return r.Effect != "" || r.Inquiries.HasAfter || r.Inquiries.HasPer1000 || len(r.Numbers) > 0 || r.After.Number
}
