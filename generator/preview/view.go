package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// view is what is shown at one moment. It never changes.
type view struct {
	id       string              // differs whenever what is served or said differs; "" before the first build
	snapshot *generator.Snapshot // whose pages are shown; nil before the first build
	now      time.Time           // for which the pages were built
	base     string              // the base path, percent-decoded: "/help/"
	policy   string              // Content-Security-Policy of the published site
	files    map[string]*file    // by path below the base path
	problems []problem           // of the latest build
	broken   []string            // sources that are shown as they last could be
	reasons  map[string]reason   // why pages last changed, by output path
	edited   string              // URL of the record edited last, with the heading, or ""
	gone     chan struct{}       // closed when another view takes the place of this one
}

// file is an output with what is sent beside its bytes.
type file struct {
	model.Output
	media string // Content-Type
	page  *model.Page
}

// mark is a short name of a file's bytes. A page carries its own, so that the
// client can ask whether it is still the one.
func (f *file) mark() string { return f.Sum.String()[:16] }

func (v *view) site() *model.Site {
	if v.snapshot == nil {
		return nil
	}
	return v.snapshot.Site
}

// newView shows what was built in place of old.
func (s *Server) newView(b built, old *view, change *Change) *view {
	v := &view{snapshot: b.shown, now: b.now, base: "/", problems: b.problems, broken: b.broken, reasons: old.reasons, gone: make(chan struct{})}
	change.Files, change.Problems, change.Rendered = b.files, b.snapshot.Problems, b.shown.Rendered
	if site := v.site(); site != nil {
		v.base = decoded(site.Config.BasePath())
		v.files = filesOf(b.shown)
		v.policy = policyOf(v.files["_headers"])
		change.Pages = differing(old.sums(), v.sums())
		v.explain(old, *change)
	}
	if s.options.Navigate {
		v.edited = v.place(old, b)
	}
	v.id = v.sum()
	return v
}

// failed is v with a failure of the machine among its problems.
func (v *view) failed(err error, lang model.Lang) *view {
	n := *v
	n.gone = make(chan struct{})
	text := model.Text{"ja": fmt.Sprintf("ビルドできませんでした（%v）。表示は前のままです", err), "en": fmt.Sprintf("the build failed (%v); the pages are as they were", err)}
	n.problems = []problem{{Level: model.Error.String(), Rule: "machine", Text: text.In(lang)}}
	n.id = n.sum()
	return &n
}

func filesOf(s *generator.Snapshot) map[string]*file {
	pages := make(map[string]*model.Page, len(s.Pages))
	for _, p := range s.Pages {
		pages[p.Path] = p
	}
	files := make(map[string]*file, len(s.Outputs))
	for _, o := range s.Outputs {
		files[o.Path] = &file{Output: o, media: mediaType(o.Path), page: pages[o.Path]}
	}
	return files
}

func (v *view) sums() map[string]model.Sum {
	sums := make(map[string]model.Sum, len(v.files))
	for path, f := range v.files {
		sums[path] = f.Sum
	}
	return sums
}

// sum names all that the view serves and says.
func (v *view) sum() string {
	h := sha256.New()
	if v.snapshot != nil {
		for _, o := range v.snapshot.Outputs {
			h.Write([]byte(o.Path))
			h.Write(o.Sum[:])
		}
	}
	fmt.Fprintf(h, "\n%v %s", v.problems, v.edited)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// find returns the file that answers for the path of a URL, or nil.
func (v *view) find(path string) *file {
	name, ok := strings.CutPrefix(path, v.base)
	if !ok {
		return nil
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return v.files[name]
}

// explain keeps why pages changed.
func (v *view) explain(old *view, c Change) {
	if len(old.files) == 0 || len(c.Pages) == 0 {
		return
	}
	v.reasons = maps.Clone(old.reasons)
	if v.reasons == nil {
		v.reasons = map[string]reason{}
	}
	edited := map[string]bool{}
	for _, name := range c.Files {
		edited[name] = true
	}
	sources := v.sources()
	for _, path := range c.Pages {
		f := v.files[path]
		if f == nil {
			delete(v.reasons, path)
			continue
		}
		r := reason{At: c.At, Files: c.Files}
		var mine []string
		for _, name := range append(slices.Clone(f.page.From), sources.of(f.page.Shows)...) {
			if edited[name] {
				mine = append(mine, name)
			}
		}
		if len(mine) > 0 {
			r.Files = unique(mine)
		}
		v.reasons[path] = r
	}
}

// decoded is a percent-encoded path as net/http hands it to us.
func decoded(path string) string {
	if p, err := url.PathUnescape(path); err == nil {
		return p
	}
	return path
}

// policyOf reads the Content-Security-Policy from the _headers file that is
// published, so that the preview cannot be laxer than the site.
func policyOf(headers *file) string {
	if headers == nil {
		return ""
	}
	for line := range strings.Lines(string(headers.Data)) {
		if policy, ok := strings.CutPrefix(strings.TrimSpace(line), "Content-Security-Policy: "); ok {
			return policy
		}
	}
	return ""
}
