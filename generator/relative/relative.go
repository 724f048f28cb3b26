// Package relative rewrites the addresses in finished outputs so that the site
// works from any folder: below another path than that of base_url, on another
// host, or opened from the disk. What is for others than readers of the pages
// stays absolute: feeds, the site map, canonical links, cards of social networks.
//
// The package is pure: it knows no disk, network or clock.
package relative

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"strings"

	"kaizen/generator/model"
)

// Site is what an address has to be compared with.
type Site struct {
	Root  string          // of the site on its host: Config.BasePath
	Files map[string]bool // paths of the outputs
}

// Rewrite returns the bytes of an output with the site's own addresses relative
// to it. What has none is returned as it is.
func (s Site) Rewrite(p *model.Page, data []byte) []byte {
	if _, ok := p.View.(model.SearchShardView); ok {
		return s.shard(p.Path, data)
	}
	switch path.Ext(p.Path) {
	case ".html":
		return s.page(p.Path, data)
	case ".css":
		return s.style(p.Path, data)
	}
	return data
}

// shard rewrites the search entries of a year, of which each is a line that
// begins with its address. The search page, from which they are followed, is in
// the folder of its shards.
func (s Site) shard(at string, data []byte) []byte {
	const first = `{"u":"`
	var b bytes.Buffer
	for line := range bytes.Lines(data) {
		before, rest, found := bytes.Cut(line, []byte(first))
		link, after, whole := bytes.Cut(rest, []byte(`"`))
		if !found || !whole || len(before) > 1 {
			b.Write(line)
			continue
		}
		to, _ := s.address(at, string(link))
		fmt.Fprintf(&b, `%s%s%s"%s`, before, first, to, after)
	}
	return b.Bytes()
}

// style rewrites what a style sheet names by url(). Its name, made from its
// content before, stays: nothing but a folder of this build refers to it.
func (s Site) style(at string, data []byte) []byte {
	const open = "url("
	var b bytes.Buffer
	for {
		i := bytes.Index(data, []byte(open))
		if i < 0 {
			b.Write(data)
			return b.Bytes()
		}
		i += len(open)
		b.Write(data[:i])
		data = data[i:]
		end := bytes.IndexByte(data, ')')
		if end < 0 {
			continue
		}
		written := strings.Trim(string(data[:end]), " \t\n\"'")
		if to, ours := s.address(at, written); ours {
			fmt.Fprintf(&b, `"%s"`, strings.NewReplacer(`"`, "%22", `\`, "%5C").Replace(to))
			data = data[end:]
		}
	}
}

// address returns an address of the site as one that is relative to the output
// at, and whether it is one of the site's. Folders are named by their
// index.html, which browsers do not look for on a disk.
func (s Site) address(at, link string) (string, bool) {
	below, ours := s.below(link)
	if !ours {
		return link, false
	}
	below, rest := cutAt(below, "?#")
	below = s.file(below)
	from := strings.Split(path.Dir(at), "/")
	if from[0] == "." {
		from = nil
	}
	to := strings.Split(below, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	relative := strings.Repeat("../", len(from)) + strings.Join(to, "/")
	if first, _ := cutAt(relative, "/"); strings.Contains(first, ":") {
		relative = "./" + relative // else it would be a scheme
	}
	return relative + rest, true
}

// below returns what follows the site's root in an address.
func (s Site) below(link string) (string, bool) {
	if link != "" && link+"/" == s.Root {
		return "", true
	}
	below, ours := strings.CutPrefix(link, s.Root)
	return below, ours && !strings.HasPrefix(link, "//") // which is another host
}

// file names the file that a path below the root leads to.
func (s Site) file(below string) string {
	if below == "" || strings.HasSuffix(below, "/") {
		return below + "index.html"
	}
	plain, err := url.PathUnescape(below)
	if err == nil && !s.Files[plain] && s.Files[plain+"/index.html"] {
		return below + "/index.html" // works elsewhere by the host's own redirect
	}
	return below
}

// isFile reports whether an address is that of a file of the site.
func (s Site) isFile(link string) bool {
	below, ours := s.below(link)
	if !ours {
		return false
	}
	below, _ = cutAt(below, "?#")
	plain, err := url.PathUnescape(s.file(below))
	return err == nil && s.Files[plain]
}

// cutAt splits text before the first of some characters.
func cutAt(text, chars string) (before, rest string) {
	if i := strings.IndexAny(text, chars); i >= 0 {
		return text[:i], text[i:]
	}
	return text, ""
}
