package generator

import (
	"context"
	"io/fs"
	"slices"
	"sync"
	"time"

	"kaizen/generator/assemble"
	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/generator/plan"
	"kaizen/generator/render"
)

// Inputs are all that a build depends on.
type Inputs struct {
	Site      fs.FS            // the folder with kaizen.yaml
	Templates fs.FS            // the built-in templates
	Themes    fs.FS            // the built-in themes
	Now       time.Time        // decides what is public
	Drafts    bool             // show drafts too
	Future    bool             // show scheduled records too
	BaseURL   string           // in place of base_url; "": as configured
	Search    bool             // search the outputs for private data too, as every build that publishes must
	Cache     model.Cache      // of earlier runs; nil: none. No output depends on it
	Stamps    model.Cache      // of the files as earlier runs found them; nil: none. No output depends on it
	Has       HasOutput        // tells which outputs need no bytes if the cache knows them; nil: none. See Snapshot.Data
	Lazy      bool             // render nothing before it is asked for; then there are no Outputs, see Snapshot.Output
	Once      bool             // with no earlier snapshot, keep nothing for a next build either: what has been rendered is let go, and all of the Site but its Config, Today, Left and Next
	Store     Store            // takes the outputs' bytes; nil: they stay in memory
	Progress  *Progress        // is told how far the build has come; nil: nobody is. No output depends on it
	Clock     func() time.Time // for timings and the age of files; nil: neither is known. No output depends on it
}

// HasOutput reports whether an output is where it shall be published, with bytes
// of that sum. It may be called concurrently, and may err: whoever publishes
// looks again.
type HasOutput func(path string, sum model.Sum) bool

// sources are the inputs of load; it begins to read at a time.
func (in Inputs) sources(at time.Time) load.Inputs {
	return load.Inputs{Site: in.Site, Templates: in.Templates, Themes: in.Themes, Read: at, BaseURL: in.BaseURL, Cache: in.Cache, Stamps: in.Stamps}
}

// Snapshot is a finished build: immutable, and the start of the next one.
type Snapshot struct {
	Site     *model.Site    // nil when the config could not be read
	Pages    []*model.Page  // none of what was recalled or built once
	Outputs  []model.Output // in the order of Pages; Data is nil when a Store has it; none when lazy
	Problems []model.Problem
	Parsed   int // Markdown files parsed, not reused
	Rendered int // pages rendered, or to be rendered, not reused
	Times    []Timing
	Records  []Effort // Markdown files, dearest first; none without a Clock
	Layouts  []Effort // pages by template, dearest first; none without a Clock

	inputs    model.Sum // but for the time; zero when a file could not be read
	cache     model.Cache
	whole     func() (*Snapshot, error) // makes what was recalled as a whole or let go, without Pages; nil: it is here
	loaded    *load.Result
	assembled *assemble.Memo
	memo      *plan.Memo
	renderer  *render.Renderer
	keys      map[string]rendered
	sheets    []*sheet // of Pages, in the same order, when lazy
	faults    int      // of sheets, that are among Problems
	scanned   scanned
	found     []model.Problem // by the privacy check
}

// Timing is how long a stage took.
type Timing struct {
	Stage string
	Took  time.Duration
}

// Build makes the whole site. prev may be nil, or an earlier snapshot of the
// same file systems: then what did not change is reused, and the outputs are
// the same as without. The error is the machine's; what authors got wrong is
// in the snapshot's Problems.
func Build(ctx context.Context, in Inputs, prev *Snapshot) (*Snapshot, error) {
	if prev == nil {
		prev = &Snapshot{}
	} else {
		in.Once = false // what would be let go is prev's, too
	}
	watch := newStopwatch(in.Clock)
	in.Progress.Begin("read", 0)
	files, err := load.Read(ctx, in.sources(watch.last), prev.loaded)
	if err != nil {
		return nil, err
	}
	watch.lap("read")
	if s := recallSite(ctx, in, files); s != nil {
		s.Times = watch.laps
		return s, nil
	}
	return in.build(ctx, files, prev, watch)
}

// build makes the site of files that were read.
func (in Inputs) build(ctx context.Context, files *load.Files, prev *Snapshot, watch *stopwatch) (*Snapshot, error) {
	sources := in.sources(watch.last)
	step, records := in.Progress.Begin("load", files.Texts()), newTally(in.Clock)
	sources.Around = func(path string, parse func()) {
		records.time(path, parse)
		step()
	}
	loaded, err := load.Parse(ctx, sources, files, prev.loaded)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{cache: in.Cache, loaded: loaded, Problems: slices.Clone(loaded.Problems), Parsed: loaded.Parsed, Records: records.efforts()}
	watch.lap("load")
	if files.Sum != (model.Sum{}) {
		s.inputs = siteKey(in, files)
	}
	if loaded.Config == nil {
		model.SortProblems(s.Problems)
		return s, nil
	}
	in.Progress.Begin("plan", 0)
	var problems []model.Problem
	s.Site, problems, s.assembled = assemble.Assemble(&loaded.Sources, assemble.Options{Now: in.Now, Drafts: in.Drafts, Future: in.Future}, prev.assembled)
	s.Problems = append(s.Problems, problems...)
	watch.lap("assemble")
	planned := plan.Plan(s.Site, prev.memo)
	s.Pages, s.memo = planned.Pages, planned.Memo
	s.Problems = append(s.Problems, planned.Problems...)
	watch.lap("plan")
	if s.renderer = prev.renderer; !s.renderer.Same(&loaded.Sources) {
		s.renderer, problems = render.New(&loaded.Sources)
		s.Problems = append(s.Problems, problems...)
	}
	in.Progress.Begin("guard", 0)
	s.scan(in.Cache, prev)
	watch.lap("guard")
	switch {
	case s.renderer == nil:
	case in.Lazy:
		s.postpone(prev)
	default:
		search := s.newSearch(in.Search)
		s.found = append(s.found, search.short()...)
		pages := s.Pages
		if in.Once {
			s.letGo(ctx, in)
		}
		if err := s.outputs(ctx, in, prev, pages, search); err != nil {
			return nil, err
		}
	}
	watch.lap("render")
	s.Times = watch.laps
	s.settle()
	s.keepSite(in)
	return s, nil
}

// letGo drops what only a next build would need, and with it what the collector would
// look through while the pages are rendered.
func (s *Snapshot) letGo(ctx context.Context, in Inputs) {
	s.loaded.LetGo()
	s.Pages, s.loaded, s.assembled, s.memo, s.scanned = nil, nil, nil, nil, scanned{}
	s.Site = &model.Site{Sources: model.Sources{Config: s.Site.Config}, Today: s.Site.Today, Left: s.Site.Left, Next: s.Site.Next}
	s.whole = sync.OnceValues(func() (*Snapshot, error) {
		in.Once, in.Lazy, in.Store, in.Has, in.Progress = false, true, nil, nil, nil
		return Build(ctx, in, nil)
	})
}

// settle gives problems their configured levels and their order. What the
// privacy check found keeps its level: that door stays closed.
func (s *Snapshot) settle() {
	for i, p := range s.Problems {
		if level, ok := s.Site.Config.Severity[p.Rule]; ok {
			s.Problems[i].Level = level
		}
	}
	s.Problems = append(s.Problems, s.found...)
	model.SortProblems(s.Problems)
	s.Problems = slices.CompactFunc(s.Problems, func(a, b model.Problem) bool {
		return a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Rule == b.Rule && a.Text.In("en") == b.Text.In("en")
	})
}
