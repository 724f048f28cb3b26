package render

import (
	"testing"

	"kaizen/generator/model"
)

func TestSitemap(t *testing.T) {
	got, err := sitemap(&model.SitemapView{URLs: []model.SitemapURL{
		{Loc: "https://kaizen.example.com/help/", LastMod: model.Day{Year: 2026, Month: 10, Day: 31}, Alternates: []model.LangLink{
			{Lang: "ja", Name: "日本語", URL: "https://kaizen.example.com/help/"},
			{Lang: "en", Name: "English", URL: "https://kaizen.example.com/help/en/"},
			{Lang: "x-default", URL: "https://kaizen.example.com/help/"},
		}},
		{Loc: "https://kaizen.example.com/help/search/?q=a&b"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, got)
	golden(t, "sitemap.xml", got)
}

func TestOPML(t *testing.T) {
	link := func(title, path, mediaType string) model.FeedLink {
		return model.FeedLink{Title: title + " (RSS)", Name: title, URL: "/help" + path, Abs: "https://kaizen.example.com/help" + path, Type: mediaType, Short: path}
	}
	got, err := opml(&model.OPMLView{Title: "改善レポートのフィード", Lang: "ja", Groups: []model.FeedGroup{
		{
			Title: "すべて", Home: "https://kaizen.example.com/help/", Facet: "all",
			Feeds: []model.FeedLink{link("改善レポート", "/feed.xml", "application/rss+xml"), link("改善レポート", "/atom.xml", "application/atom+xml")},
			Month: []model.FeedLink{link("改善レポート（月ごと）", "/monthly.xml", "application/rss+xml")},
		},
		{
			Title: "Q&A\x08", Home: "https://kaizen.example.com/help/tags/qa/", Facet: "tag",
			Feeds: []model.FeedLink{link("Q&A", "/tags/qa/feed.xml", "application/rss+xml")},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, got)
	golden(t, "opml.xml", got)
}
