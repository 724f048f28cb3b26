package preview

import (
	"slices"
	"sync"
)

// recent are the output paths of the pages that browsers asked for last: those
// that somebody most probably looks at.
type recent struct {
	mu    sync.Mutex
	paths []string // the newest first
}

// maxRecent is how many pages are held ready; the others are rendered when
// they are asked for.
const maxRecent = 8

func (r *recent) add(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i := slices.Index(r.paths, path); i >= 0 {
		r.paths = slices.Delete(r.paths, i, i+1)
	}
	r.paths = slices.Insert(r.paths, 0, path)
	r.paths = r.paths[:min(maxRecent, len(r.paths))]
}

func (r *recent) list() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.paths)
}
