// Package generator turns a folder of records into a finished site.
//
// # The pipeline
//
//	load ──► assemble ──► plan ──► render ──► publish
//	files     Records      Site     Pages      bytes → public/
//	→ Records → Site       → Pages  → Outputs  (the only writer)
//
// One idea carries everything: what every output shows is decided before any
// template runs, as plain data, and a template sees only that. So "who uses
// this record" is a field ([model.Page] Shows), "has this page changed" is a
// comparison of two hashes (Key), and watching is [Build] called again.
//
// # The packages
//
//	model     the words of the program: Config, Record, Site, Page, Problem
//	text      writing: normal forms, folding, phrases, dates, sort order
//	pattern   the expressions of highlighters, matched in place
//	rules     why each check is made, with an example
//	markdown  Markdown → HTML, headings, links, plain text; rules for Japanese
//	picture   pictures cleaned of metadata and scaled
//	load      an fs.FS → sources, parsed
//	assemble  sources → Site: twins, reports, numbers, links
//	plan      Site → Pages: every file, with exactly what it shows
//	render    Page → bytes: templates, feeds, search, site map
//	guard     personal data, secrets and internal values, in and out
//	diff      what publishing would change for those outside
//	relative  outputs for a preview: their addresses work from any folder
//	publish   outputs → the output folder, at once or not at all
//	cache     what pure functions made, kept for the next run of the program
//	flat      the form of values in the cache
//	stamp     whether a file or folder is as it was, without reading it
//	watch     a doorbell: something changed
//	preview   a Snapshot over HTTP, with live reload
//
// # The star
//
// Stages know the model, never each other; only this package knows the stages.
// Each third-party module is imported by exactly one package. A test holds
// both.
//
// # What does not happen here
//
// In model, text, markdown, picture, assemble, plan, render, guard, diff and
// relative nothing reads a file (but for texts, which load may hand on as what
// reads them from the cache), opens a connection or asks the time; load
// knows an fs.FS and nothing else of the machine. No stage changes what an
// earlier one returned. No mistake of an author becomes a Go error, and no
// failure of the machine becomes a [model.Problem]. Nothing is written while a
// problem of level Error stands. No output depends on the clock, the time zone
// of the machine, the order of files or the number of processors.
//
// # Incremental builds
//
// Build takes the snapshot of the previous build. Three comparisons cut work
// off: same bytes, no parsing; same key, no template; same output, no write.
// Events of the file system only say when to look: the tree is listed anew
// every time, so lost or doubled events cannot make a site wrong. The test that
// guards this is FuzzIncremental.
//
// Between runs of the program a [model.Cache] does the same: texts, pictures,
// what the privacy check found, the sums of outputs by key, and the whole of a
// build by its inputs. Every key names all that the value depends on, the
// program itself included, so a cache can only be fast or useless. Which files
// are the same as the last time, of the sources and in the output folder, their
// stamps tell: then they are not even read.
package generator
