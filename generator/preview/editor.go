package preview

import (
	"cmp"
	"html/template"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"kaizen/generator/model"
)

// defaultEditor opens a file in Visual Studio Code.
const defaultEditor = "vscode://file/{file}:{line}"

// editorLink is what a link to an editor looks like; a browser must not run it.
var editorLink = regexp.MustCompile(`^[a-z][a-z0-9+.-]*://`)

// editor is a link that opens a source at a line, or "".
func (s *Server) editor(site *model.Site, name string, line int) template.URL {
	if s.options.Dir == "" || name == "" {
		return ""
	}
	pattern := defaultEditor
	if site != nil {
		pattern = cmp.Or(site.Config.Editor, pattern)
	}
	if !editorLink.MatchString(pattern) || strings.HasPrefix(pattern, "javascript:") {
		return ""
	}
	file := (&url.URL{Path: path.Join(s.options.Dir, name)}).EscapedPath()
	if strings.HasPrefix(file, "/") {
		pattern = strings.ReplaceAll(pattern, "/{file}", "{file}")
	}
	link := strings.ReplaceAll(pattern, "{file}", file) // in which braces are escaped
	return template.URL(strings.ReplaceAll(link, "{line}", strconv.Itoa(max(1, line))))
}

func trimIndex(path string) string { return strings.TrimSuffix(path, "index.html") }
