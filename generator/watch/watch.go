// Package watch rings a bell when something below some folders has changed.
//
// # Who tells what to whom
//
//	file system ──events──► hints ──at once──────────► peek ──differs──► Stirred
//	clock ────────polls───────┘└────a quiet moment──► look ──differs──► Settled
//
// Whoever hears Stirred may begin to read at once, and has used the quiet
// moment when Settled tells that it was right to. A storm of changes only
// stirs when it has settled.
//
// An event is only a hint to look at a path: events get lost, doubled and
// merged, and editors save a file in a dozen ways. What counts is whether the
// files differ from what they were when last looked at. A poll from time to
// time finds what no event told.
//
// The bell says that something changed, not what: whoever hears it looks at
// all again, so that one bell too many costs little and one too few is made
// good by the next. Touched tells where to look for those who remember the rest.
//
// All state belongs to the one goroutine that calls Watch.
package watch

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"kaizen/generator/model"
)

// Options says what to watch.
type Options struct {
	Roots  []string               // folders, with all below them, and files; they need not exist
	Site   string                 // symbolic links are followed to what is inside; "" follows none
	Ignore func(path string) bool // what not to look at, besides model.Ignored; path is absolute; may be nil, and is called concurrently
	Poll   time.Duration          // look at everything this often instead of listening to events; 0 listens
	Say    func(model.Text)       // told when watching is hampered, or a root is gone; may be nil

	// Touched is told, before it is rung that something has stirred, which files
	// that may be: absolute paths, or nil for anything. It may be nil.
	Touched func(paths []string)

	// Listed is told, before the bell first rings, what is in a folder that no
	// symbolic link leads to: an absolute path, and all its entries by name. What
	// happens there later, Touched is told. It may be nil, and is called concurrently.
	Listed func(folder string, entries []fs.FileInfo)

	beside time.Duration // between polls that only find what no event told; 0: pollBeside
}

const (
	soon       = 2 * time.Millisecond   // after the last hint, to peek: a save is mostly over by then
	quiet      = 20 * time.Millisecond  // after the last hint, as long as few paths are concerned
	quietMany  = 100 * time.Millisecond // for a checkout, or a folder that is copied
	quietEmpty = 150 * time.Millisecond // if a file is gone or empty: that is how some editors begin to save
	patience   = 500 * time.Millisecond // for a quiet moment
	stormy     = 3 * time.Second        // for a quiet moment in a storm of hints, or while git works

	few  = 3   // paths that one save of an editor concerns
	many = 100 // paths that make a storm

	pollAlone  = 250 * time.Millisecond // between polls when there are no events
	pollBeside = 5 * time.Second        // between polls that only find what no event told: systems say when they lose some

	pollSlowest       = 2 * time.Second // however long a poll takes, on a busy machine
	pollSlowestBeside = 20 * time.Second
)

// Watch rings once when it has begun to watch, for changes made before, and
// then whenever something has changed, until ctx ends: Stirred, perhaps more
// than once, and then Settled. The ring should have no buffer: bells that
// nobody has heard yet become one.
func Watch(ctx context.Context, o Options, ring chan<- model.Bell) error {
	return watchFrom(ctx, o, newEvents, ring)
}

func watchFrom(ctx context.Context, o Options, open func() (events, error), ring chan<- model.Bell) error {
	w, err := newWatcher(o)
	if err != nil {
		return err
	}
	defer w.close()
	w.listen(open)
	w.seen = w.scan(false)
	w.run(ctx, ring)
	return nil
}

// watcher is the state of one call of Watch.
type watcher struct {
	Options
	roots []string // absolute
	site  string   // absolute and without symbolic links, or ""
	lock  string   // the file that git has while it changes the work tree, or ""

	events                        // nothing when polling alone
	heard  map[string]fs.FileInfo // folders whose events are listened to
	seen   tree                   // what the bell has been rung for
	took   time.Duration          // by the last scan
	said   map[string]bool        // causes

	hints       map[string]bool // paths to look at
	all         bool            // and at everything else
	first, last time.Time       // of the hints
	moving      tree            // what differed at the look before, for the same hints
	peeked      tree            // what differed at the last peek, for the same hints; nil: nothing yet
	fresh       bool            // a hint came after that
	alarm       *time.Timer     // rings when the hints may have come to an end
	stirred     bool            // to be rung
	settled     bool            // to be rung after that
}

func newWatcher(o Options) (*watcher, error) {
	w := &watcher{
		Options: o, stirred: true, settled: true,
		hints: map[string]bool{}, heard: map[string]fs.FileInfo{}, said: map[string]bool{},
		alarm: time.NewTimer(0),
	}
	w.beside = cmp.Or(w.beside, pollBeside)
	if o.Say == nil {
		w.Say = func(model.Text) {}
	}
	for _, root := range o.Roots {
		abs, err := filepath.Abs(root)
		if err != nil {
			return nil, fmt.Errorf("watch: find %s: %w", root, err)
		}
		w.roots = append(w.roots, abs)
		w.lock = cmp.Or(w.lock, gitLock(abs))
	}
	if o.Site != "" {
		site, err := realPath(o.Site)
		if err != nil {
			return nil, fmt.Errorf("watch: find %s: %w", o.Site, err)
		}
		w.site = site
	}
	return w, nil
}

func (w *watcher) run(ctx context.Context, ring chan<- model.Bell) {
	poll := time.NewTimer(w.pause())
	defer poll.Stop()
	for {
		bell, to := w.bell(ring)
		select {
		case <-ctx.Done():
			return
		case to <- bell:
			w.heardBell(bell)
		case e := <-w.changes:
			w.hear(e)
		case <-w.losses:
			w.hintAll()
		case <-w.alarm.C:
			w.look()
		case <-poll.C:
			w.poll()
			poll.Reset(w.pause())
		}
	}
}

// bell is what is to be rung next; a nil channel rings nothing.
func (w *watcher) bell(ring chan<- model.Bell) (model.Bell, chan<- model.Bell) {
	switch {
	case w.stirred:
		return model.Stirred, ring
	case w.settled:
		return model.Settled, ring
	}
	return 0, nil
}

func (w *watcher) heardBell(bell model.Bell) {
	if bell == model.Stirred {
		w.stirred = false
	} else {
		w.settled = false
	}
}

// pause is the time between two polls: they shall take a small part of it.
func (w *watcher) pause() time.Duration {
	switch {
	case w.Poll > 0:
		return max(w.Poll, min(5*w.took, pollSlowest))
	case w.source == nil:
		return max(pollAlone, min(5*w.took, pollSlowest))
	}
	return max(w.beside, min(20*w.took, pollSlowestBeside))
}
