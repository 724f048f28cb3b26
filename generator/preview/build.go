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
	if halfWritten(in.Site, broken(next)) {
		if next, err = s.again(ctx, in, next); err != nil {
			return built{}, err
		}
	}
	if old.site() != nil && len(old.site().Records) > 0 && missing(in.Site, "content") {
		return built{}, errNoContent
	}
	b := built{snapshot: next, shown: next, now: in.Now, problems: s.present(in.Site, next.Site, next.Problems)}
	b.files = sourcesEdited(prev, old, next)
	bad := broken(next)
	if len(bad) == 0 || old.site() == nil {
		return b, nil
	}
	in.Site = hold(in.Site, bad, old.site())
	if b.shown, err = generator.Build(ctx, in, old.snapshot); err != nil {
		return built{}, err
	}
	if b.shown.Site == nil {
		b.shown = old.snapshot
	}
	return b, nil
}

// settling is how long an editor that empties a file before it writes it may
// take in between.
const settling = 100 * time.Millisecond

// halfWritten reports whether a broken file was written a moment ago.
func halfWritten(site fs.FS, files []string) bool {
	return slices.ContainsFunc(files, func(name string) bool {
		info, err := fs.Stat(site, name)
		return err == nil && time.Since(info.ModTime()).Abs() < settling+settling/2
	})
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
// config, records without a record in the site, templates and theme files with
// an error.
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
		if strings.HasPrefix(p.File, "content/") && strings.HasSuffix(p.File, ".md") && !read[p.File] {
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
