package model

import "strings"

// Ignored reports whether a file or folder of this name is never content: an
// editor's swap, lock, backup or temporary file, a system's own file, or
// anything hidden. The loader and the watcher ask the same question.
func Ignored(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") {
		return true
	}
	switch name {
	case "4913", "Thumbs.db", "desktop.ini", "node_modules":
		return true
	}
	for _, end := range []string{"~", ".swp", ".swo", ".swx", ".tmp", ".bck", ".bak", ".orig", "___jb_tmp___", "___jb_old___"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}
