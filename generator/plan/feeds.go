package plan

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"kaizen/generator/model"
)

// channel is what one can subscribe to: everything, a product, a kind, a tag,
// or what customers have to do.
type channel struct {
	facet   string // "all", "product", "kind", "tag" or "action"
	id      string // of the product, kind or tag
	name    string // of the same
	class   string // hue, or ""
	dir     string // site path of its page
	title   string
	entries []*model.Entry  // newest first
	months  []*model.Report // that are over, newest first; of everything and products only
	named   bool            // titles name the product
}

// channels are all channels of an edition with what their feeds share.
type channels struct {
	list  []channel                   // in the order of the subscribe page
	links map[string][]model.FeedLink // to the feeds of records, by channel.dir
}

// channels finds the channels. One without records has no feed, except
// everything: that one exists before the first record does.
func (x *edition) channels() {
	several := len(x.config.Products) > 1
	list := []channel{{facet: "all", dir: x.Prefix + "/", entries: x.Listed, months: x.over(x.Months), named: several}}
	for _, s := range x.Edition.Products {
		tag := x.shelf[s.Product.ID]
		list = append(list, channel{
			facet: "product", id: string(tag.ID), name: tag.Name, class: tag.Class,
			dir: x.Prefix + "/" + s.Product.Path + "/", entries: s.Entries, months: x.over(s.Reports)})
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
	x.feed.list = slices.DeleteFunc(list, func(c channel) bool { return len(c.entries) == 0 && c.facet != "all" })
	x.feed.links = map[string][]model.FeedLink{}
	for i := range x.feed.list {
		c := &x.feed.list[i]
		c.title = x.t("feed."+c.facet, c.facet, c.name)
		x.feed.links[c.dir] = x.feedLinks(recordFiles, c.dir, c.title)
	}
}

// over are the reports that become items: of months that are over, because
// readers would not see what is added to an item later.
func (x *edition) over(reports []*model.Report) []*model.Report {
	var out []*model.Report
	for _, r := range reports {
		if len(r.Entries) > 0 && r.Month.Compare(x.site.Today.MonthOf()) < 0 {
			out = append(out, r)
		}
	}
	return out
}

// feeds are the tasks that plan the feeds of an edition.
func (x *edition) feeds() []task {
	var tasks []task
	for _, c := range x.feed.list {
		tasks = append(tasks, func(x *edition) { x.channelFeeds(c) })
	}
	return append(tasks, func(x *edition) {
		x.add(x.Prefix+"/feeds.opml", model.OPMLView{Title: x.chrome.Site, Lang: x.Lang, Groups: x.feedGroups()}, nil)
	})
}

// channelFeeds plans the feeds of a channel: of its records, and of its months
// where there are any.
func (x *edition) channelFeeds(c channel) {
	if x.keepFeeds(c) {
		return
	}
	x.documents(c, series{
		files: recordFiles, title: c.title, description: "feed.description",
		items: x.itemsOf(c.entries), archived: archivedFormats[c.facet],
	})
	if len(c.months) > 0 {
		x.documents(c, series{
			files: digestFiles, title: x.t("feed.monthly", "title", c.title), description: "feed.monthly.description",
			items: x.digests(c), suffix: "monthly",
		})
	}
	x.rememberFeeds(c)
}

// series is one of the two feeds of a channel.
type series struct {
	files       [3]feedFile
	title       string
	description string             // key of the words
	items       []*model.FeedItem  // newest first
	suffix      string             // of its id, or ""
	archived    []model.FeedFormat // formats in which old items stay in archive documents
}

// archivedFormats says which feeds keep old items in archive documents (RFC
// 5005): the one of everything in all formats, those of products in the format
// that the standard is written for. Every archive holds each record once more.
var archivedFormats = map[string][]model.FeedFormat{
	"all":     {model.RSS, model.Atom, model.JSON},
	"product": {model.Atom},
}

// documents plans a feed in all formats: the living document and its archives.
func (x *edition) documents(c channel, s series) {
	living, old := cut(s.items, x.config.Feeds.Limit)
	for _, f := range s.files {
		archives := old
		if !slices.Contains(s.archived, f.format) {
			archives = nil
		}
		path := func(i int) string { return fmt.Sprintf("%sfeeds/%d/%s", c.dir, i+1, f.name) }
		v := x.feedView(c, s, f)
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

func (x *edition) feedView(c channel, s series, f feedFile) model.FeedView {
	v := model.FeedView{
		Format:      f.format,
		ID:          tagURI(x.config, x.Lang, "feed", c.facet, c.id, s.suffix),
		Title:       s.title + x.t("title.join") + x.chrome.Site,
		Description: x.t(s.description, "title", c.title, "site", x.chrome.Site),
		Lang:        x.Lang,
		Home:        x.abs(c.dir),
		Author:      x.chrome.Site,
		SummaryOnly: x.config.Feeds.SummaryOnly,
		Named:       c.named,
		Origin:      x.origin,
	}
	if icon := x.feedIcon(); icon != "" {
		v.Icon = x.origin + icon
	}
	return v
}

// addFeed adds a document. It was updated when its newest item was; one without
// items has a time before which nothing can have happened.
func (x *edition) addFeed(path string, v model.FeedView, items []*model.FeedItem) {
	v.Items = items
	if x.keepSame(path, func(old model.View) bool { return sameFeed(old, v) }) {
		return
	}
	v.Updated = time.Date(2000, 1, 1, 0, 0, 0, 0, x.config.Timezone)
	var shows []model.RecordID
	for _, it := range items {
		if it.Updated.After(v.Updated) {
			v.Updated = it.Updated
		}
		shows = append(shows, it.Shows...)
	}
	x.batch.add(x.note(&model.Page{Path: outputPath(path), Lang: x.Lang, View: v, Shows: shows}, model.Day{}))
}

// sameFeed compares documents, but for the time of their update, which is that
// of an item. Items are equal when they are the same in memory: those that did
// not change are of the last plan.
func sameFeed(old model.View, v model.FeedView) bool {
	was, ok := old.(model.FeedView)
	if !ok || len(v.Items) == 0 || !slices.Equal(was.Items, v.Items) {
		return false
	}
	was.Items, v.Items = nil, nil
	was.Updated, v.Updated = time.Time{}, time.Time{}
	return reflect.DeepEqual(was, v)
}

func (x *edition) itemsOf(entries []*model.Entry) []*model.FeedItem {
	out := make([]*model.FeedItem, len(entries))
	for i, e := range entries {
		out[i] = x.made[e.Index].item
	}
	return out
}
