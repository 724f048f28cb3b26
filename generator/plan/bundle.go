package plan

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// Bundle is a theme's files as the site serves them: by path in the theme, with
// the hash of the contents in the name, so that browsers may keep them for ever.
// The style sheets are one file, "style.css".
type Bundle map[string]model.Output

// NewBundle makes a bundle of the files of a theme, by path in it: css/*.css are
// joined in the order of their names, with more at the end; js/*.js lose their
// comments and indentation and keep finding the modules they import; templates/
// and *.md, which are for the theme's author, are left out; everything else goes as it is.
func NewBundle(files map[string][]byte, more string) Bundle {
	b := Bundle{}
	var style strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		switch dir, _, _ := strings.Cut(name, "/"); {
		case dir == "templates", path.Ext(name) == ".md":
		case dir == "css":
			style.Write(files[name])
			style.WriteByte('\n')
		case dir == "js":
			b.module(name, files)
		default:
			b.add(name, files[name])
		}
	}
	b.add("style.css", []byte(MinifyCSS(style.String()+more)))
	return b
}

func (b Bundle) add(name string, data []byte) {
	sum := model.SumOf(data)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(path.Base(name), ext) + "." + sum.String()[:10] + ext
	b[name] = model.Output{Path: "assets/" + hashed, Sum: sum, Size: int64(len(data)), Data: data}
}

var imports = regexp.MustCompile(`(\bfrom\s*|\bimport\s*\(?\s*)(['"])\./([\w-]+\.js)(['"])`)

// module adds a script after the scripts it imports, because its own hash has
// to cover theirs. A circle of imports is left as written.
func (b Bundle) module(name string, files map[string][]byte) {
	if _, done := b[name]; done {
		return
	}
	b[name] = model.Output{} // a circle ends here
	data := imports.ReplaceAllFunc(files[name], func(m []byte) []byte {
		part := imports.FindSubmatch(m)
		other := "js/" + string(part[3])
		if _, ok := files[other]; !ok {
			return m
		}
		b.module(other, files)
		if b[other].Path == "" {
			return m
		}
		return slices.Concat(part[1], part[2], []byte("./"+path.Base(b[other].Path)), part[4])
	})
	b.add(name, scriptIndent.ReplaceAll(scriptComment.ReplaceAll(data, nil), nil))
}

// scriptComment is a comment that has its lines for itself. Template literals
// of a theme's scripts may hold no such lines.
var scriptComment = regexp.MustCompile(`(?m)^[ \t]*(//.*|/\*\*(?s:.*?)\*/)\n`)

// scriptIndent is what stands before the first word of a line. Template
// literals lose it, too.
var scriptIndent = regexp.MustCompile(`(?m)^\s+`)

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssTight   = strings.NewReplacer(tight("{", "}", ";", ",", ">")...)
	cssQuoted  = regexp.MustCompile(`\[([a-z-]+)="([a-z][a-z0-9-]*)"\]`)
)

// MinifyCSS drops comments and the white space that no style sheet needs.
// Strings in it may not hold comments or braces with spaces around them.
func MinifyCSS(css string) string {
	css = cssComment.ReplaceAllString(css, "")
	css = strings.Join(strings.FieldsFunc(css, isCSSSpace), " ")
	css = cssTight.Replace(css)
	css = cssQuoted.ReplaceAllString(css, "[$1=$2]")
	css = strings.ReplaceAll(css, ";}", "}")
	css = strings.ReplaceAll(css, ": ", ":")
	return strings.TrimSpace(css) + "\n"
}

func isCSSSpace(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) }

// tight are the replacements that take the space around signs away.
func tight(signs ...string) (oldnew []string) {
	for _, sign := range signs {
		oldnew = append(oldnew, " "+sign+" ", sign, " "+sign, sign, sign+" ", sign)
	}
	return oldnew
}
