// Package themes holds the built-in themes: for each one a folder with css/
// (joined in the order of the file names), js/ (modules), icons, and templates/
// where it needs other templates than the built-in ones. Scripts and icons that
// a theme lacks are those of michi.
package themes

import "embed"

// FS holds one folder for each theme.
//
//go:embed michi plain
var FS embed.FS
