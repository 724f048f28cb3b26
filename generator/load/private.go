package load

import (
	"bytes"

	"kaizen/generator/model"
)

// private finds the bytes of the front matter that belong to the key
// internal:, so that the privacy check can leave them alone.
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
		case bytes.HasPrefix(line, []byte("internal:")):
			inside, start = true, at
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

// continues reports whether a line of YAML still belongs to the top-level key
// above it.
func continues(line []byte) bool {
	return len(bytes.TrimSpace(line)) == 0 || bytes.IndexByte([]byte(" \t-#}]"), line[0]) >= 0
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
