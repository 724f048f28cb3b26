package generator

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"kaizen/generator/assemble"
	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/generator/plan"
	"kaizen/generator/render"
	"kaizen/generator/rules"
)

// Inputs are all that a build depends on.
type Inputs struct {
	Site      fs.FS            // the folder with kaizen.yaml
	Templates fs.FS            // the built-in templates
	Themes    fs.FS            // the built-in themes
	Now       time.Time        // decides what is public
	Drafts    bool             // show drafts too
	Future    bool             // show scheduled records too
	Search    bool             // search the outputs for private data too, as every build that publishes must
	Clock     func() time.Time // for timings and the age of files; nil: neither is known. No output depends on it
}

// Snapshot is a finished build: immutable, and the start of the next one.
type Snapshot struct {
	Site     *model.Site // nil when the config could not be read
	Pages    []*model.Page
	Outputs  []model.Output // of Pages, in the same order
	Problems []model.Problem
	Parsed   int // Markdown files parsed, not reused
	Rendered int // pages rendered, not reused
	Times    []Timing

	loaded   *load.Result
	renderer *render.Renderer
	keys     map[string]rendered
	guarded  guarded
}

// Timing is how long a stage took.
type Timing struct {
	Stage string
	Took  time.Duration
}

// rendered is an output with the key it was rendered for.
type rendered struct {
	key    model.Sum
	output model.Output
	fault  *model.Problem
}

// Build makes the whole site. prev may be nil, or an earlier snapshot of the
// same file systems: then what did not change is reused, and the outputs are
// the same as without. The error is the machine's; what authors got wrong is
// in the snapshot's Problems.
func Build(ctx context.Context, in Inputs, prev *Snapshot) (*Snapshot, error) {
	if prev == nil {
		prev = &Snapshot{}
	}
	watch := newStopwatch(in.Clock)
	loaded, err := load.Load(ctx, load.Inputs{Site: in.Site, Templates: in.Templates, Themes: in.Themes, Read: watch.last}, prev.loaded)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{loaded: loaded, Problems: slices.Clone(loaded.Problems), Parsed: loaded.Parsed}
	watch.lap("load")
	if loaded.Config == nil {
		model.SortProblems(s.Problems)
		return s, nil
	}
	var problems []model.Problem
	s.Site, problems = assemble.Assemble(&loaded.Sources, assemble.Options{Now: in.Now, Drafts: in.Drafts, Future: in.Future})
	s.Problems = append(s.Problems, problems...)
	watch.lap("assemble")
	s.Pages, problems = plan.Plan(s.Site)
	s.Problems = append(s.Problems, problems...)
	watch.lap("plan")
	if s.renderer = prev.renderer; !s.renderer.Same(&loaded.Sources) {
		s.renderer, problems = render.New(&loaded.Sources)
		s.Problems = append(s.Problems, problems...)
	}
	if s.renderer != nil {
		if err := s.render(ctx, prev); err != nil {
			return nil, err
		}
	}
	watch.lap("render")
	s.guard(in.Search, prev)
	watch.lap("guard")
	s.Times = watch.laps
	s.settle()
	return s, nil
}

// render fills Outputs, reusing those of prev whose pages have the same key.
func (s *Snapshot) render(ctx context.Context, prev *Snapshot) error {
	done := make([]rendered, len(s.Pages))
	errs := make([]error, len(s.Pages))
	model.Each(len(s.Pages), func(i int) {
		if ctx.Err() != nil {
			return
		}
		page := s.Pages[i]
		key := s.renderer.Key(page)
		if old, ok := prev.keys[page.Path]; ok && old.key == key {
			done[i] = old
			return
		}
		done[i], errs[i] = s.renderPage(page, key)
	})
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return err
	}
	s.keys = make(map[string]rendered, len(s.Pages))
	s.Outputs = make([]model.Output, 0, len(s.Pages))
	for i, page := range s.Pages {
		if old, ok := prev.keys[page.Path]; !ok || old.key != done[i].key {
			s.Rendered++
		}
		s.keys[page.Path] = done[i]
		if f := done[i].fault; f != nil {
			s.Problems = append(s.Problems, *f)
			continue
		}
		s.Outputs = append(s.Outputs, done[i].output)
	}
	return nil
}

func (s *Snapshot) renderPage(page *model.Page, key model.Sum) (r rendered, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("generator: render %s: panic: %v", page.Path, p)
		}
	}()
	data, err := s.renderer.Render(page)
	var bad *render.Fault
	if errors.As(err, &bad) {
		return rendered{key: key, fault: &bad.Problem}, nil
	}
	if err != nil {
		return rendered{}, fmt.Errorf("generator: render %s: %w", page.Path, err)
	}
	return rendered{key: key, output: model.Output{Path: page.Path, Sum: model.SumOf(data), Data: data}}, nil
}

// settle gives problems their configured levels and order.
func (s *Snapshot) settle() {
	for i, p := range s.Problems {
		if level, ok := s.Site.Config.Severity[p.Rule]; ok {
			s.Problems[i].Level = level
		}
	}
	s.Problems = s.withoutEchoes()
	model.SortProblems(s.Problems)
	s.Problems = slices.CompactFunc(s.Problems, func(a, b model.Problem) bool {
		return a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Rule == b.Rule && a.Text.In("en") == b.Text.In("en")
	})
}

// withoutEchoes leaves out what was found in an output because it stands in a
// source, where its author has been told: one number would be reported for
// every page and feed that shows it. The hint names the hash of the value.
func (s *Snapshot) withoutEchoes() []model.Problem {
	type finding struct{ rule, hint string }
	sources, told := map[string]bool{}, map[finding]bool{}
	for _, f := range s.Site.Files {
		sources[f.Path] = true
	}
	for _, p := range s.Problems {
		if sources[p.File] {
			told[finding{p.Rule, p.Hint.In("en")}] = true
		}
	}
	return slices.DeleteFunc(s.Problems, func(p model.Problem) bool {
		return !sources[p.File] && rules.Private(p.Rule) && told[finding{p.Rule, p.Hint.In("en")}]
	})
}
