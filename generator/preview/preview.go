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
// # What is shown while a source is broken
//
// Problems never take pages away. A source that cannot be read is shown as it
// last could be, everything else as it is now, and the problems lie over the
// page until they are mended.
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
	// Inputs opens the site for one build; release is called when it is done.
	Inputs   func() (in generator.Inputs, release func(), err error)
	Hosts    []string   // names and addresses by which browsers may call, besides those of loopback
	Lang     model.Lang // of messages
	Dir      string     // the site's folder as editors know it: absolute, with slashes
	Navigate bool       // open pages go to the record that was edited
	Done     func(context.Context, Change)
}

// Change is what one build did to what is shown.
type Change struct {
	At       time.Time
	Took     time.Duration
	First    bool
	Base     string   // the base path below which pages are served: "/help/"
	Files    []string // sources that differ from those of the build before
	Pages    []string // paths of outputs that are new, differ or are gone
	Rendered int
	Problems []model.Problem // of the sources as they are
	Err      error           // of the machine; then nothing else has changed
}

// Server serves the view that Run last made.
type Server struct {
	options Options
	shown   atomic.Pointer[view]
	streams chan struct{} // holds one token for each open event stream
}

// maxStreams bounds the event streams. A browser needs one for all its tabs.
const maxStreams = 100

// New returns a server that shows nothing yet.
func New(o Options) *Server {
	s := &Server{options: o, streams: make(chan struct{}, maxStreams)}
	s.shown.Store(&view{base: "/", gone: make(chan struct{})})
	return s
}

// Run builds once, and again whenever the bell rings or a record becomes due,
// until ctx ends. A bell that rings during a build is answered by one more
// build, however often it rang.
func (s *Server) Run(ctx context.Context, ring <-chan struct{}) {
	var last *generator.Snapshot
	for ctx.Err() == nil {
		last = s.Rebuild(ctx, last)
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
	v := s.shown.Load()
	if v.site() == nil || v.site().Next.IsZero() {
		return nil, func() bool { return true }
	}
	t := time.NewTimer(max(v.site().Next.Sub(v.now), time.Second))
	return t.C, t.Stop
}

// Rebuild builds once and shows what came out. It returns the snapshot that
// the next build starts from.
func (s *Server) Rebuild(ctx context.Context, prev *generator.Snapshot) *generator.Snapshot {
	old := s.shown.Load()
	change := Change{At: time.Now(), First: old.id == ""}
	b, err := s.build(ctx, prev, old)
	if ctx.Err() != nil {
		return prev
	}
	var next *view
	if change.Err = err; err != nil {
		next = old.failed(err, s.options.Lang)
	} else {
		next = s.newView(b, old, &change)
		prev = b.snapshot
	}
	s.shown.Store(next)
	close(old.gone)
	change.Base = next.base
	change.Took = time.Since(change.At)
	if s.options.Done != nil {
		s.options.Done(ctx, change)
	}
	return prev
}
