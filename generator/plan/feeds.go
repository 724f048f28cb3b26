package plan

import (
	"fmt"
	"time"

	"kaizen/generator/model"
)

// feedItems are the items of an edition's feeds; every feed shares them.
type feedItems struct {
	of    map[*model.Entry]*model.FeedItem
	shows map[*model.FeedItem][]*model.Entry
}

// feeds plans the feeds of an edition: records, and months where there are
// reports, of every channel.
func (x *edition) feeds() {
	x.makeItems()
	channels := x.channels()
	for _, c := range channels {
		x.documents(c, feedKind{
			files: recordFiles, title: c.title, description: "feed.description",
			items: x.itemsOf(c.entries), archived: c.digest,
		})
		if c.digest {
			x.documents(c, feedKind{
				files: digestFiles, title: x.t("feed.monthly", "title", c.title), description: "feed.monthly.description",
				items: x.digests(c), suffix: "monthly",
			})
		}
	}
	x.add(x.Prefix+"/feeds.opml", x.Lang, model.OPMLView{Title: x.chrome.Site, Lang: x.Lang, Groups: x.feedGroups(channels)}, nil)
}

// channel is what one can subscribe to: everything, a product, a kind, a tag,
// or what customers have to do.
type channel struct {
	facet   string // "all", "product", "kind", "tag" or "action"
	id      string // of the product, kind or tag
	name    string // of the same
	class   string // hue, or ""
	dir     string // site path of its page
	title   string
	entries []*model.Entry
	reports []*model.Report
	digest  bool // has a feed of its reports too
	named   bool // titles name the product
}

// channels are in the order of the list on the subscribe page. Kinds and tags
// without records have no page and no feed.
func (x *edition) channels() []channel {
	several := len(x.config.Products) > 1
	list := []channel{{facet: "all", dir: x.Prefix + "/", entries: x.Listed, reports: x.Months, digest: true, named: several}}
	for _, s := range x.Edition.Products {
		tag := x.shelf[s.Product.ID]
		list = append(list, channel{
			facet: "product", id: string(tag.ID), name: tag.Name, class: tag.Class,
			dir:     x.Prefix + "/" + s.Product.Path + "/",
			entries: s.Entries, reports: s.Reports, digest: true})
	}
	var needed []*model.Entry
	for _, e := range x.Listed {
		if e.Action.Needed {
			needed = append(needed, e)
		}
	}
	list = append(list, channel{facet: "action", dir: x.Prefix + "/action/", entries: needed, named: several})
	for _, f := range x.byKind {
		list = append(list, channel{facet: "kind", id: f.id, name: f.name, class: f.kind.Class, dir: f.dir, entries: f.entries, named: several})
	}
	for _, f := range x.tags {
		list = append(list, channel{facet: "tag", id: f.id, name: f.name, dir: f.dir, entries: f.entries, named: several})
	}
	for i := range list {
		c := &list[i]
		c.title = x.t("feed."+c.facet, c.facet, c.name)
	}
	return list
}

// feedKind is one of the two kinds of feeds of a channel.
type feedKind struct {
	files       [3]feedFile
	title       string
	description string            // key of the words
	items       []*model.FeedItem // newest first
	suffix      string            // of its id, or ""
	archived    bool              // old items stay in archive documents
}

// documents plans a feed in all formats: the living document and its archives.
func (x *edition) documents(c channel, k feedKind) {
	living, archives := cut(k.items, x.config.Feeds.Limit)
	if !k.archived {
		archives = nil
	}
	for _, f := range k.files {
		path := func(i int) string { return fmt.Sprintf("%sfeeds/%d/%s", c.dir, i+1, f.name) }
		v := x.feedView(c, k, f)
		v.Self, v.Hub = x.abs(c.dir+f.name), x.config.Feeds.Hub
		if n := len(archives); n > 0 {
			v.PrevArchive = x.abs(path(n - 1))
		}
		x.addFeed(c.dir+f.name, v, living)

		v.Current, v.Hub = v.Self, ""
		v.PrevArchive, v.NextArchive = "", x.abs(path(1))
		for i, items := range archives {
			v.Self = x.abs(path(i))
			x.addFeed(path(i), v, items)
			// Only the oldest, which has none before it, names the next one: the
			// others would change when one is added.
			v.PrevArchive, v.NextArchive = v.Self, ""
		}
	}
}

func (x *edition) feedView(c channel, k feedKind, f feedFile) model.FeedView {
	v := model.FeedView{
		Format:      f.format,
		ID:          tagURI(x.config, x.Lang, "feed", c.facet, c.id, k.suffix),
		Title:       k.title + x.t("title.join") + x.chrome.Site,
		Description: x.t(k.description, "title", c.title, "site", x.chrome.Site),
		Lang:        x.Lang,
		Home:        x.abs(c.dir),
		Author:      x.chrome.Site,
		SummaryOnly: x.config.Feeds.SummaryOnly,
		Named:       c.named,
	}
	if icon := x.theme.Files["icon.png"]; icon != "" {
		v.Icon = x.origin + icon
	}
	return v
}

// addFeed adds a document. It was updated when its newest item was; one without
// items has the time before which nothing can have happened.
func (x *edition) addFeed(path string, v model.FeedView, items []*model.FeedItem) {
	v.Items = items
	v.Updated = time.Date(2000, 1, 1, 0, 0, 0, 0, x.config.Timezone)
	var shows []*model.Entry
	for _, it := range items {
		if it.Updated.After(v.Updated) {
			v.Updated = it.Updated
		}
		shows = append(shows, x.feed.shows[it]...)
	}
	x.add(path, x.Lang, v, nil, shows...)
}

func (x *edition) itemsOf(entries []*model.Entry) []*model.FeedItem {
	out := make([]*model.FeedItem, len(entries))
	for i, e := range entries {
		out[i] = x.feed.of[e]
	}
	return out
}

// feedGroups lists all channels for people and feed readers.
func (x *edition) feedGroups(channels []channel) []model.FeedGroup {
	var out []model.FeedGroup
	for _, c := range channels {
		g := model.FeedGroup{
			Title: x.t("subscribe."+c.facet, c.facet, c.name), Home: x.abs(c.dir), Facet: c.facet, Class: c.class,
			Feeds: x.feedsOf(c.dir, c.title),
		}
		if c.digest {
			g.Month = x.digestsOf(c.dir, c.title)
		}
		out = append(out, g)
	}
	return out
}
