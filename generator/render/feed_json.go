package render

import (
	"bytes"
	"encoding/json"

	"github.com/gorilla/feeds"

	"kaizen/generator/model"
)

// jsonDoc is JSON Feed 1.1 (jsonfeed.org/version/1.1). Our fields win over
// gorilla's of the same name: theirs leaves out an empty list of items, which
// is required, and names the authors once more in a way that 1.1 dropped.
type jsonDoc struct {
	*feeds.JSONFeed
	Author *empty      `json:"author,omitempty"`
	Kaizen jsonFeedExt `json:"_kaizen"`
	Items  []empty     `json:"items"` // none: they are put in behind
}

// jsonFeedExt is our extension of the feed: what RSS and Atom say about the
// chain of documents, for which JSON Feed knows only next_url.
type jsonFeedExt struct {
	ID          string `json:"id"` // the same as of the Atom feed
	Archive     bool   `json:"archive,omitempty"`
	Current     string `json:"current,omitempty"`
	PrevArchive string `json:"prev_archive,omitempty"`
	NextArchive string `json:"next_archive,omitempty"`
}

type jsonItem struct {
	*feeds.JSONItem
	Author   *empty       `json:"author,omitempty"`
	Language string       `json:"language,omitempty"`
	Kaizen   *jsonItemExt `json:"_kaizen,omitempty"`
}

// jsonItemExt is our extension of an item: its tags once more, in full.
type jsonItemExt struct {
	Categories []jsonCategory `json:"categories"`
}

type jsonCategory struct {
	Term   string `json:"term"`
	Label  string `json:"label"`
	Scheme string `json:"scheme,omitempty"`
}

// beginJSON begins a document whose items stand each on a line of its own.
func beginJSON(b *bytes.Buffer, v *model.FeedView, frame *feeds.Feed) (end string, err error) {
	f := (&feeds.JSON{Feed: frame}).JSONFeed()
	f.Language = string(v.Lang)
	f.FeedUrl = v.Self
	f.NextUrl = v.PrevArchive
	f.Icon = v.Icon
	f.Authors = jsonAuthors([]string{v.Author})
	if v.Hub != "" {
		f.Hubs = []*feeds.JSONHub{{Type: "WebSub", Url: v.Hub}}
	}
	err = compact(b, &jsonDoc{JSONFeed: f, Items: []empty{}, Kaizen: jsonFeedExt{
		ID: v.ID, Archive: isArchive(v), Current: v.Current,
		PrevArchive: v.PrevArchive, NextArchive: v.NextArchive,
	}})
	b.Truncate(len(bytes.TrimSuffix(b.Bytes(), []byte("]}"))))
	b.WriteByte('\n')
	return "\n]}\n", err
}

func jsonItemOf(b *bytes.Buffer, v *model.FeedView, it *model.FeedItem, base *feeds.Feed) error {
	return compact(b, newJSONItem(v, it, (&feeds.JSON{Feed: base}).JSONFeed().Items[0]))
}

// compact writes v on one line, without its end.
func compact(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	b.Truncate(len(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
	return err
}

// newJSONItem completes gorilla's item.
func newJSONItem(v *model.FeedView, it *model.FeedItem, base *feeds.JSONItem) *jsonItem {
	base.Summary = summary(it) // plain text here, not HTML
	if base.ContentHTML == "" {
		base.ContentText = base.Summary // one of both is required
	}
	base.Authors = jsonAuthors(it.Authors)
	if it.Image != nil {
		base.Image = it.Image.URL
	}
	item := &jsonItem{JSONItem: base, Language: itemLang(v, it)}
	if len(it.Categories) > 0 {
		item.Kaizen = &jsonItemExt{}
	}
	for _, c := range it.Categories {
		label := clean(c.Label)
		base.Tags = append(base.Tags, label)
		item.Kaizen.Categories = append(item.Kaizen.Categories, jsonCategory{c.Term, label, c.Scheme})
	}
	return item
}

func jsonAuthors(names []string) []*feeds.JSONAuthor {
	var list []*feeds.JSONAuthor
	for _, n := range names {
		if n = clean(n); n != "" {
			list = append(list, &feeds.JSONAuthor{Name: n})
		}
	}
	return list
}
