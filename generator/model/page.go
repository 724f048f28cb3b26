package model

import "sync"

// Page is one file that will exist in the output, with exactly the data that
// it shows. A renderer sees the View and nothing else.
type Page struct {
	Path  string // of the output, such as "hinata/2026/10/index.html"
	Lang  Lang
	View  View
	Shows []RecordID // records whose text or existence the page depends on, sorted
	From  []string   // source files that claim this path, for collisions and the preview
	Keys  *Keys      // that Key is made with; nil: its own

	hash sync.Once
	key  Sum
}

// Key is the hash of View: the same key means the same bytes. The preview asks
// for those of the few pages that an edit may have changed. It may be called
// concurrently.
func (p *Page) Key() Sum {
	p.hash.Do(func() {
		if p.Keys == nil {
			p.Keys = &Keys{}
		}
		p.key = p.Keys.Of(p.View)
	})
	return p.key
}

// View is the data of one kind of page: a plain struct. The only functions in one
// give the long part of a text, which is always the same.
type View interface {
	// Template names the template (or, for files without one, the renderer)
	// that turns the view into bytes, such as "report".
	Template() string
}
