package generator

import (
	"context"
	"slices"
	"sync"
	"time"

	"kaizen/generator/flat"
	"kaizen/generator/load"
	"kaizen/generator/model"
)

// receipt is what a build came to, for the next one of the same inputs.
type receipt struct {
	Outputs     []kept
	Problems    []model.Problem
	Left        []model.LeftOut
	Next        time.Time
	From, Until time.Time // while it is that late, nothing changes by itself
}

type kept struct {
	Path string
	Sum  model.Sum
	Size int64
}

// siteKey names all that a build depends on, but for the time.
func siteKey(in Inputs, files *load.Files) model.Sum {
	return model.CacheKey("site", files.Sum, model.KeyOf(struct {
		Drafts, Future, Search bool
		BaseURL                string
	}{in.Drafts, in.Future, in.Search, in.BaseURL}))
}

// MadeFrom names all that a snapshot of one program depends on, the time included:
// the same name means the same outputs. It is zero where that cannot be told.
func (s *Snapshot) MadeFrom() model.Sum {
	if s.inputs == (model.Sum{}) || s.Site == nil {
		return model.Sum{}
	}
	return model.KeyOf(struct {
		Inputs model.Sum
		Today  model.Day
		Next   time.Time
	}{s.inputs, s.Site.Today, s.Site.Next})
}

// recallSite returns what the cache knows of a build of the same inputs, or nil.
func recallSite(ctx context.Context, in Inputs, files *load.Files) *Snapshot {
	var r receipt
	var packed string
	if in.Has == nil || in.Cache == nil || files.Sum == (model.Sum{}) ||
		!in.Cache.Load(siteKey(in, files), &packed) || !flat.Unpack(packed, "", &r) || in.Now.Before(r.From) || !in.Now.Before(r.Until) ||
		slices.ContainsFunc(r.Outputs, func(o kept) bool { return !in.Has(o.Path, o.Sum) }) {
		return nil
	}
	s := &Snapshot{cache: in.Cache, Problems: r.Problems, keys: make(map[string]rendered, len(r.Outputs))}
	s.whole = sync.OnceValues(func() (*Snapshot, error) {
		in.Once, in.Lazy, in.Store, in.Progress = false, true, nil, nil // few outputs will be asked for
		return in.build(ctx, files, &Snapshot{}, newStopwatch(nil))
	})
	s.Site = &model.Site{Sources: model.Sources{Config: files.Config()}, Left: r.Left, Next: r.Next.In(files.Config().Timezone)}
	for _, o := range r.Outputs {
		out := model.Output{Path: o.Path, Sum: o.Sum, Size: o.Size}
		s.Outputs = append(s.Outputs, out)
		s.keys[o.Path] = rendered{output: out, recalled: true}
	}
	return s
}

// keepSite saves what the build came to. One with errors is made anew: there
// is nothing in it to be quick for.
func (s *Snapshot) keepSite(in Inputs) {
	if in.Lazy || in.Cache == nil || s.inputs == (model.Sum{}) || model.HasErrors(s.Problems) {
		return
	}
	now := in.Now.In(s.Site.Config.Timezone)
	r := receipt{Problems: s.Problems, Left: s.Site.Left, Next: s.Site.Next, From: now, Until: time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, now.Location())}
	if !r.Next.IsZero() && r.Next.Before(r.Until) {
		r.Until = r.Next
	}
	for _, o := range s.Outputs {
		r.Outputs = append(r.Outputs, kept{o.Path, o.Sum, o.Size})
	}
	flat.Pack("", r, func(packed []byte) { in.Cache.Save(s.inputs, packed) })
}
