package model

// Page is one file that will exist in the output, with exactly the data that
// it shows. A renderer sees the View and nothing else.
type Page struct {
	Path  string // of the output, such as "hinata/2026/10/index.html"
	Lang  Lang
	View  View
	Shows []RecordID // records whose text or existence the page depends on, sorted
	From  []string   // source files that claim this path, for collisions and the preview
	Key   Sum        // of View; the same Key means the same bytes
}

// View is the data of one kind of page: a plain struct, closed over nothing.
type View interface {
	// Template names the template (or, for files without one, the renderer)
	// that turns the view into bytes, such as "report".
	Template() string
}
