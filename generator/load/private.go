package load

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// private finds the bytes of the front matter that belong to the key
// internal:, so that the privacy check can leave them alone. A mistyped key
// counts as what it was meant as: it is a problem of its own, and what stands
// below it is no further one.
func private(data []byte) (start, end int) {
	inside, fences := false, 0
	for at := 0; at < len(data) && fences < 2; {
		line, _, more := bytes.Cut(data[at:], []byte("\n"))
		next := at + len(line)
		if more {
			next++
		}
		switch {
		case bytes.Equal(bytes.TrimRight(line, " \t\r"), []byte("---")):
			fences++
			inside = false
		case meansInternal(string(line)):
			if !inside {
				start = at
			}
			inside = true
		case inside && !continues(line):
			inside = false
		}
		if inside {
			end = next
		}
		at = next
	}
	return start, end
}

// marginKey matches a line with a key at the margin, or one that full-width
// spaces or tabs keep from it.
var marginKey = regexp.MustCompile(`^[\x{FEFF}\x{200B}\x{3000}\t]*["']?([\pL\pN_]+)["']?[ \x{3000}]*[:：]`)

var topNames = func() []string {
	var out []string
	for name := range topKeys {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}()

// meansInternal reports whether a line has the key internal:, rightly written
// or not.
func meansInternal(line string) bool {
	if strings.HasPrefix(line, "internal:") {
		return true
	}
	m := marginKey.FindStringSubmatch(line)
	if m == nil || topKeys[m[1]] && m[1] != "internal" || strings.HasPrefix(m[1], "x_") {
		return false
	}
	name := strings.ToLower(text.NFKC(m[1]))
	if name == "internal" {
		return true
	}
	nearest, ok := text.Nearest(name, topNames)
	return ok && nearest == "internal"
}

// continues reports whether a line of YAML still belongs to the top-level key
// above it.
func continues(line []byte) bool {
	if len(bytes.TrimSpace(line)) == 0 || bytes.IndexByte([]byte(" \t-#}]"), line[0]) >= 0 {
		return true
	}
	for _, typed := range []string{"　", "－", "−", "ー", "｝", "］"} { // meant as one of these
		if bytes.HasPrefix(line, []byte(typed)) {
			return true
		}
	}
	return false
}

// sourceOf is a file as the privacy check sees it.
func sourceOf(f *file, p *parsed) model.SourceFile {
	s := model.SourceFile{Path: f.path, Data: f.data, Sum: f.sum, Unread: p.record == nil && p.preface == nil && p.page == nil}
	s.PrivateStart, s.PrivateEnd = private(f.data)
	if p.record != nil {
		s.Allow = p.record.Allow
	}
	for _, secret := range p.secrets {
		s.Internal = append(s.Internal, secret.Value)
	}
	return s
}
