package plan

import (
	"net/url"
	"strings"
	"time"

	"kaizen/generator/model"
)

// makeItems makes the items of all listed records.
func (x *edition) makeItems() {
	model.Each(len(x.Listed), func(i int) {
		if m := x.made[x.Listed[i].Index]; m.item == nil {
			m.item = x.feedItem(x.Listed[i])
		}
	})
}

func (x *edition) feedItem(e *model.Entry) *model.FeedItem {
	it := &model.FeedItem{
		ID:         x.itemID(e),
		Title:      e.Title,
		Named:      x.t("feed.named", "product", x.productNames(e), "title", e.Title),
		URL:        x.canonical(e),
		Lang:       e.Lang,
		Summary:    summary(e.Record),
		Published:  e.Date,
		Notice:     x.fallbackNotice(e),
		Story:      x.made[e.Index].story,
		Body:       x.feedProse(e.Text, e.Targets, e.Path),
		Authors:    x.authors(e),
		Categories: x.categories(e),
		Shows:      []model.RecordID{e.ID},
	}
	it.Updated = moment(x.notified(e), it.ID)
	if img := it.Story.Image; img != nil {
		it.Image = &model.Img{
			URL: x.origin + img.URL, Width: img.Width, Height: img.Height,
			Alt: img.Alt, Type: img.Type, Bytes: img.Bytes}
	}
	x.finish(it)
	return it
}

// finish weighs and hashes an item. One that would not fit into a document
// beside others keeps its summary and a link.
func (x *edition) finish(it *model.FeedItem) {
	if it.Size = weight(it, x.origin); it.Size > itemsMax/2 {
		it.Long = true
		it.Size = weight(it, x.origin)
	}
	it.Sum = x.keys.Of(*it)
}

// itemID is the id of a record in feeds. An imported record whose id was one
// already keeps it as it is: subscribers have read it.
func (x *edition) itemID(e *model.Entry) string {
	if u, err := url.Parse(string(e.ID)); err == nil && e.Imported && u.IsAbs() && x.Lang == x.config.DefaultLang() {
		return u.String()
	}
	return tagURI(x.config, x.Lang, "record", string(e.ID))
}

// notified is the time of the last change that readers shall hear of. Imported
// records were read in the tool that they came from.
func (x *edition) notified(e *model.Entry) time.Time {
	last := e.Date
	for _, u := range e.Record.Updated {
		if u.Notify && !e.Imported && u.Date.After(last) && model.DayOf(u.Date).Compare(x.site.Today) <= 0 {
			last = u.Date
		}
	}
	return last
}

func (x *edition) productNames(e *model.Entry) string {
	var names []string
	for _, p := range e.Products {
		names = append(names, x.shelf[p.ID].Name)
	}
	return strings.Join(names, " / ")
}

// authors are the team that wrote a record, or those that made the improvement.
func (x *edition) authors(e *model.Entry) []string {
	if e.Author != "" {
		return x.teams([]model.TeamID{e.Author})
	}
	return x.teams(e.Teams)
}

func (x *edition) categories(e *model.Entry) []model.Category {
	var out []model.Category
	for _, p := range e.Products {
		out = append(out, model.Category{Term: p.Path, Label: x.shelf[p.ID].Name, Scheme: x.abs(x.Prefix + "/")})
	}
	out = append(out, model.Category{Term: string(e.Kind.ID), Label: x.kinds[e.Kind.ID].Name, Scheme: x.abs(x.Prefix + "/kinds/")})
	for _, id := range e.Tags {
		out = append(out, model.Category{Term: string(id), Label: x.tagOf(id).name, Scheme: x.abs(x.Prefix + "/tags/")})
	}
	return out
}
