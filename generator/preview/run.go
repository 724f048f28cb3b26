package preview

import (
	"context"
	"errors"
	"time"

	"kaizen/generator/model"
)

// Run builds when the bell first rings, and again whenever it does or a record
// becomes due, until ctx ends.
//
// When something stirs it begins to build at once, but what comes out is only
// shown when all has settled. If something stirs again before that, the build
// is given up for a new one; once it has settled the build is shown even if
// something has stirred anew, so that somebody who never stops saving sees
// something.
func (s *Server) Run(ctx context.Context, ring <-chan model.Bell) {
	r := &run{Server: s, ctx: ctx, built: make(chan built), finished: make(chan error)}
	for ctx.Err() == nil {
		if r.stale && r.job == nil {
			r.begin()
		}
		select {
		case <-ctx.Done():
		case bell := <-ring:
			r.hear(bell)
		case <-r.due:
			r.stale = true
		case <-r.idle:
			r.verify()
		case b := <-r.built:
			r.take(b)
		case err := <-r.finished:
			r.close(err)
		}
		if r.ready != nil && (r.calm || r.ready.sure) {
			r.show(*r.ready)
			r.ready = nil
		}
	}
	r.end()
}

// run is the state of one call of Run, which alone uses it.
type run struct {
	*Server
	ctx   context.Context
	last  built            // that the next build starts from
	stale bool             // something has stirred since the last build began
	calm  bool             // it has settled since
	due   <-chan time.Time // fires when the site changes by itself: a record appears or expires

	idle <-chan time.Time // fires when nothing has been built for a while and the listing was not verified since

	job   *job // the build that is under way
	built chan built
	ready *built // what it came to, not shown yet

	rest     *rest  // the rendering that is under way
	untold   *shown // what it ended with, when that needs another build
	finished chan error
}

// job is a build under way.
type job struct {
	cancel context.CancelFunc
	sure   bool // all had settled before anything stirred again
}

// rest is the rendering of pages that nobody has asked for.
type rest struct {
	cancel context.CancelFunc
	shown  shown
}

func (r *run) begin() {
	ctx, cancel := context.WithCancel(r.ctx)
	r.stale, r.job = false, &job{cancel, r.calm}
	last, old := r.last, r.shown.Load()
	go func() { r.built <- r.build(ctx, last, old) }()
}

func (r *run) hear(bell model.Bell) {
	if bell == model.Settled {
		r.calm = true
		if r.job != nil && !r.stale {
			r.job.sure = true
		}
		return
	}
	r.calm, r.stale, r.ready = false, true, nil
	if r.job != nil && !r.job.sure {
		r.job.cancel()
	}
	if r.rest != nil {
		r.rest.cancel()
	}
}

// idle is how long after a build it is verified that nobody forgot to tell of a
// change.
const idle = 5 * time.Second

// verify builds again if the listing that the last build went by is not what
// lies in the folders.
func (r *run) verify() {
	r.idle = nil
	if r.stale || r.job != nil {
		return // it is too early: the build to come sets the clock again
	}
	in, release, err := r.options.Inputs()
	if err != nil {
		return // the next build says so
	}
	defer release()
	r.stale = !r.options.Listing.verify(in.Site)
}

// take receives what a build came to. One that was given up comes to nothing,
// and one that something stirred during is only good for the next to start from.
func (r *run) take(b built) {
	b.sure = r.job.sure
	r.job.cancel()
	r.job = nil
	if errors.Is(b.err, context.Canceled) {
		return
	}
	if b.err == nil {
		r.last = b
	}
	if b.sure || !r.stale {
		r.ready = &b
	}
}

// show shows what was built and renders the rest.
func (r *run) show(b built) {
	if r.rest != nil {
		r.rest.cancel()
		r.close(<-r.finished)
	}
	now := r.replace(b, r.untold)
	r.untold = nil
	r.due, r.idle = nil, time.After(idle)
	if v := now.view; v.site() != nil && !v.site().Next.IsZero() {
		r.due = time.After(max(v.site().Next.Sub(v.now), time.Second))
	}
	ctx, cancel := context.WithCancel(r.ctx)
	r.rest = &rest{cancel, now}
	go func() { r.finished <- now.finish(ctx) }()
}

// close says what a build has changed, now that all is rendered or somebody
// has come in between. What rendering found to be wrong takes another build to
// show, and is said after that.
func (r *run) close(err error) {
	x := r.rest
	r.rest = nil
	x.cancel()
	if x.shown.faulty() {
		r.stale, r.untold = true, &x.shown
		return
	}
	r.done(r.ctx, x.shown, err)
}

// end waits for what is under way.
func (r *run) end() {
	if r.job != nil {
		<-r.built
	}
	if r.rest != nil {
		<-r.finished
	}
}
