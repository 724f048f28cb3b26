package preview

import (
	"bytes"
	"embed"
	"fmt"
	"net/http"
	"strings"
	"time"
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
		http.Error(w, http.StatusText(status), status)
		return
	}
	v := s.shown.Load()
	if v.policy != "" {
		h.Set("Content-Security-Policy", v.policy)
	}
	if name, ok := strings.CutPrefix(r.URL.Path, own); ok {
		s.serveOwn(w, r, v, name)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, v.base)
	if !ok {
		s.outside(w, r, v)
		return
	}
	s.serveFile(w, r, v, name)
}

// outside answers for paths that are not below the base path: the way in, or
// nothing.
func (s *Server) outside(w http.ResponseWriter, r *http.Request, v *view) {
	if r.URL.Path == "/" || r.URL.Path+"/" == v.base {
		http.Redirect(w, r, v.base, http.StatusFound)
		return
	}
	s.missing(w, r, v)
}

func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, v *view, name string) {
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if f := v.files[name]; f != nil {
		s.send(w, r, f, http.StatusOK)
		return
	}
	if v.files[name+"/index.html"] != nil {
		http.Redirect(w, r, r.URL.EscapedPath()+"/", http.StatusFound)
		return
	}
	s.missing(w, r, v)
}

// missing sends the site's own page for what is not there.
func (s *Server) missing(w http.ResponseWriter, r *http.Request, v *view) {
	if f := v.files["404.html"]; f != nil {
		s.send(w, r, f, http.StatusNotFound)
		return
	}
	s.unbuilt(w, r, v)
}

// unbuilt is the page of a site that has no pages: its problems.
func (s *Server) unbuilt(w http.ResponseWriter, r *http.Request, v *view) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusServiceUnavailable)
	if r.Method != http.MethodHead {
		fmt.Fprintf(w, "<!doctype html><html lang=%q><meta charset=utf-8><title>kaizen</title><body>%s", s.options.Lang, script("-"))
	}
}

// send sends a file; a page gets the client on its way.
func (s *Server) send(w http.ResponseWriter, r *http.Request, f *file, status int) {
	h := w.Header()
	h.Set("Content-Type", f.media)
	data := f.Data
	if strings.HasPrefix(f.media, "text/html") {
		data = withScript(data, script(f.mark()))
	}
	if status != http.StatusOK {
		w.WriteHeader(status)
		if r.Method != http.MethodHead {
			w.Write(data)
		}
		return
	}
	h.Set("ETag", `"`+f.mark()+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// mark is the name of a file's bytes; a page carries it, so that the client
// can ask whether it is still the one.
func (f *file) mark() string { return f.Sum.String()[:16] }

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
