// Package templates holds the built-in HTML templates and the words of the
// interface. A theme or a site lays its own files of the same name over them.
package templates

import "embed"

// FS holds base.html, one file for each kind of page, parts/ for what pages
// share, and words/ with one catalog for each language.
//
//go:embed *.html parts/*.html words/*.yaml
var FS embed.FS
