package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/mmcdole/gofeed"

	"kaizen/generator/model"
)

var (
	tokyo   = time.FixedZone("JST", 9*60*60)
	formats = []model.FeedFormat{model.RSS, model.Atom, model.JSON}
)

// sample is a feed of everything with all that a feed can say.
func sample(format model.FeedFormat) *model.FeedView {
	base := "https://kaizen.example.com/help/"
	name := map[model.FeedFormat]string{model.RSS: "feed.xml", model.Atom: "atom.xml", model.JSON: "feed.json"}[format]
	return &model.FeedView{
		Format:      format,
		ID:          "tag:kaizen.example.com,2026:feed/all",
		Title:       "改善レポート",
		Description: "お客様の成功までの障害を取り除いた記録です。",
		Lang:        "ja",
		Home:        base,
		Self:        base + name,
		PrevArchive: base + "feeds/7/" + name,
		Updated:     time.Date(2026, 11, 4, 9, 0, 0, 0, tokyo),
		Author:      "ひなた株式会社",
		Icon:        base + "icon.png",
		Hub:         "https://hub.example.com/",
		Named:       true,
		Items: []*model.FeedItem{{
			ID:      "tag:kaizen.example.com,2026:record/order-search-presets",
			Title:   "注文一覧の検索条件を保存できるようになりました",
			Named:   "【ひなたショップ】注文一覧の検索条件を保存できるようになりました",
			URL:     base + "hinata/2026/10/order-search-presets/",
			Lang:    "ja",
			Summary: "毎朝くり返していた絞り込みを、名前を付けて保存できます。",
			Story:   &model.Story{Card: &model.Card{}}, Body: body("<p>条件は<a href=\"https://kaizen.example.com/help/about/\">設定画面</a>にあります。</p>\n<pre><code>a[b[0]]&gt;1</code></pre>"),
			Published: time.Date(2026, 10, 31, 0, 0, 0, 0, tokyo),
			Updated:   time.Date(2026, 11, 4, 9, 0, 0, 123456000, tokyo),
			Authors:   []string{"CRチーム", "開発チーム"},
			Categories: []model.Category{
				{Term: "hinata", Label: "ひなたショップ", Scheme: base + "hinata/"},
				{Term: "improvement", Label: "改善", Scheme: base + "kinds/improvement/"},
			},
			Image: &model.Img{URL: base + "hinata/2026/10/order-search-presets/list.png", Width: 1200, Height: 800, Alt: "保存した条件の一覧", Type: "image/png", Bytes: 51234},
		}, {
			ID:    "tag:kaizen.example.com,2026:record/head-tag",
			Title: "Q&A に </head> と &amp; を <b>書ける</b>ようになりました。1 < 2 & 3 > 2",
			URL:   base + "hinata/2026/10/head-tag/",
			Lang:  "en",
			Story: &model.Story{Card: &model.Card{}}, Body: body("<p>]]&gt; and ]]> stay.</p>"),
			Published: time.Date(2026, 10, 31, 0, 0, 0, 0, tokyo),
			Updated:   time.Date(2026, 10, 31, 0, 0, 0, 654321000, tokyo),
		}},
	}
}

func archive(format model.FeedFormat) *model.FeedView {
	v := sample(format)
	v.Current, v.Self, v.PrevArchive = v.Self, strings.Replace(v.PrevArchive, "/7/", "/1/", 1), ""
	v.NextArchive = strings.Replace(v.Self, "/1/", "/2/", 1)
	v.Hub, v.Icon, v.Named, v.SummaryOnly = "", "https://kaizen.example.com/help/icon.svg", false, true
	return v
}

func TestFeed(t *testing.T) {
	ends := map[model.FeedFormat]string{model.RSS: ".rss.xml", model.Atom: ".atom.xml", model.JSON: ".json"}
	for _, f := range formats {
		for name, v := range map[string]*model.FeedView{
			"living":  sample(f),
			"archive": archive(f),
			"empty":   {Format: f, ID: "tag:kaizen.example.com,2026:feed/tag/orders", Title: "受注", Lang: "ja", Home: "https://kaizen.example.com/tags/orders/", Self: "https://kaizen.example.com/tags/orders/feed", Author: "改善レポート", Updated: time.Date(2026, 1, 1, 0, 0, 0, 0, tokyo)},
		} {
			golden(t, "feed/"+name+ends[f], render(t, v))
		}
	}
}

func TestFeedOfUnknownFormat(t *testing.T) {
	if b, err := written(sample("cdf")); err == nil {
		t.Errorf("got %q, want an error", b)
	}
}

// Another library must find in the file what the view holds.
func TestFeedReadBack(t *testing.T) {
	for _, f := range formats {
		v := sample(f)
		got := parse(t, render(t, v))
		if got.Title != v.Title || got.Link != v.Home || got.FeedLink != v.Self || got.Description != v.Description {
			t.Errorf("%s: feed is %q %q %q %q", f, got.Title, got.Link, got.FeedLink, got.Description)
		}
		if f != model.Atom && got.Language != "ja" { // gofeed does not read xml:lang
			t.Errorf("%s: language %q", f, got.Language)
		}
		if len(got.Items) != len(v.Items) {
			t.Fatalf("%s: %d items, want %d", f, len(got.Items), len(v.Items))
		}
		for i, it := range v.Items {
			compare(t, f, got.Items[i], it)
		}
		first := got.Items[0]
		if f != model.RSS && (len(first.Authors) != 2 || first.Authors[1].Name != "開発チーム") { // gofeed reads one dc:creator
			t.Errorf("%s: authors %v", f, first.Authors)
		}
		if len(first.Categories) != 2 {
			t.Errorf("%s: categories %v", f, first.Categories)
		}
		if f != model.JSON && (len(first.Enclosures) != 1 || first.Enclosures[0].Length != "51234") {
			t.Errorf("%s: enclosures %v", f, first.Enclosures)
		}
	}
}

func compare(t *testing.T, f model.FeedFormat, got *gofeed.Item, want *model.FeedItem) {
	t.Helper()
	if got.GUID != want.ID || got.Link != want.URL || got.Content != string(want.Body.HTML()) {
		t.Errorf("%s: item is %q %q %q", f, got.GUID, got.Link, got.Content)
	}
	if got.PublishedParsed == nil || !got.PublishedParsed.Equal(want.Published) {
		t.Errorf("%s: published %v, want %v", f, got.PublishedParsed, want.Published)
	}
	if f != model.RSS && !got.UpdatedParsed.Equal(want.Updated) {
		t.Errorf("%s: updated %v, want %v", f, got.UpdatedParsed, want.Updated)
	}
}

// A title must look the same in readers that take it for text and in those
// that take it for HTML.
func TestTitlesAreNeverMarkup(t *testing.T) {
	for in, want := range map[string]string{
		"Q&A & AT&T":         "Q&A & AT&T",
		"1 < 2, 3 > 2":       "1 < 2, 3 > 2",
		"</head> を書ける":       "＜/head＞ を書ける",
		"<b>太字</b>":          "＜b＞太字＜/b＞",
		"<br":                "＜br",
		"&amp; と &#x3042; と": "＆amp; と ＆#x3042; と",
	} {
		var got struct {
			Title string `xml:"title"`
		}
		raw, err := xml.Marshal(struct {
			XMLName xml.Name   `xml:"x"`
			Title   *plainText `xml:"title"`
		}{Title: plain(in)})
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(raw, &got); err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		if got.Title != want {
			t.Errorf("title %q reads back as %q, want %q", in, got.Title, want)
		}
	}
}

func FuzzFeed(f *testing.F) {
	f.Add("題]]>名", "]]><![CDATA[", "&amp;<script>")
	f.Add("\x00\x01\x08\x0b\x0c\x1f", "\u0085\u009f\ufffe\uffff\ufdd0\ufffd", "\r\r\n\t")
	f.Add("\xff\xfe\xc3", "\xed\xa0\x80\xed\xbf\xbf", "😀\U0001ffff\U000e0001")
	f.Add("</title>", "<!--", "&#0;&bogus;")
	f.Fuzz(func(t *testing.T, title, content, other string) {
		for _, format := range formats {
			v := sample(format)
			v.Title, v.Description, v.Author, v.Named = title, other, other, false
			it := v.Items[0]
			it.Title, it.Body, it.Summary, it.Authors = title, body(content), other, []string{other}
			it.Categories[0].Label, it.Image.Alt = other, title
			b := render(t, v)
			if format != model.JSON {
				wellFormed(t, b)
			}
			got := parse(t, b)
			if len(got.Items) != 2 || got.Items[0].GUID != it.ID || got.Items[1].GUID != v.Items[1].ID {
				t.Errorf("%s: the items did not survive:\n%s", format, b)
			}
		}
	})
}

// Every character, one by one: these are what XML 1.0 forbids (production 2) or
// discourages (the note below it), and U+FFFD.
func TestClean(t *testing.T) {
	dropped := &unicode.RangeTable{R32: []unicode.Range32{
		{0x00, 0x08, 1}, {0x0B, 0x0C, 1}, {0x0E, 0x1F, 1}, {0x7F, 0x9F, 1},
		{0xD800, 0xDFFF, 1}, {0xFDD0, 0xFDEF, 1}, {0xFFFD, 0xFFFF, 1},
	}}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		want := "a" + string(r) + "b"
		if unicode.Is(dropped, r) || r > 0xFFFF && r&0xFFFE == 0xFFFE {
			want = "ab"
		}
		if got := clean("a" + string(r) + "b"); got != want {
			t.Errorf("%U becomes %q, want %q", r, got, want)
		}
	}
	if got := clean("\xff改\xe6善\xed\xa0\x80"); got != "改善" {
		t.Errorf("what is not UTF-8 becomes %q", got)
	}
}

func render(t *testing.T, v *model.FeedView) []byte {
	t.Helper()
	b, err := written(v)
	if err != nil {
		t.Fatal(err)
	}
	if v.Format == model.JSON && !json.Valid(b) {
		t.Fatalf("not JSON:\n%s", b)
	}
	return b
}

func parse(t *testing.T, b []byte) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().ParseString(string(b))
	if err != nil {
		t.Fatalf("gofeed: %v\n%s", err, b)
	}
	return f
}

func wellFormed(t *testing.T, b []byte) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(string(b)))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, b)
		}
	}
}

// written renders a document whose items no sum tells apart yet.
func written(v *model.FeedView) ([]byte, error) {
	for i, it := range v.Items {
		it.Sum = model.SumOf([]byte{byte(i)})
	}
	return newFeedWriter().feed(new(bytes.Buffer), v, speech{})
}
