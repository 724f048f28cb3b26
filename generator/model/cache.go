package model

// Cache keeps between runs of the program what pure functions made. A key must
// name everything that the value depends on; a value that is not there, or no
// longer, is made anew. It may be used concurrently.
type Cache interface {
	// Load fills value, a pointer, and reports whether the key was known.
	Load(key Sum, value any) bool
	// Save keeps value, of which it has a copy when it returns.
	Save(key Sum, value any)
	// Keep keeps what is known of a key as Load does, without reading it.
	Keep(key Sum) bool
}

// CacheKey is the key of what the function called name makes of parts.
func CacheKey(name string, parts ...Sum) Sum {
	b := append([]byte(name), 0)
	for _, p := range parts {
		b = append(b, p[:]...)
	}
	return SumOf(b)
}

// Recall returns the value of a key, or makes and saves it. The cache may be nil.
func Recall[T any](c Cache, key Sum, make func() T) T {
	if c == nil {
		return make()
	}
	var v T
	if c.Load(key, &v) {
		return v
	}
	v = make()
	c.Save(key, v)
	return v
}
