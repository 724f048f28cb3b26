package diff

import (
	"encoding/xml"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"kaizen/generator/model"
)

// site is what the files of a site say about its records.
type site struct {
	Files
	editions []edition
	records  map[string]item // of the feeds of everything and their archives, by id
}

// edition is the feed of everything in one language.
type edition struct {
	dir  string // "" or "en/"
	feed *document
	cut  bool // older records are in archives
}

// document is an Atom document.
type document struct {
	path, id, title string
	home            string // absolute URL of the page it belongs to
	items           []item // newest first
}

type item struct {
	Item
	published time.Time
	updated   string
	homes     []string  // addresses of the pages of its product, kind and tags
	sum       model.Sum // of all that the feed says of it
}

// readSite reads the feeds of everything with their archives: each record that
// the site lists.
func readSite(f Files) (*site, error) {
	s := &site{Files: f, records: map[string]item{}}
	lists := f.sorted(func(p string) bool { return path.Base(p) == "feeds.opml" })
	slices.SortStableFunc(lists, func(a, b string) int { return len(a) - len(b) }) // the default language first
	for _, list := range lists {
		dir := strings.TrimSuffix(list, "feeds.opml")
		e := edition{dir: dir}
		var err error
		if e.feed, err = s.document(dir + "atom.xml"); err != nil {
			return nil, err
		}
		docs := []*document{e.feed}
		for n := 1; ; n++ {
			p := dir + "feeds/" + strconv.Itoa(n) + "/atom.xml"
			if _, ok := f.Sums[p]; !ok {
				break
			}
			old, err := s.document(p)
			if err != nil {
				return nil, err
			}
			docs, e.cut = append(docs, old), true
		}
		for _, doc := range docs {
			for _, it := range doc.items {
				s.records[it.ID] = it
			}
		}
		s.editions = append(s.editions, e)
	}
	return s, nil
}

// root is the absolute URL of the site's home.
func (s *site) root() string {
	if len(s.editions) == 0 {
		return ""
	}
	return s.editions[0].feed.home
}

// byPath are the records by the path of their page. Where languages share a
// page, the default one comes first in the order of ids.
func (s *site) byPath() map[string]item {
	at := make(map[string]item, len(s.records))
	for _, id := range slices.Backward(slices.Sorted(maps.Keys(s.records))) {
		at[s.records[id].Path] = s.records[id]
	}
	return at
}

// atom is an Atom document (RFC 4287) as far as diff reads it.
type atom struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Links   []atomLink `xml:"link"`
	Entries []struct {
		ID         string     `xml:"id"`
		Title      string     `xml:"title"`
		Updated    string     `xml:"updated"`
		Published  time.Time  `xml:"published"`
		Links      []atomLink `xml:"link"`
		Categories []struct {
			Term   string `xml:"term,attr"`
			Scheme string `xml:"scheme,attr"`
		} `xml:"category"`
		Inner []byte `xml:",innerxml"`
	} `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func alternate(links []atomLink) string {
	for _, l := range links {
		if l.Rel == "alternate" {
			return l.Href
		}
	}
	return ""
}

// document reads a feed.
func (s *site) document(p string) (*document, error) {
	data, err := s.Read(p)
	if err != nil {
		return nil, fmt.Errorf("diff: read %s: %w", p, err)
	}
	var a atom
	if err := xml.Unmarshal(data, &a); err != nil {
		return nil, fmt.Errorf("diff: read %s: %w", p, err)
	}
	doc := &document{path: p, id: a.ID, title: a.Title, home: alternate(a.Links)}
	root := s.root()
	if root == "" {
		root = doc.home // the first feed read is that of the home page
	}
	for _, e := range a.Entries {
		at := alternate(e.Links)
		it := item{
			Item:      Item{e.ID, e.Title, "/" + strings.TrimPrefix(at, root)},
			published: e.Published, updated: e.Updated, sum: model.SumOf(e.Inner),
		}
		for _, c := range e.Categories {
			it.homes = append(it.homes, c.Scheme+c.Term+"/")
		}
		doc.items = append(doc.items, it)
	}
	return doc, nil
}

// holds reports whether it is in a feed of the site, be it in the living
// document or among the older ones that only the limit keeps out of it.
func (s *site) holds(doc *document, it item) bool {
	if doc.has(it.ID) {
		return true
	}
	if isDigest(doc.path) {
		_, ok := s.Sums[outputPath(it.Path)]
		return ok && doc.endsAfter(it)
	}
	mine, ok := s.records[it.ID]
	if !ok {
		return false
	}
	everything := s.editionOf(doc)
	if doc.id == everything.feed.id || slices.Contains(mine.homes, doc.home) {
		return true
	}
	// That customers have to act is not said of items. Where the feed of these
	// is full, older ones may be beyond its end.
	return isAction(doc.path) && everything.cut && len(doc.items) >= len(everything.feed.items) && doc.endsAfter(mine)
}

func isDigest(p string) bool { return strings.HasSuffix(p, "monthly/atom.xml") }
func isAction(p string) bool {
	return p == "action/atom.xml" || strings.HasSuffix(p, "/action/atom.xml")
}

func (d *document) has(id string) bool {
	return slices.ContainsFunc(d.items, func(it item) bool { return it.ID == id })
}

// endsAfter reports whether it is older than all items of the document.
func (d *document) endsAfter(it item) bool {
	return len(d.items) > 0 && !it.published.After(d.items[len(d.items)-1].published)
}

func (s *site) editionOf(doc *document) edition {
	best := s.editions[0]
	for _, e := range s.editions {
		if strings.HasPrefix(doc.path, e.dir) && len(e.dir) >= len(best.dir) {
			best = e
		}
	}
	return best
}
