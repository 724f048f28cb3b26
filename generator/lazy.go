package generator

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"kaizen/generator/model"
)

// sheet is a page of a lazy snapshot. Its output is made when somebody asks
// for it; when two do so at once, both make the same.
type sheet struct {
	page *model.Page
	key  func() model.Sum
	made atomic.Pointer[rendered] // nil: not yet. Its Data is nil when nobody has wanted it
}

// postpone makes a sheet of every page, with what prev made for the same key.
func (s *Snapshot) postpone(prev *Snapshot) {
	was := prev.sheetsOf(s.Pages)
	sameLook := s.renderer == prev.renderer
	s.sheets = make([]*sheet, len(s.Pages))
	model.Each(len(s.Pages), func(i int) {
		if old := was[i]; sameLook && old != nil && old.page == s.Pages[i] {
			s.sheets[i] = old
		} else {
			s.sheets[i] = s.newSheet(s.Pages[i], old)
		}
	})
	for i, x := range s.sheets {
		if was[i] == nil || was[i] != x && was[i].key() != x.key() {
			s.Rendered++
		} else if r := x.made.Load(); r != nil && r.fault != nil {
			s.Problems = append(s.Problems, *r.fault)
			s.faults++
		}
	}
}

// sheetsOf returns the sheets of the same paths as pages, nil where there is none.
func (s *Snapshot) sheetsOf(pages []*model.Page) []*sheet {
	out := make([]*sheet, len(pages))
	rest := s.sheets
	for i, page := range pages {
		for len(rest) > 0 && rest[0].page != page && rest[0].page.Path < page.Path {
			rest = rest[1:]
		}
		if len(rest) > 0 && (rest[0].page == page || rest[0].page.Path == page.Path) {
			out[i] = rest[0]
		}
	}
	return out
}

func (s *Snapshot) newSheet(page *model.Page, old *sheet) *sheet {
	renderer := s.renderer
	x := &sheet{page: page, key: sync.OnceValue(func() model.Sum { return renderer.Key(page) })}
	if old != nil && old.key() == x.key() {
		x.made.Store(old.made.Load())
	}
	return x
}

// changed reports whether the bytes of a page may differ from those in old.
func (x *sheet) changed(old *sheet) bool {
	if x.key() == old.key() {
		return false
	}
	is, was := x.made.Load(), old.made.Load()
	return is == nil || was == nil || is.output.Sum != was.output.Sum
}

// Whole reports whether the config and the templates were such that pages
// could be rendered at all.
func (s *Snapshot) Whole() bool { return s.renderer != nil }

// Page returns the page at an output path, or nil.
func (s *Snapshot) Page(path string) *model.Page {
	if i, ok := s.find(path); ok {
		return s.Pages[i]
	}
	return nil
}

func (s *Snapshot) find(path string) (int, bool) {
	return slices.BinarySearchFunc(s.Pages, path, func(p *model.Page, path string) int { return strings.Compare(p.Path, path) })
}

// Key names the bytes of the output at a path of a lazy snapshot: the same key
// means the same bytes. It is zero where there is no page.
func (s *Snapshot) Key(path string) model.Sum {
	if i, ok := s.find(path); ok && s.Whole() {
		return s.sheets[i].key()
	}
	return model.Sum{}
}

// Output renders the page at an output path of a lazy snapshot, unless that
// has been done. It may be called concurrently. There is no output, and no
// error, where there is no page or where a mistake of an author prevents it.
func (s *Snapshot) Output(path string) (model.Output, bool, error) {
	i, ok := s.find(path)
	if !ok || !s.Whole() {
		return model.Output{}, false, nil
	}
	x := s.sheets[i]
	r := x.made.Load()
	if r == nil || r.fault == nil && r.output.Data == nil {
		var err error
		if r, err = s.render(x, true); err != nil {
			return model.Output{}, false, err
		}
	}
	return r.output, r.fault == nil, nil
}

func (s *Snapshot) render(x *sheet, keep bool) (*rendered, error) {
	r, data, err := s.renderPage(new(bytes.Buffer), x.page, x.key())
	if err != nil {
		return nil, err
	}
	if keep {
		r.output.Data = data
		x.made.Store(&r)
	} else {
		x.made.CompareAndSwap(nil, &r)
	}
	return &r, nil
}

// Finish renders all that nobody has asked for yet and that may hold a mistake
// of an author, one page after the other so that others can work beside it, and
// keeps nothing of it but the sums. It may be called while outputs are asked for.
func (s *Snapshot) Finish(ctx context.Context) error {
	for _, x := range s.sheets {
		if err := ctx.Err(); err != nil {
			return err
		}
		if x.made.Load() != nil || cannotFail(x.page) {
			continue
		}
		if _, err := s.render(x, false); err != nil {
			return err
		}
	}
	return nil
}

// cannotFail reports that a page comes from no template and no picture, in
// which alone rendering can find mistakes.
func cannotFail(p *model.Page) bool {
	switch p.View.(type) {
	case model.FileView, model.TextView, model.FeedView, model.SitemapView, model.OPMLView, model.SearchShardView:
		return true
	}
	return false
}

// Faulty reports whether rendering has found a mistake that is not in Problems
// yet. The next build has it there.
func (s *Snapshot) Faulty() bool {
	n := 0
	for _, x := range s.sheets {
		if r := x.made.Load(); r != nil && r.fault != nil {
			n++
		}
	}
	return n > s.faults
}

// Differing lists, sorted, the output paths of a lazy snapshot that are new,
// differ from old, or are gone. Where a page has not been rendered in both it
// counts as differing when its key does.
func (s *Snapshot) Differing(old *Snapshot) []string {
	var out []string
	before := old.sheets
	gone := func() { out, before = append(out, before[0].page.Path), before[1:] }
	for _, x := range s.sheets {
		if len(before) > 0 && before[0] == x {
			before = before[1:]
			continue
		}
		for len(before) > 0 && before[0].page.Path < x.page.Path {
			gone()
		}
		if len(before) == 0 || before[0].page.Path != x.page.Path {
			out = append(out, x.page.Path)
			continue
		}
		if x.changed(before[0]) {
			out = append(out, x.page.Path)
		}
		before = before[1:]
	}
	for len(before) > 0 {
		gone()
	}
	return out
}
