package preview

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
)

// built is what a build came to.
type built struct {
	snapshot *generator.Snapshot // of the sources as they are
	shown    *generator.Snapshot // of the sources as they could last be read; the same when nothing is broken
	files    []string            // sources that differ from those of the build before
	problems problems            // of snapshot, as people see them
	lines    map[string][]string // of the sources that problems show lines of
	broken   []string            // sources that nothing could be made of
	began    time.Time
	now      time.Time // for which it was built
	sure     bool      // all had settled before anything stirred again
	err      error     // of the machine; then there is nothing else
}

// start is the snapshot that the next build starts from.
func (b built) start() *generator.Snapshot {
	if b.snapshot != nil && !b.snapshot.Whole() && b.shown.Whole() {
		return b.shown // it still has what a broken config or template made the other forget
	}
	return b.snapshot
}

// errNoContent stands for a site whose records are all gone at once, which is
// a folder being moved, not an author's wish.
var errNoContent = errors.New("the folder content is missing")

// build makes the site of what the sources are now, and a second time with
// broken sources as they were if there are any.
func (s *Server) build(ctx context.Context, last built, old *view) built {
	b := built{began: time.Now()}
	b.err = s.buildInto(ctx, &b, last, old)
	return b
}

func (s *Server) buildInto(ctx context.Context, b *built, last built, old *view) error {
	in, release, err := s.options.Inputs()
	if err != nil {
		return err
	}
	defer release()
	in.Lazy, in.Site, b.now = true, s.options.Listing.over(in.Site), in.Now
	next, err := s.make(ctx, in, last.start())
	if err != nil {
		return err
	}
	if inMotion(in.Site, next, old) {
		if next, err = s.again(ctx, in, next); err != nil {
			return err
		}
	}
	for try := 0; emptied(next, old) && try < 3; try++ {
		if missing(in.Site, "content") {
			return errNoContent
		}
		s.options.Listing.Touched(nil)
		if next, err = s.make(ctx, in, next); err != nil { // the folder may have come back since it was read
			return err
		}
	}
	b.snapshot, b.shown = next, next
	b.files = sourcesEdited(last.snapshot, old, next)
	b.lines = map[string][]string{}
	if next.Site != nil && last.snapshot != nil && last.snapshot.Site != nil {
		b.lines = linesLeft(last.lines, b.files)
	}
	b.problems = s.present(in.Site, b.lines, next.Site, next.Problems)
	b.broken = broken(next, old)
	if len(b.broken) > 0 && old.site() != nil {
		b.shown, err = s.holdBroken(ctx, in, b.broken, old)
	}
	return err
}

// make builds, and renders the pages that somebody looks at. If that finds
// mistakes it builds once more to have them among the problems.
func (s *Server) make(ctx context.Context, in generator.Inputs, prev *generator.Snapshot) (*generator.Snapshot, error) {
	next, err := generator.Build(ctx, in, prev)
	if err != nil {
		return nil, err
	}
	paths := s.recent.list()
	errs := make([]error, len(paths))
	model.Each(len(paths), func(i int) { _, _, errs[i] = next.Output(paths[i]) })
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if next.Faulty() {
		return generator.Build(ctx, in, next)
	}
	return next, nil
}

// holdBroken builds with broken sources as they were in old. While the config
// is broken nothing else is read, so that each build may find more.
func (s *Server) holdBroken(ctx context.Context, in generator.Inputs, bad []string, old *view) (*generator.Snapshot, error) {
	site := in.Site
	for {
		in.Site = hold(site, bad, old)
		held, err := s.make(ctx, in, old.snapshot)
		if err != nil {
			return nil, err
		}
		all := unique(slices.Concat(bad, broken(held, old)))
		switch {
		case len(all) > len(bad):
			bad = all
		case held.Site == nil:
			return old.snapshot, nil
		default:
			return held, nil
		}
	}
}

// settling is how long an editor that empties a file before it writes it, or a
// tool that moves a folder, may take in between.
const settling = 100 * time.Millisecond

// inMotion reports whether a build seems to have looked at the sources while
// somebody was at work on them: something has vanished under its hands, or what
// it could not read has been written a moment ago.
func inMotion(site fs.FS, s *generator.Snapshot, old *view) bool {
	if emptied(s, old) {
		return true
	}
	bad := broken(s, old)
	if slices.Equal(bad, old.broken) {
		return false
	}
	return slices.ContainsFunc(bad, func(name string) bool {
		info, err := fs.Stat(site, name)
		return err != nil || time.Since(info.ModTime()).Abs() < settling+settling/2
	})
}

// emptied reports whether a site has lost all its sources.
func emptied(s *generator.Snapshot, old *view) bool {
	return s.Site != nil && old.site() != nil && isEmpty(s.Site) && !isEmpty(old.site())
}

func isEmpty(site *model.Site) bool {
	return len(site.Records)+len(site.Left)+len(site.Prefaces)+len(site.Pages) == 0
}

// again builds once more after a pause.
func (s *Server) again(ctx context.Context, in generator.Inputs, prev *generator.Snapshot) (*generator.Snapshot, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(settling):
	}
	s.options.Listing.Touched(nil)
	return s.make(ctx, in, prev)
}

func missing(site fs.FS, name string) bool {
	_, err := fs.Stat(site, name)
	return errors.Is(err, fs.ErrNotExist)
}

// configFile decides on every address and every page.
const configFile = "kaizen.yaml"

// broken lists, sorted, the sources that a build could make nothing of: the
// config, records without a record in the site, folders that cannot be listed,
// templates and theme files with an error. A config with any mistake counts
// when the one that old shows had none: while it is written, it may be a whole
// one that puts the site elsewhere.
func broken(s *generator.Snapshot, old *view) []string {
	var out []string
	read := map[string]bool{}
	held := soundConfig(old)
	for _, p := range s.Problems {
		if p.Level != model.Error || p.File == "" {
			continue
		}
		if s.Site == nil || held && p.File == configFile || strings.HasPrefix(p.File, "templates/") || strings.HasPrefix(p.File, "themes/") {
			out = append(out, p.File)
			continue
		}
		if len(read) == 0 {
			read = parsed(s.Site)
		}
		if strings.HasPrefix(p.File, "content") && !read[p.File] {
			out = append(out, p.File)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func soundConfig(v *view) bool {
	return v.site() != nil && !slices.ContainsFunc(v.snapshot.Problems, func(p model.Problem) bool {
		return p.Level == model.Error && p.File == configFile
	})
}

// parsed holds the paths of all files that became something: a page, words on
// one, or a record that waits for its day.
func parsed(site *model.Site) map[string]bool {
	out := make(map[string]bool, len(site.Records)+1)
	for _, e := range site.Editions {
		for _, entry := range e.Entries {
			out[entry.Source.Path] = true
		}
	}
	for _, l := range site.Left {
		out[l.File] = true
	}
	for _, p := range site.Prefaces {
		out[p.Source.Path] = true
	}
	for _, p := range site.Pages {
		out[p.Source.Path] = true
	}
	return out
}
