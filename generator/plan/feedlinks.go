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
		{"monthly.xml", model.RSS, "application/rss+xml", "RSS"},
		{"monthly-atom.xml", model.Atom, "application/atom+xml", "Atom"},
		{"monthly.json", model.JSON, "application/feed+json", "JSON Feed"},
	}
)

// feedsOf are the feeds of records of the facet whose page is at dir.
func (x *edition) feedsOf(dir, title string) []model.FeedLink {
	return x.feedLinks(recordFiles, dir, title)
}

// digestsOf are the feeds of months of the facet whose page is at dir.
func (x *edition) digestsOf(dir, title string) []model.FeedLink {
	return x.feedLinks(digestFiles, dir, x.t("feed.monthly", "title", title))
}

func (x *edition) feedLinks(files [3]feedFile, dir, title string) []model.FeedLink {
	var out []model.FeedLink
	for _, f := range files {
		at := dir + f.name
		out = append(out, model.FeedLink{
			Title: title + " (" + f.label + ")", Type: f.media,
			URL: x.href(at), Abs: x.abs(at), Short: x.href(at),
		})
	}
	return out
}
