package plan

import "kaizen/generator/model"

// feedFiles are the documents of a facet, beside its page.
var feedFiles = []struct {
	name   string
	format model.FeedFormat
	media  string
	label  string
}{
	{"feed.xml", model.RSS, "application/rss+xml", "RSS"},
	{"atom.xml", model.Atom, "application/atom+xml", "Atom"},
	{"feed.json", model.JSON, "application/feed+json", "JSON Feed"},
}

// feedsOf are the feeds of the facet whose page is at dir, in all formats.
func (x *edition) feedsOf(dir, title string) []model.FeedLink {
	out := make([]model.FeedLink, len(feedFiles))
	for i, f := range feedFiles {
		out[i] = x.feedLink(dir, f.name, title)
	}
	return out
}

func (x *edition) feedLink(dir, name, title string) model.FeedLink {
	link := model.FeedLink{Title: title, URL: x.href(dir + name), Abs: x.abs(dir + name), Short: x.href(dir + name)}
	for _, f := range feedFiles {
		if f.name == name {
			link.Type = f.media
			link.Title = title + " (" + f.label + ")"
		}
	}
	return link
}
