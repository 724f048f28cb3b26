//go:build !linux

package watch

// isSilent reports whether changes at path are not told of. Elsewhere than on
// Linux the poll has to find that out.
func isSilent(path string) bool { return false }
