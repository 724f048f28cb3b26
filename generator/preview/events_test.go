package preview

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

// stream reads the events of a preview.
type stream struct {
	*bench
	lines chan string
	end   context.CancelFunc
}

func (b *bench) stream(lastID string) *stream {
	b.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	b.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, "GET", b.url+"/-/events", nil)
	if err != nil {
		b.Fatal(err)
	}
	if lastID != "" {
		r.Header.Set("Last-Event-ID", lastID)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil || res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/event-stream" {
		b.Fatalf("events: %v %v", res, err)
	}
	s := &stream{b, make(chan string, 100), cancel}
	go func() {
		defer close(s.lines)
		defer res.Body.Close()
		for in := bufio.NewScanner(res.Body); in.Scan(); {
			s.lines <- in.Text()
		}
	}()
	return s
}

// id waits for the id of the next event, or returns "" when none comes.
func (s *stream) id(patience time.Duration) string {
	for {
		select {
		case line, ok := <-s.lines:
			if id, is := strings.CutPrefix(line, "id: "); is || !ok {
				return id
			}
		case <-time.After(patience):
			return ""
		}
	}
}

func TestEventsRingForEveryChange(t *testing.T) {
	b := open(t, siteFiles)
	s := b.stream("")
	if id := s.id(5 * time.Second); id != b.server.shown.Load().id {
		t.Errorf("the first event has the id %q", id)
	}
	b.save("content/hinata/csv.md", record("csv", "2026-03-01", "別の題", "本文"))
	id := s.id(5 * time.Second)
	if id != b.server.shown.Load().id {
		t.Errorf("the edit is told with the id %q", id)
	}
	b.rebuild()
	if id := s.id(100 * time.Millisecond); id != "" {
		t.Error("a build that changed nothing rings")
	}
	if again := b.stream(id).id(100 * time.Millisecond); again != "" {
		t.Error("a browser that comes back with the current id is rung")
	}
	if again := b.stream("older").id(5 * time.Second); again != id {
		t.Errorf("a browser that comes back with an old id is told %q, not %q", again, id)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	b := open(t, siteFiles)
	list := make([]*stream, maxStreams)
	for i := range list {
		list[i] = b.stream("")
	}
	res, err := http.Get(b.url + "/-/events")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("stream %d is answered with %d", maxStreams+1, res.StatusCode)
	}
	list[0].end()
	for range 100 {
		if len(b.server.streams) < maxStreams {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a stream that ended still counts")
}

func TestEndsCleanlyWithOpenStreams(t *testing.T) {
	b := open(t, siteFiles)
	b2 := *b
	stop := b2.serve(0)
	b2.rebuild()
	s := b2.stream("")
	s.id(5 * time.Second)
	start := time.Now()
	stop()
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("ending took %v", took)
	}
	for range s.lines {
	}
}
