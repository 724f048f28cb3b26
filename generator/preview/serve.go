package preview

import (
	"bytes"
	"cmp"
	"embed"
	"net/http"
	"net/url"
	"strings"
	"time"

	"kaizen/generator/model"
)

//go:embed client
var client embed.FS

// own is the path below which the preview answers for itself.
const own = "/-/"

// ServeHTTP answers from the view of this moment.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Robots-Tag", "noindex")
	if status := s.refuse(r); status != 0 {
		w.WriteHeader(status)
		return
	}
	v := s.shown.Load()
	h.Set("Content-Security-Policy", cmp.Or(v.policy, ownPolicy))
	name, ok := strings.CutPrefix(r.URL.Path, own)
	switch page := v.find(r.URL.Path); {
	case ok:
		s.serveOwn(w, r, v, name)
	case page != nil:
		s.send(w, r, v, page)
	case r.URL.Path == "/" && v.base != "/" || r.URL.Path+"/" == v.base:
		http.Redirect(w, r, (&url.URL{Path: v.base}).EscapedPath(), http.StatusFound)
	case v.find(r.URL.Path+"/") != nil:
		http.Redirect(w, r, r.URL.EscapedPath()+"/", http.StatusFound)
	default:
		s.missing(w, r, v)
	}
}

// send sends an output; a page gets the client on its way.
func (s *Server) send(w http.ResponseWriter, r *http.Request, v *view, page *model.Page) {
	h := w.Header()
	if isPage(page) {
		s.recent.add(page.Path)
	}
	out, ok, err := v.snapshot.Output(page.Path)
	if err != nil || !ok { // the next view says why
		h.Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write(s.unbuilt(v))
		return
	}
	h.Set("Content-Type", mediaType(page.Path))
	h.Set("ETag", `"`+mark(out)+`"`)
	data := out.Data
	if isPage(page) {
		data = withScript(data, script(mark(out)))
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// missing sends the site's own page for what is not there, or, while there is
// no site at all, a page for the problems.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, v *view) {
	status, page := http.StatusNotFound, []byte(nil)
	if out, ok := v.output(notFound); ok {
		page = withScript(out.Data, script(mark(out)))
	} else if v.pages() == 0 {
		status, page = http.StatusServiceUnavailable, s.unbuilt(v)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(page)
	}
}

const notFound = "404.html"

// isPage reports whether browsers show an output as a page.
func isPage(p *model.Page) bool { return strings.HasPrefix(mediaType(p.Path), "text/html") }

// mark is a short name of an output's bytes. A page carries its own, so that
// the client can ask whether it is still the one.
func mark(o model.Output) string { return o.Sum.String()[:16] }

// script is the element that brings the client to a page.
func script(mark string) string {
	return `<script type="module" src="` + own + `live.js" data-page="` + mark + `"></script>`
}

// withScript puts the script at the end of the body, or of the file when the
// end of the body is not written.
func withScript(page []byte, script string) []byte {
	at := bytes.LastIndex(page, []byte("</body>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(script))
	out = append(out, page[:at]...)
	out = append(out, script...)
	return append(out, page[at:]...)
}
