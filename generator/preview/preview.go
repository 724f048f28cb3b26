// Package preview shows a site in a browser while it is being written. It
// builds in memory, serves the pages of the latest snapshot and nothing else,
// and tells open pages when they have changed.
//
// # Who sends what to whom
//
//	ring ──► Run ──────► view ──────► requests, event streams
//	       ▲    ▲        (atomic pointer)
//	       │    └── the rest of the pages, rendered
//	       └─────── a build, with the pages that are looked at
//
// Run alone replaces the view. It lets one goroutine build, so that it can hear
// the bell meanwhile, and then one render what nobody has asked for yet. A
// view never changes; when it is replaced its channel gone is closed, which is
// how the event streams wake up. There is no queue: a stream that slept
// through three builds sees the last one.
//
// # What is rendered when
//
// Pages that a browser has lately asked for are rendered before a build is
// shown, all others when somebody asks for them, and those that nobody asks
// for after the build is shown, for the mistakes that only rendering finds.
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
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// Options are what a preview needs from its surroundings.
type Options struct {
	// Inputs opens the site for one build; release is called when it is done.
	Inputs   func() (in generator.Inputs, release func(), err error)
	Hosts    []string          // names and addresses by which browsers may call, besides those of loopback
	Lang     model.Lang        // of messages
	Dir      string            // the site's folder as editors know it: absolute, with slashes
	Navigate bool              // open pages go to the record that was edited
	Ready    func(base string) // called once, when there is something to show, with the path below which it is; may be nil
	Done     func(context.Context, Change)
	Listing  *Listing // of the site, if somebody tells it what is touched; nil: every build looks at all
}

// Change is what one build did to what is shown.
type Change struct {
	At       time.Time
	Took     time.Duration
	First    bool
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
	recent  recent        // pages that are looked at
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

// Once builds the site and renders all of it, as Run does when the bell first
// rings. It returns nil when the machine failed.
func (s *Server) Once(ctx context.Context) *generator.Snapshot {
	var b built
	var untold *shown
	for ctx.Err() == nil {
		b = s.build(ctx, b, s.shown.Load())
		now := s.replace(b, untold)
		err := now.finish(ctx)
		if err == nil && now.faulty() {
			untold = &now
			continue
		}
		s.done(ctx, now, err)
		if b.err != nil || err != nil {
			return nil
		}
		return b.snapshot
	}
	return nil
}

// shown is a view that has just taken the place of another, and what is to be
// said about that.
type shown struct {
	view, old *view
	change    Change
}

// replace shows what was built. untold is a replacement of which nothing has
// been said yet; what is said then is about both.
func (s *Server) replace(b built, untold *shown) shown {
	old := s.shown.Load()
	n := shown{old: old, change: Change{At: b.began, First: old.id == "", Err: b.err}}
	if b.err == nil {
		n.view, n.change.Err = s.newView(b, old, &n.change)
	}
	if n.change.Err != nil {
		n.view = old.failed(n.change.Err, s.options.Lang)
	}
	s.shown.Store(n.view)
	close(old.gone)
	if n.change.First && s.options.Ready != nil {
		s.options.Ready(n.view.base)
	}
	if untold != nil {
		n.old, n.change.At, n.change.First = untold.old, untold.change.At, untold.change.First
		n.change.Files = unique(slices.Concat(untold.change.Files, n.change.Files))
	}
	n.change.Took = time.Since(n.change.At)
	return n
}

// finish renders what nobody has asked for.
func (n shown) finish(ctx context.Context) error {
	if n.change.Err != nil || n.view.snapshot == nil {
		return nil
	}
	return n.view.snapshot.Finish(ctx)
}

// faulty reports whether rendering has found mistakes that are not shown yet.
func (n shown) faulty() bool {
	return n.change.Err == nil && n.view.snapshot != nil && n.view.snapshot.Faulty()
}

// done tells what a build has changed, err being that of rendering the rest.
// Only now is it known which pages differ.
func (s *Server) done(ctx context.Context, n shown, err error) {
	switch {
	case n.change.Err != nil:
	case err != nil && !errors.Is(err, context.Canceled):
		n.change.Err = err
		s.shown.Store(n.view.failed(err, s.options.Lang))
		close(n.view.gone)
	default:
		v := *n.view
		n.change.Pages = v.differing(n.old)
		v.explain(n.old, n.change)
		if err == nil {
			v.sound = v.site()
		}
		s.shown.Store(&v)
	}
	if s.options.Done != nil {
		s.options.Done(ctx, n.change)
	}
}
