package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// view is what is shown at one moment. It never changes.
type view struct {
	id       string              // differs whenever what is served or said differs; "" before the first build
	content  model.Sum           // differs whenever what is served does
	snapshot *generator.Snapshot // whose pages are shown; nil before the first build
	sound    *model.Site         // the last site all of whose pages could be rendered; nil before
	now      time.Time           // for which the pages were built
	base     string              // the base path, percent-decoded: "/help/"
	policy   string              // Content-Security-Policy of the published site
	problems problems            // of the latest build
	broken   []string            // sources that are shown as they last could be
	reasons  map[string]reason   // why pages last changed, by output path
	edited   string              // URL of the record edited last, with the heading, or ""
	gone     chan struct{}       // closed when another view takes the place of this one
}

func (v *view) site() *model.Site {
	if v.snapshot == nil {
		return nil
	}
	return v.snapshot.Site
}

// newView shows what was built in place of old.
func (s *Server) newView(b built, old *view, change *Change) (*view, error) {
	v := &view{snapshot: b.shown, sound: old.sound, now: b.now, base: "/", problems: b.problems, broken: b.broken, reasons: old.reasons, gone: make(chan struct{})}
	change.Files, change.Problems, change.Rendered = b.files, b.snapshot.Problems, b.shown.Rendered
	if site := v.site(); site != nil {
		v.base = decoded(site.Config.BasePath())
		headers, _, err := v.snapshot.Output("_headers")
		if err != nil {
			return nil, err
		}
		v.policy = policyOf(headers.Data)
		change.Pages = v.differing(old)
		v.explain(old, *change)
	}
	if s.options.Navigate {
		v.edited = v.place(old, b)
	}
	v.content = v.sum(old, change.Pages)
	v.id = v.name()
	return v, nil
}

// failed is v with a failure of the machine among its problems.
func (v *view) failed(err error, lang model.Lang) *view {
	n := *v
	n.gone = make(chan struct{})
	text := model.Text{"ja": fmt.Sprintf("ビルドできませんでした（%v）。表示は前のままです", err), "en": fmt.Sprintf("the build failed (%v); the pages are as they were", err)}
	n.problems = problems{list: []problem{{Level: model.Error.String(), Rule: "machine", Text: text.In(lang)}}, errors: 1}
	n.id = n.name()
	return &n
}

// differing lists the outputs that are not as they were in old.
func (v *view) differing(old *view) []string {
	switch {
	case v.snapshot == nil:
		return nil
	case old.snapshot == nil:
		return v.snapshot.Differing(&generator.Snapshot{})
	}
	return v.snapshot.Differing(old.snapshot)
}

// sum names all that the view serves: what old did, and what differs from it. The
// first one is named by what it was made from, which takes no key of any page.
func (v *view) sum(old *view, differs []string) model.Sum {
	if len(differs) == 0 && v.base == old.base {
		return old.content
	}
	h := sha256.New()
	h.Write(old.content[:])
	fmt.Fprintf(h, "%s\n", v.base)
	if made := v.madeFrom(); old.snapshot == nil && made != (model.Sum{}) {
		h.Write(made[:])
		fmt.Fprintf(h, "%s", program())
		return model.Sum(h.Sum(nil))
	}
	for _, path := range differs {
		key := v.snapshot.Key(path)
		fmt.Fprintf(h, "%s\n", path)
		h.Write(key[:])
	}
	return model.Sum(h.Sum(nil))
}

// program tells builds of kaizen apart, as far as they know themselves.
var program = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	return info.String()
})

// madeFrom names all that the snapshot depends on, or nothing.
func (v *view) madeFrom() model.Sum {
	if v.snapshot == nil {
		return model.Sum{}
	}
	return v.snapshot.MadeFrom()
}

// name is the id of a view: short for all that it serves and says.
func (v *view) name() string {
	h := sha256.New()
	h.Write(v.content[:])
	fmt.Fprintf(h, "\n%v %s", v.problems, v.edited)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// find returns the page that answers for the path of a URL, or nil.
func (v *view) find(path string) *model.Page {
	name, ok := strings.CutPrefix(path, v.base)
	if !ok || v.snapshot == nil {
		return nil
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return v.snapshot.Page(name)
}

// output returns what is served at an output path.
func (v *view) output(path string) (model.Output, bool) {
	if v.snapshot == nil {
		return model.Output{}, false
	}
	out, ok, err := v.snapshot.Output(path)
	return out, ok && err == nil
}

// pages counts the outputs.
func (v *view) pages() int {
	if v.snapshot == nil {
		return 0
	}
	return len(v.snapshot.Pages)
}

// explain keeps why pages changed.
func (v *view) explain(old *view, c Change) {
	v.reasons = old.reasons
	if old.snapshot == nil || v.snapshot == nil || len(c.Pages) == 0 {
		return
	}
	v.reasons = maps.Clone(old.reasons)
	if v.reasons == nil {
		v.reasons = map[string]reason{}
	}
	edited := v.recordsIn(c.Files)
	for _, path := range c.Pages {
		page := v.snapshot.Page(path)
		if page == nil {
			delete(v.reasons, path)
			continue
		}
		r := reason{At: c.At, Files: c.Files}
		if mine := edited.on(page); len(mine) > 0 {
			r.Files = mine
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
func policyOf(headers []byte) string {
	for line := range strings.Lines(string(headers)) {
		if policy, ok := strings.CutPrefix(strings.TrimSpace(line), "Content-Security-Policy: "); ok {
			return policy
		}
	}
	return ""
}
