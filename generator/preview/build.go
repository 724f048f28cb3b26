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
	problems []problem           // of snapshot, as people see them
	broken   []string            // sources that nothing could be made of
	now      time.Time           // for which it was built
}

// errNoContent stands for a site whose records are all gone at once, which is
// a folder being moved, not an author's wish.
var errNoContent = errors.New("the folder content is missing")

// build makes the site of what the sources are now, and a second time with
// broken sources as they were if there are any.
func (s *Server) build(ctx context.Context, prev *generator.Snapshot, old *view) (built, error) {
	in, release, err := s.options.Inputs()
	if err != nil {
		return built{}, err
	}
	defer release()
	next, err := generator.Build(ctx, in, prev)
	if err != nil {
		return built{}, err
	}
	if inMotion(in.Site, next, old) {
		if next, err = s.again(ctx, in, next); err != nil {
			return built{}, err
		}
	}
	if emptied(next, old) && missing(in.Site, "content") {
		return built{}, errNoContent
	}
	b := built{snapshot: next, shown: next, now: in.Now, problems: s.present(in.Site, next.Site, next.Problems)}
	b.files = sourcesEdited(prev, old, next)
	b.broken = broken(next)
	if len(b.broken) == 0 || old.site() == nil {
		return b, nil
	}
	b.shown, err = holdBroken(ctx, in, b.broken, old.snapshot)
	return b, err
}

// holdBroken builds with broken sources as they were in good. While the config
// is broken nothing else is read, so that each build may find more.
func holdBroken(ctx context.Context, in generator.Inputs, bad []string, good *generator.Snapshot) (*generator.Snapshot, error) {
	site := in.Site
	for {
		in.Site = hold(site, bad, good.Site)
		s, err := generator.Build(ctx, in, good)
		if err != nil {
			return nil, err
		}
		all := unique(slices.Concat(bad, broken(s)))
		switch {
		case len(all) > len(bad):
			bad = all
		case s.Site == nil:
			return good, nil
		default:
			return s, nil
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
	bad := broken(s)
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
	return s.Site != nil && old.site() != nil && len(parsed(s.Site)) == 0 && len(parsed(old.site())) > 0
}

// again builds once more after a pause.
func (s *Server) again(ctx context.Context, in generator.Inputs, prev *generator.Snapshot) (*generator.Snapshot, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(settling):
	}
	return generator.Build(ctx, in, prev)
}

func missing(site fs.FS, name string) bool {
	_, err := fs.Stat(site, name)
	return errors.Is(err, fs.ErrNotExist)
}

// broken lists, sorted, the sources that a build could make nothing of: the
// config, records without a record in the site, folders that cannot be listed,
// templates and theme files with an error.
func broken(s *generator.Snapshot) []string {
	var out []string
	read := map[string]bool{}
	for _, p := range s.Problems {
		if p.Level != model.Error || p.File == "" {
			continue
		}
		if s.Site == nil || strings.HasPrefix(p.File, "templates/") || strings.HasPrefix(p.File, "themes/") {
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
