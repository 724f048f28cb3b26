package preview

import (
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"time"

	"kaizen/generator/model"
)

// serveOwn answers below /-/.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, v *view, name string) {
	switch name {
	case "":
		s.desk(w, r, v)
	case "events":
		s.events(w, r)
	case "status":
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(s.status(v, r.URL.Query().Get("path")))
	default:
		data, err := client.ReadFile("client/" + name)
		if err != nil {
			s.missing(w, r, v)
			return
		}
		w.Header().Set("Content-Type", mediaType(name))
		w.Write(data)
	}
}

// status is the answer of /-/status: what the client and scripts want to know.
type status struct {
	Build    string     `json:"build"` // differs whenever anything that is served or said does; "" before the first build
	Lang     model.Lang `json:"lang"`  // of messages
	Base     string     `json:"base"`
	Files    int        `json:"files"`
	Errors   int        `json:"errors"`
	Warnings int        `json:"warnings"`
	Problems []problem  `json:"problems"` // the gravest
	Omitted  int        `json:"omitted,omitempty"`
	Edited   string     `json:"edited,omitempty"` // with --navigate: URL of the record edited last
	Page     *pageInfo  `json:"page,omitempty"`   // of ?path=
}

// pageInfo is what the client tells of the page it is on.
type pageInfo struct {
	Mark   string      `json:"mark"` // of the bytes that are served now
	From   []sourceRef `json:"from"`
	Shows  []sourceRef `json:"shows"`
	Total  int         `json:"total"` // how many there are; Shows lists the first of them
	Reason *reason     `json:"reason,omitempty"`
	State  model.State `json:"state,omitempty"` // of a record
	When   string      `json:"when,omitempty"`  // when a scheduled record appears, RFC 3339
}

// sourceRef names a source file and a link that opens it.
type sourceRef struct {
	File   string       `json:"file"`
	Editor template.URL `json:"editor,omitempty"`
}

// Status is what /-/status answers, for scripts.
func (s *Server) Status() any { return s.status(s.shown.Load(), "") }

func (s *Server) status(v *view, path string) status {
	out := status{
		Build: v.id, Lang: s.options.Lang, Base: v.base, Files: v.pages(), Edited: v.edited,
		Problems: v.problems.list, Omitted: v.problems.omitted, Errors: v.problems.errors, Warnings: v.problems.warnings,
	}
	if out.Problems == nil {
		out.Problems = []problem{}
	}
	if path != "" {
		out.Page = s.pageInfo(v, path)
	}
	return out
}

// maxShows bounds the sources that are listed for one page.
const maxShows = 20

func (s *Server) pageInfo(v *view, path string) *pageInfo {
	if path == own {
		return &pageInfo{Mark: v.id, From: []sourceRef{}, Shows: []sourceRef{}}
	}
	page := v.find(path)
	if page == nil && v.snapshot != nil {
		page = v.snapshot.Page(notFound)
	}
	if page == nil {
		return nil
	}
	s.recent.add(page.Path)
	out, ok := v.output(page.Path)
	if !ok {
		return nil
	}
	info := &pageInfo{Mark: mark(out), From: []sourceRef{}, Shows: []sourceRef{}, Total: len(page.Shows)}
	for _, name := range page.From {
		info.From = append(info.From, s.source(v, name))
	}
	for _, name := range v.sourcesOf(page.Shows[:min(maxShows, len(page.Shows))]) {
		info.Shows = append(info.Shows, s.source(v, name))
	}
	if r, ok := v.reasons[page.Path]; ok {
		info.Reason = &r
	}
	if e := v.entry(page); e != nil && e.State != model.Published {
		info.State = e.State
		if e.State == model.Scheduled {
			info.When = e.Date.In(v.site().Config.Timezone).Format(time.RFC3339)
		}
	}
	return info
}

// sourcesOf finds the files of a few records.
func (v *view) sourcesOf(ids []model.RecordID) []string {
	var out []string
	for _, r := range v.site().Records {
		if slices.Contains(ids, r.ID) {
			out = append(out, r.Source.Path)
		}
	}
	slices.Sort(out)
	return out
}

func (s *Server) source(v *view, name string) sourceRef {
	return sourceRef{File: name, Editor: s.editor(v.site(), name, 1)}
}

// entry is the record whose page it is, or nil.
func (v *view) entry(page *model.Page) *model.Entry {
	if _, ok := page.View.(model.RecordView); !ok {
		return nil
	}
	for _, e := range v.site().Editions {
		for _, entry := range e.Entries {
			if entry.Path == "/"+trimIndex(page.Path) {
				return entry
			}
		}
	}
	return nil
}
