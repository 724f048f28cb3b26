package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kaizen/generator/model"
)

// locate returns the real path of the output folder, which need not exist yet,
// or an Error if publishing there could harm something else.
func locate(o Options) (string, error) {
	named, err := filepath.Abs(o.Dir)
	if err != nil {
		return "", failed("find", o.Dir, err)
	}
	dir, err := realPath(named)
	if err != nil {
		return "", failed("find", o.Dir, err)
	}
	home, _ := os.UserHomeDir() // none: nothing to protect
	for _, precious := range append([]string{home, o.Site}, o.Inputs...) {
		if precious == "" {
			continue
		}
		at, err := realPath(precious)
		if err != nil {
			return "", failed("find", precious, err)
		}
		if isWithin(at, dir) {
			return "", errPrecious(o.Dir, precious)
		}
	}
	if filepath.Dir(dir) == dir {
		return "", errPrecious(o.Dir, dir)
	}
	for _, input := range o.Inputs {
		if at, err := realPath(input); err == nil && isWithin(dir, at) {
			return "", errInside(o.Dir, input)
		}
	}
	if o.Site == "" {
		return dir, nil
	}
	return dir, refuseLinkOut(o, named, dir)
}

// refuseLinkOut fails if the folder is named as a part of the site, but a
// symbolic link leads out of it.
func refuseLinkOut(o Options, named, dir string) error {
	site, err := filepath.Abs(o.Site)
	if err != nil {
		return failed("find", o.Site, err)
	}
	realSite, err := realPath(site)
	if err != nil {
		return failed("find", o.Site, err)
	}
	if isWithin(named, site) && !isWithin(dir, realSite) {
		return refused("publish into", o.Dir,
			model.Text{"ja": "シンボリックリンクが、サイトの外の " + dir + " を指しています", "en": "a symbolic link leads out of the site, to " + dir},
			model.Text{"ja": "そこでよければ --output " + dir + " と指定してください。", "en": "if that is the place, say so: --output " + dir})
	}
	return nil
}

// realPath resolves the symbolic links of the part of name that exists.
func realPath(name string) (string, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	resolved, err := filepath.EvalSymlinks(abs)
	if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(abs) == abs {
		return resolved, err
	}
	if _, err := os.Lstat(abs); err == nil {
		return "", &fs.PathError{Op: "follow", Path: abs, Err: errors.New("the symbolic link leads nowhere")}
	}
	parent, err := realPath(filepath.Dir(abs))
	return filepath.Join(parent, filepath.Base(abs)), err
}

// isWithin reports whether p is dir or lies below it; both are clean.
func isWithin(p, dir string) bool {
	rel, err := filepath.Rel(dir, p)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func errPrecious(dir, precious string) error {
	return refused("publish into", dir,
		model.Text{"ja": precious + " そのもの、またはそれを含むフォルダーには出力できません", "en": "is, or holds, " + precious},
		model.Text{"ja": "--output で、出力専用のフォルダーを指定してください。", "en": "name a folder with --output that is for the output alone"})
}

func errInside(dir, input string) error {
	return refused("publish into", dir,
		model.Text{"ja": "入力のフォルダー " + input + " の中には出力できません", "en": "lies inside " + input + ", which is input"},
		model.Text{"ja": "--output で、出力専用のフォルダーを指定してください。", "en": "name a folder with --output that is for the output alone"})
}
