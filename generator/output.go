package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"kaizen/generator/guard"
	"kaizen/generator/model"
	"kaizen/generator/render"
)

// Store keeps the bytes of outputs elsewhere than in memory. Put may be called
// concurrently, and its data are used for something else after that; Get returns
// what was put last at a path, in buf if that has room for it.
type Store interface {
	Put(path string, data []byte) error
	Get(path string, buf []byte) ([]byte, error)
}

// rendered is an output, with the key it was rendered for and what the
// privacy check found in it.
type rendered struct {
	key      model.Sum
	output   model.Output
	fault    *model.Problem // a mistake that left no output
	searched model.Sum      // what the check depended on; zero: not searched
	found    []guard.Sighting
	recalled bool // from the cache: the bytes are nowhere yet
}

// outputs renders and searches all pages, reusing what prev has for the same
// keys. Every output is searched before anyone can publish it. Pages of a single build
// are let go one by one.
func (s *Snapshot) outputs(ctx context.Context, in Inputs, prev *Snapshot, pages []*model.Page, search *search) error {
	step, layouts := in.Progress.Begin("render", len(pages)), newTally(in.Clock)
	paths := make([]string, len(pages))
	for i, page := range pages {
		paths[i] = page.Path
	}
	done := make([]rendered, len(pages))
	errs := make([]error, len(pages))
	work := &rendering{Snapshot: s, in: in, prev: prev, search: search}
	turns := turns(pages)
	model.Each(len(pages), func(turn int) {
		if ctx.Err() != nil {
			return
		}
		i := turns[turn]
		layouts.time(pages[i].View.Template(), func() { done[i], errs[i] = work.output(pages[i]) })
		if in.Once {
			pages[i] = nil
		}
		step()
	})
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return err
	}
	s.Layouts = layouts.efforts()
	var seen []guard.Sighting
	s.keys = make(map[string]rendered, len(pages))
	s.Outputs = make([]model.Output, 0, len(pages))
	for i, path := range paths {
		r := done[i]
		if old, ok := prev.keys[path]; !r.recalled && (!ok || old.key != r.key) {
			s.Rendered++
		}
		s.keys[path] = r
		seen = append(seen, r.found...)
		if r.fault != nil {
			s.Problems = append(s.Problems, *r.fault)
			continue
		}
		s.Outputs = append(s.Outputs, r.output)
	}
	s.found = append(s.found, guard.Gather(seen)...)
	return nil
}

// turns returns the indices of pages in an order in which they share most: feeds that
// have the same records one after the other, from the newest items to the oldest.
func turns(pages []*model.Page) []int {
	order := make([]int, 0, len(pages))
	var feeds []int
	for i, page := range pages {
		if v, ok := page.View.(model.FeedView); ok && len(v.Items) > 0 {
			feeds = append(feeds, i)
		} else {
			order = append(order, i)
		}
	}
	newest := func(i int) time.Time { return pages[i].View.(model.FeedView).Items[0].Published }
	slices.SortStableFunc(feeds, func(a, b int) int { return newest(b).Compare(newest(a)) })
	return append(order, feeds...)
}

// rendering makes the outputs of one build.
type rendering struct {
	*Snapshot
	in      Inputs
	prev    *Snapshot
	search  *search
	buffers sync.Pool // of pages whose bytes the Store has
}

// buffer returns an empty buffer. It may be released when nobody needs its bytes.
func (x *rendering) buffer() (buf *bytes.Buffer, release func()) {
	buf, _ = x.buffers.Get().(*bytes.Buffer)
	if buf == nil {
		buf = new(bytes.Buffer)
	}
	buf.Reset()
	return buf, func() { x.buffers.Put(buf) }
}

func (x *rendering) output(page *model.Page) (rendered, error) {
	in, search := x.in, x.search
	key := x.renderer.Key(page)
	known := model.CacheKey("output\x00"+page.Path, key, search.key)
	r, ok := x.prev.keys[page.Path]
	same := ok && r.key == key
	if same && (r.searched == search.key || r.fault != nil) {
		return r, nil
	}
	var last kept
	recalled := !same && in.Cache != nil && in.Cache.Load(known, &last)
	if recalled && in.Has != nil && in.Has(page.Path, last.Sum) {
		out := model.Output{Path: page.Path, Sum: last.Sum, Size: last.Size}
		return rendered{key: key, output: out, searched: search.key, recalled: true}, nil
	}
	buf, release := x.buffer()
	if in.Store != nil {
		defer release()
	}
	data := r.output.Data
	var err error
	switch {
	case !same:
		if r, data, err = x.renderPage(buf, page, key); err != nil || r.fault != nil {
			return r, err
		}
		if in.Store == nil {
			r.output.Data = data
		} else if err := in.Store.Put(page.Path, data); err != nil {
			return r, fmt.Errorf("generator: keep %s: %w", page.Path, err)
		}
	case data == nil && in.Store != nil:
		if data, err = in.Store.Get(page.Path, nil); err != nil {
			return r, fmt.Errorf("generator: read %s again: %w", page.Path, err)
		}
	}
	r.searched = search.key
	if recalled && r.output.Sum == last.Sum {
		return r, nil // an earlier run has found nothing in these bytes
	}
	r.found = search.output(page, data)
	if in.Cache != nil && len(r.found) == 0 {
		in.Cache.Save(known, kept{Sum: r.output.Sum, Size: r.output.Size})
	}
	return r, nil
}

// Data renders an output that was only recalled. That its bytes are others
// than in the run that the cache comes from would be our mistake. They may be those of
// a file of the site, and must not be changed.
func (s *Snapshot) Data(path string) ([]byte, error) {
	from := s
	if s.whole != nil {
		var err error
		if from, err = s.whole(); err != nil {
			return nil, err
		}
	}
	page := from.Page(path)
	if page == nil {
		return nil, fmt.Errorf("generator: no output %s", path)
	}
	r, data, err := from.renderPage(new(bytes.Buffer), page, from.keys[path].key)
	if err == nil && (r.fault != nil || r.output.Sum != s.keys[path].output.Sum) {
		err = fmt.Errorf("generator: %s is not what the cache says, or the sources have changed since; build again", path)
	}
	return data, err
}

// renderPage renders one page, with the help of a buffer. A panic below it is our
// bug, but must not take the preview down.
func (s *Snapshot) renderPage(buf *bytes.Buffer, page *model.Page, key model.Sum) (r rendered, data []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("generator: render %s: panic: %v", page.Path, p)
		}
	}()
	data, err = s.bytes(buf, page)
	var bad *render.Fault
	if errors.As(err, &bad) {
		return rendered{key: key, fault: &bad.Problem}, nil, nil
	}
	if err != nil {
		return rendered{}, nil, fmt.Errorf("generator: render %s: %w", page.Path, err)
	}
	return rendered{key: key, output: model.Output{Path: page.Path, Sum: model.SumOf(data), Size: int64(len(data))}}, data, nil
}

// bytes renders a page. Scaled pictures are dear, and come from the cache.
func (s *Snapshot) bytes(buf *bytes.Buffer, page *model.Page) ([]byte, error) {
	if _, scaled := page.View.(model.PictureView); !scaled || s.cache == nil {
		return s.renderer.Render(buf, page)
	}
	key := model.CacheKey("scaled", page.Key())
	var data []byte
	if s.cache.Load(key, &data) {
		return data, nil
	}
	data, err := s.renderer.Render(buf, page)
	if err == nil {
		s.cache.Save(key, data)
	}
	return data, err
}
