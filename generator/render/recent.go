package render

import "sync"

// recent remembers strings that were made for keys, of about max bytes to twice
// that many, and forgets those that nobody has asked for lately. It may be used
// concurrently.
type recent[K comparable] struct {
	max int

	mu         sync.Mutex
	young, old map[K]string
	size       int // of young
}

// get returns the string of a key, or makes it. Two that ask at once may both
// make it.
func (r *recent[K]) get(key K, make func() (string, error)) (string, error) {
	if s, ok := r.known(key); ok {
		return s, nil
	}
	s, err := make()
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.add(key, s)
	}
	return s, err
}

func (r *recent[K]) known(key K) (string, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, ok := r.young[key]
	if !ok {
		if s, ok = r.old[key]; ok {
			r.add(key, s)
		}
	}
	return s, ok
}

func (r *recent[K]) add(key K, s string) {
	if r.size > r.max || r.young == nil {
		r.young, r.old, r.size = map[K]string{}, r.young, 0
	}
	r.young[key] = s
	r.size += len(s)
}
