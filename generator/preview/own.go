package preview

import (
	"encoding/json"
	"net/http"
	"time"
)

// serveOwn answers below /-/.
func (s *Server) serveOwn(w http.ResponseWriter, r *http.Request, v *view, name string) {
	switch name {
	case "live.js", "live.css":
		s.serveClient(w, r, name)
	case "events":
		s.events(w, r)
	case "status":
		s.status(w, r, v)
	default:
		s.missing(w, r, v)
	}
}

func (s *Server) serveClient(w http.ResponseWriter, r *http.Request, name string) {
	data, err := client.ReadFile("client/" + name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mediaType(name))
	w.Write(data)
}

// ping is how often a quiet stream says that it is alive.
const ping = 15 * time.Second

// events tells a page that another view is shown. The event is a bell and no
// more: what has changed for its page the client asks at /-/status.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	stream := http.NewResponseController(w)
	alive := time.NewTicker(ping)
	defer alive.Stop()
	told := r.Header.Get("Last-Event-ID")
	say := "retry: 500\n\n"
	for {
		v := s.shown.Load()
		if v.id != told {
			say += "id: " + v.id + "\nevent: reload\ndata: " + v.id + "\n\n"
			told = v.id
		}
		if _, err := w.Write([]byte(say)); err != nil || stream.Flush() != nil {
			return
		}
		say = ""
		select {
		case <-r.Context().Done():
			return
		case <-v.gone:
		case <-alive.C:
			say = ": here\n\n"
		}
	}
}

// status is the answer of /-/status.
type status struct {
	Build    string    `json:"build"`
	Page     string    `json:"page,omitempty"` // mark of what ?path= would send
	Problems []problem `json:"problems"`
}

type problem struct {
	Level string `json:"level"`
	Rule  string `json:"rule"`
	File  string `json:"file,omitempty"`
	Line  int    `json:"line,omitempty"`
	Col   int    `json:"col,omitempty"`
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
}

func (s *Server) status(w http.ResponseWriter, r *http.Request, v *view) {
	out := status{Build: v.id, Problems: []problem{}}
	for _, p := range v.problems {
		out.Problems = append(out.Problems, problem{p.Level.String(), p.Rule, p.File, p.Line, p.Col, p.Text.In(s.options.Lang), p.Hint.In(s.options.Lang)})
	}
	if f := v.find(r.URL.Query().Get("path")); f != nil {
		out.Page = f.mark()
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(out)
}
