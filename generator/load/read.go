package load

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/stamp"
)

// Files are the files of a site, not yet parsed.
type Files struct {
	Sum model.Sum // of their paths and bytes, and of what is built in; zero when one could not be read

	site  tree
	found []found
	list  []*file // nil until they are read
	built []*file
}

// Read reads the files of the site, or leaves that to Parse where in.Stamps
// knows their Sum. prev may be nil or an earlier result of the same Inputs. The
// error is the machine's.
func Read(ctx context.Context, in Inputs, prev *Result) (*Files, error) {
	if prev == nil {
		prev = &Result{}
	}
	files := &Files{site: tree{fsys: in.Site, prev: prev.site, now: in.Read}, built: prev.built}
	var err error
	if files.found, err = files.site.find(ctx, []string{configFile, synonymFile, "content", "templates", "themes"}); err != nil {
		return nil, err
	}
	if files.built == nil {
		if files.built, err = builtin(ctx, in); err != nil {
			return nil, err
		}
	}
	var key model.Sum
	stamped := false
	if in.Stamps != nil {
		key, stamped = files.stamps(in.Read)
	}
	if stamped && in.Stamps.Load(key, &files.Sum) {
		return files, nil
	}
	if err := files.complete(ctx); err != nil {
		return nil, err
	}
	if len(files.site.problems) == 0 {
		files.Sum = sumOf(files.list, files.built)
		if stamped {
			in.Stamps.Save(key, files.Sum)
		}
	}
	return files, nil
}

// stamps names the state of all files together. It reports false where that
// cannot be told without reading them.
func (files *Files) stamps(now time.Time) (model.Sum, bool) {
	if len(files.site.problems) > 0 {
		return model.Sum{}, false
	}
	var all []byte
	for _, f := range files.found {
		s, ok := stamp.Of(f.info, now)
		if !ok {
			return model.Sum{}, false
		}
		all = s.Append(append(append(all, f.path...), 0))
	}
	return model.CacheKey("sources", model.SumOf(all), sumOf(files.built)), true
}

// complete reads the files, unless that was done.
func (files *Files) complete(ctx context.Context) (err error) {
	if files.list == nil {
		files.list, err = files.site.readAll(ctx, files.found)
	}
	return err
}

func sumOf(lists ...[]*file) model.Sum {
	var b []byte
	for _, list := range lists {
		for _, f := range list {
			b = append(append(append(b, f.path...), 0), f.sum[:]...)
		}
		b = append(b, 0)
	}
	return model.SumOf(b)
}

// Texts counts the Markdown files.
func (files *Files) Texts() int {
	n := 0
	for _, f := range files.found {
		if isText(f.path) {
			n++
		}
	}
	return n
}

// Config is the config alone, or nil.
func (files *Files) Config() *model.Config {
	for _, f := range files.found {
		if f.path == configFile {
			read, _ := files.site.open(f)
			c, _ := config(read)
			return c
		}
	}
	return nil
}

func builtin(ctx context.Context, in Inputs) ([]*file, error) {
	var out []*file
	for prefix, fsys := range map[string]fs.FS{"templates/": in.Templates, "themes/": in.Themes} {
		t := tree{fsys: fsys}
		files, err := t.read(ctx, []string{"."})
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			f.path = prefix + f.path
		}
		out = append(out, files...)
	}
	slices.SortFunc(out, func(a, b *file) int { return strings.Compare(a.path, b.path) }) // maps have no order
	return out, nil
}
