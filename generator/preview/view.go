package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"kaizen/generator"
	"kaizen/generator/model"
)

// view is what is shown at one moment. It never changes.
type view struct {
	id       string              // differs whenever what is served or said differs
	snapshot *generator.Snapshot // whose pages are shown; nil before the first build
	base     string              // the base path, percent-decoded: "/help/"
	policy   string              // Content-Security-Policy of the published site
	files    map[string]*file    // by path below the base path
	problems []model.Problem     // of the latest build
	gone     chan struct{}       // closed when another view takes the place of this one
}

// file is an output with what is sent beside its bytes.
type file struct {
	model.Output
	media string // Content-Type
	page  *model.Page
}

func emptyView() *view { return &view{base: "/", gone: make(chan struct{})} }

func (v *view) site() *model.Site {
	if v.snapshot == nil {
		return nil
	}
	return v.snapshot.Site
}

// newView shows the outputs of a build. When a build could not even read the
// config, the pages of old stay.
func newView(s *generator.Snapshot, old *view, change *Change) *view {
	v := &view{snapshot: s, problems: s.Problems, gone: make(chan struct{})}
	change.Problems, change.Rendered = s.Problems, s.Rendered
	if s.Site == nil {
		v.snapshot, v.base, v.policy, v.files = old.snapshot, old.base, old.policy, old.files
	} else {
		v.base = decoded(s.Site.Config.BasePath())
		v.files = filesOf(s)
		v.policy = policyOf(v.files["_headers"])
		change.Files = edited(old.site(), s.Site)
		change.Pages = differing(old.sums(), v.sums())
	}
	v.id = v.sum()
	return v
}

// failed is v with a failure of the machine in place of its problems.
func (v *view) failed(err error) *view {
	n := *v
	n.gone = make(chan struct{})
	n.problems = []model.Problem{model.NewProblem(model.Error, model.Pos{}, "machine", model.Says{
		JA: fmt.Sprintf("ビルドできませんでした（%v）", err), EN: fmt.Sprintf("the build failed (%v)", err)})}
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

// sum names all that the view serves and says.
func (v *view) sum() string {
	h := sha256.New()
	if v.snapshot != nil {
		for _, o := range v.snapshot.Outputs {
			h.Write([]byte(o.Path))
			h.Write(o.Sum[:])
		}
	}
	for _, p := range v.problems {
		fmt.Fprintf(h, "\n%d %s:%d:%d %s", p.Level, p.File, p.Line, p.Col, p.Text.In("en"))
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
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

func (v *view) sums() map[string]model.Sum {
	sums := make(map[string]model.Sum, len(v.files))
	for path, f := range v.files {
		sums[path] = f.Sum
	}
	return sums
}

// find returns the file that answers for a path of a URL, or the page for what
// is not there, or nil.
func (v *view) find(path string) *file {
	if name, ok := strings.CutPrefix(path, v.base); ok {
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		if f := v.files[name]; f != nil {
			return f
		}
	}
	return v.files["404.html"]
}
