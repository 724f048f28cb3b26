// Package diff tells what a build would do to a site that is already public:
// what subscribers will see, and which addresses, ids and numbers would break.
//
// The published site is the only ledger. Its manifest says which files there
// are; its Atom feeds, of which those of everything come with all their
// archives (RFC 5005, section 4), say which records.
//
// The package is pure: it is handed two sets of files and knows neither disk
// nor network.
package diff

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// Files are a finished site: the hash of each of its files by path, and a way
// to read one. Read may be called concurrently.
type Files struct {
	Sums map[string]model.Sum
	Read func(path string) ([]byte, error)
}

// Next is the site that would be published.
type Next struct {
	Files
	Pages []*model.Page
	Left  []model.LeftOut // records that are not public
}

// Report is what publishing Next would change.
type Report struct {
	Feeds    []Feed          `json:"feeds"` // with news, by path
	Pages    []Page          `json:"pages"` // that differ, by path
	Moves    []Move          `json:"moves"` // addresses that an alias would keep, by old path
	Problems []model.Problem `json:"-"`
}

// Feed is what the subscribers of a published feed will see, in whatever
// format they read it.
type Feed struct {
	Path     string `json:"path"` // of its Atom document
	Title    string `json:"title"`
	New      []Item `json:"new,omitempty"`
	Returned []Item `json:"returned,omitempty"` // old ones that fit into the document again: new to recent subscribers only
	Changed  []Item `json:"changed,omitempty"`  // Atom's updated moved
	Gone     []Item `json:"gone,omitempty"`     // not merely pushed out by newer ones
}

// Item is a record or a monthly report in a feed.
type Item struct {
	ID    string `json:"id"` // URI
	Title string `json:"title"`
	Path  string `json:"path"` // of its page: "/hinata/2026/10/slug/"
}

// Page is an HTML page that differs, with the records that may be the reason:
// those that it shows and that differ themselves. Without any, it is the
// frame of the page that differs, or lists around it.
type Page struct {
	Path    string           `json:"path"` // "/hinata/2026/10/"
	Change  Change           `json:"change"`
	Records []model.RecordID `json:"records,omitempty"`
}

// Change is what happens to a page.
type Change string

const (
	Added   Change = "new"
	Changed Change = "changed"
	Removed Change = "gone"
)

// Move is a page with a new address and nothing at the old one.
type Move struct {
	From string `json:"from"` // "/hinata/2026/10/old/"
	To   string `json:"to"`
	File string `json:"file"` // source file that can take From as an alias
}

// Compare reports what publishing next over old would change. The error is
// that of reading a file, or of a feed that is none.
func Compare(old Files, next Next) (*Report, error) {
	was, err := readSite(old)
	if err != nil {
		return nil, err
	}
	is, err := readSite(next.Files)
	if err != nil {
		return nil, err
	}
	c := &comparison{was: was, is: is, next: next, pages: map[string]*model.Page{}, expired: map[string]bool{}, report: Report{[]Feed{}, []Page{}, []Move{}, nil}}
	for _, p := range next.Pages {
		c.pages[p.Path] = p
	}
	for _, l := range next.Left {
		if l.State == model.Expired {
			c.expired[string(l.ID)] = true
		}
	}
	if err := errors.Join(c.feeds(), c.volumes()); err != nil {
		return nil, err
	}
	c.place()
	c.identities()
	c.addresses()
	c.differences()
	model.SortProblems(c.report.Problems)
	c.report.Problems = slices.CompactFunc(c.report.Problems, func(a, b model.Problem) bool {
		return a.File == b.File && a.Rule == b.Rule && a.Text.In("en") == b.Text.In("en") // of two languages
	})
	return &c.report, nil
}

// comparison gathers a Report.
type comparison struct {
	was, is *site
	next    Next
	pages   map[string]*model.Page // of next, by path
	expired map[string]bool        // ids of records whose time is over
	report  Report
}

func (c *comparison) say(level model.Level, file, rule string, s model.Says) {
	c.report.Problems = append(c.report.Problems, model.NewProblem(level, model.Pos{File: file}, rule, s))
}

// place tells when the site would move: its own links do, those of others not.
func (c *comparison) place() {
	if a, b := c.was.root(), c.is.root(); a != b && a != "" && b != "" {
		c.say(model.Warning, "kaizen.yaml", "moved-site", model.Says{
			JA: "サイトのURLが " + a + " から " + b + " に変わります", EN: "the site would move from " + a + " to " + b,
			HintJA: "古いURLからの転送を、ホスティングの側で設定してください", HintEN: "redirect the old address where it is hosted"})
	}
}

// fileOf is the source file behind an output path, or "".
func (c *comparison) fileOf(p string) string {
	if page := c.pages[p]; page != nil && len(page.From) > 0 {
		return page.From[0]
	}
	return ""
}

// Manifest reads the hashes from a published manifest.json.
func Manifest(data []byte) (map[string]model.Sum, error) {
	var m struct {
		Generator string
		Format    int
		Files     []struct{ Path, SHA256 string }
	}
	if err := json.Unmarshal(data, &m); err != nil || m.Generator != "kaizen" {
		return nil, errors.New("diff: read manifest.json: not written by kaizen")
	}
	if m.Format != 1 {
		return nil, fmt.Errorf("diff: read manifest.json: format %d is not known", m.Format)
	}
	sums := make(map[string]model.Sum, len(m.Files))
	for _, f := range m.Files {
		var sum model.Sum
		if n, err := hex.Decode(sum[:], []byte(f.SHA256[:min(len(f.SHA256), 2*len(sum))])); err != nil || n != len(sum) {
			return nil, fmt.Errorf("diff: read manifest.json: %s has no sha256", f.Path)
		}
		sums[f.Path] = sum
	}
	return sums, nil
}

var archive = regexp.MustCompile(`(^|/)feeds/\d+/[^/]+$`)

// isAddress reports whether people or programs outside may know a path: pages
// and feeds, but neither archives of feeds, which are found through the feeds,
// nor what only pages refer to.
func isAddress(p string) bool {
	if archive.MatchString(p) {
		return false
	}
	switch base := path.Base(p); base {
	case "404.html":
		return false
	case "feed.xml", "atom.xml", "feed.json", "feeds.opml":
		return true
	default:
		return strings.HasSuffix(base, ".html")
	}
}

// sitePath turns an output path into a path of the site, and outputPath back.
func sitePath(p string) string { return "/" + strings.TrimSuffix(p, "index.html") }

func outputPath(p string) string {
	if p = strings.TrimPrefix(p, "/"); p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return p
}

// sorted lists the paths of files that ok accepts.
func (f Files) sorted(ok func(string) bool) []string {
	var out []string
	for p := range f.Sums {
		if ok(p) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}
