//go:build !linux

package stamp

// Shared reports whether changes at path may be made elsewhere. It is known on Linux
// only.
func Shared(path string) bool { return false }
