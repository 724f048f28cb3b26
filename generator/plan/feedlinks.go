package plan

import "kaizen/generator/model"

// feedFile is a document of a feed, beside the page of its facet.
type feedFile struct {
	name   string
	format model.FeedFormat
	media  string
	label  string
}

// recordFiles are the documents with one item a record, digestFiles those with
// one item a month. Their names are for ever: readers have subscribed to them.
var (
	recordFiles = [...]feedFile{
		{"feed.xml", model.RSS, "application/rss+xml", "RSS"},
		{"atom.xml", model.Atom, "application/atom+xml", "Atom"},
		{"feed.json", model.JSON, "application/feed+json", "JSON Feed"},
	}
	digestFiles = [...]feedFile{
		{"monthly/feed.xml", model.RSS, "application/rss+xml", "RSS"},
		{"monthly/atom.xml", model.Atom, "application/atom+xml", "Atom"},
		{"monthly/feed.json", model.JSON, "application/feed+json", "JSON Feed"},
	}
)

// feedsOf are the feeds of records of the facet whose page is at dir; a page
// without a feed of its own offers that of everything.
func (x *edition) feedsOf(dir string) []model.FeedLink {
	if links, ok := x.feed.links[dir]; ok {
		return links
	}
	return x.feed.links[x.Prefix+"/"]
}

func (x *edition) feedLinks(files [3]feedFile, dir, title string) []model.FeedLink {
	var out []model.FeedLink
	for _, f := range files {
		at := dir + f.name
		out = append(out, model.FeedLink{
			Title: title + " (" + f.label + ")", Name: title, Type: f.media,
			URL: x.href(at), Abs: x.abs(at), Short: x.href(at),
		})
	}
	return out
}

// feedGroups lists all channels for people and feed readers.
func (x *edition) feedGroups() []model.FeedGroup {
	var out []model.FeedGroup
	for _, c := range x.feed.list {
		g := model.FeedGroup{
			Title: x.t("subscribe."+c.facet, c.facet, c.name), Home: x.abs(c.dir), Facet: c.facet, Class: c.class,
			Feeds: x.feedsOf(c.dir),
		}
		if len(c.months) > 0 {
			g.Month = x.feedLinks(digestFiles, c.dir, x.t("feed.monthly", "title", c.title))
		}
		out = append(out, g)
	}
	return out
}
