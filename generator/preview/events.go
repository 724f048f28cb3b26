package preview

import (
	"net/http"
	"time"
)

// ping is how often a quiet stream says that it is alive.
const ping = 15 * time.Second

// events tells a browser that another view is shown. The event is a bell and
// no more: each page asks /-/status what has changed for it, so an event that
// is lost or doubled does no harm. Its id is that of the view; a browser that
// comes back with the current one is not rung.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	stream := http.NewResponseController(w)
	alive := time.NewTicker(ping)
	defer alive.Stop()
	told := r.Header.Get("Last-Event-ID")
	say := "retry: 500\n\n"
	for {
		v := s.shown.Load()
		if v.id != told && v.id != "" {
			say += "id: " + v.id + "\nevent: reload\ndata: " + v.id + "\n\n"
			told = v.id
		}
		if say != "" {
			if err := sendEvent(w, stream, say); err != nil {
				return
			}
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

// sendEvent gives a reader that does not read ten seconds.
func sendEvent(w http.ResponseWriter, stream *http.ResponseController, say string) error {
	if err := stream.SetWriteDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	if _, err := w.Write([]byte(say)); err != nil {
		return err
	}
	return stream.Flush()
}
