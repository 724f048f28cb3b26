// Package preview shows a site in a browser while it is being written. It
// builds in memory, serves the pages of the latest snapshot and nothing else,
// and tells open pages when they have changed.
//
// # Who sends what to whom
//
//	ring ──► Run ──► Build ──► view ──► requests
//	         (one goroutine)   (atomic pointer)
//
// Run is the only one that builds and the only one that replaces the view. A
// view never changes; when it is replaced its channel gone is closed, which is
// how the event streams wake up. There is no lock and no queue: a stream that
// slept through three builds sees the last one.
//
// # What does not happen here
//
// No file is opened for a request: what can be asked for are the outputs of
// the build, by name, and the client that is embedded in the binary. No
// request changes anything. Nothing of the preview reaches an output: the
// client is added to a page when it is sent.
package preview

import (
	"context"
	"sync/atomic"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// Options are what a preview needs from its surroundings.
type Options struct {
	// Build makes the site anew; prev is what it returned last, or nil.
	Build func(ctx context.Context, prev *generator.Snapshot) (*generator.Snapshot, error)
	Hosts []string     // names and addresses under which browsers may call, besides those of loopback
	Lang  model.Lang   // of messages
	Dir   string       // the site's folder as editors know it, for links that open a file
	Done  func(Change) // told after each build, may be nil
}

// Change is what one build did to what is shown.
type Change struct {
	At       time.Time
	Took     time.Duration
	Files    []string // sources that differ from those of the build before
	Pages    []string // paths of outputs that are new, differ or are gone
	Rendered int
	Problems []model.Problem // of the build
	Err      error           // of the machine; then nothing else has changed
}

// Server serves the view that Run last made.
type Server struct {
	options Options
	shown   atomic.Pointer[view]
}

// New returns a server that shows nothing yet.
func New(o Options) *Server {
	s := &Server{options: o}
	s.shown.Store(emptyView())
	return s
}

// Run builds once, and again whenever the bell rings or a record becomes due,
// until ctx ends. A bell that is rung during a build is answered by one more
// build, however often it was rung.
func (s *Server) Run(ctx context.Context, ring <-chan struct{}) {
	var built *generator.Snapshot
	for ctx.Err() == nil {
		built = s.Rebuild(ctx, built)
		due, stop := s.due()
		select {
		case <-ctx.Done():
		case <-ring:
		case <-due:
		}
		stop()
	}
}

// due fires when the site changes by itself: a record appears or expires.
func (s *Server) due() (<-chan time.Time, func() bool) {
	site := s.shown.Load().site()
	if site == nil || site.Next.IsZero() {
		return nil, func() bool { return true }
	}
	t := time.NewTimer(max(time.Until(site.Next), time.Second))
	return t.C, t.Stop
}

// Rebuild builds once and shows what came out. It returns the snapshot that
// the next build starts from.
func (s *Server) Rebuild(ctx context.Context, prev *generator.Snapshot) *generator.Snapshot {
	start := time.Now()
	next, err := s.options.Build(ctx, prev)
	if ctx.Err() != nil {
		return prev
	}
	old := s.shown.Load()
	change := Change{At: start, Err: err}
	view := old.failed(err)
	if err == nil {
		view = newView(next, old, &change)
		prev = next
	}
	change.Took = time.Since(start)
	s.shown.Store(view)
	close(old.gone)
	if s.options.Done != nil {
		s.options.Done(change)
	}
	return prev
}
