package render

import (
	"fmt"
	"hash/maphash"
	"html/template"
	"reflect"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// funcs returns the functions of the templates in one language. All of them
// are pure: what they answer depends on their arguments and the words alone.
//
//	t KEY NAME VALUE…   words of the interface, with placeholders filled
//	date, longdate      a model.Day: 2026年10月31日, 2026年10月31日（土）
//	monthday, weekday   a model.Day: 10月31日, 土
//	month, monthname    a model.Month: 2026年10月, 10月
//	number              an int: 1,234
//	structured HEAD CRUMBS CHROME   the JSON-LD of a page
//	breaks              a title with places where its line may break
//	link                a URL of http, https, mailto or tel
//	jump                the href of a link within the page, with its letters as they are: <a {{jump .URL}}>
//	card PART CARD      a *model.Card by a part such as "parts/row", rendered once for all pages
//	once PART VALUE     a part that depends on one small value alone, such as an icon's name or a day, rendered once
//	header, footer      the chrome of a page, rendered once
//	chrome PART CHROME  a part that depends on the chrome alone, rendered once
//	panel CHROME FEEDS  the panel that offers feeds, rendered once
//	feedlinks FEEDS     the links to feeds in a page's head, rendered once
func (t *Templates) funcs(set *template.Template, words model.Catalog, cfg *model.Config) template.FuncMap {
	dates := text.DatesOf(words, cfg.Era)
	short := dates
	short.Months, short.Weekdays = text.ShortNames(words)
	return template.FuncMap{
		"t":    words.T,
		"date": func(d model.Day) string { return dates.FormatDate(d.Year, int(d.Month), d.Day) },
		"longdate": func(d model.Day) string {
			return dates.FormatDateWeekday(d.Year, int(d.Month), d.Day)
		},
		"month":      func(m model.Month) string { return dates.FormatMonth(m.Year, int(m.Month)) },
		"monthname":  func(m model.Month) string { return short.Months[m.Month-1] },
		"monthday":   func(d model.Day) string { return short.FormatMonthDay(int(d.Month), d.Day) },
		"weekday":    func(d model.Day) string { return short.Weekday(d.Year, int(d.Month), d.Day) },
		"number":     text.Number,
		"structured": structured,
		"breaks":     t.phrases.html,
		"link":       link,
		"jump":       jump,
		"card": func(part string, c *model.Card) (template.HTML, error) {
			return t.part(memoKey{set, part, c.Sum, ""}, c)
		},
		"once": func(part string, value any) (template.HTML, error) {
			if t := reflect.TypeOf(value); t != nil && (t.Kind() == reflect.Pointer || !t.Comparable()) {
				return "", fmt.Errorf("once %q: %s is no small value; use template", part, t)
			}
			return t.part(memoKey{set, part, model.Sum{}, value}, value)
		},
		"header": func(c *model.Chrome, section string) (template.HTML, error) {
			return t.part(memoKey{set, "parts/header", c.Sum, section}, Header{c, section})
		},
		"footer": func(c *model.Chrome) (template.HTML, error) {
			return t.part(memoKey{set, "parts/footer", c.Sum, ""}, c)
		},
		"chrome": func(part string, c *model.Chrome) (template.HTML, error) {
			return t.part(memoKey{set, part, c.Sum, ""}, c)
		},
		"panel": func(c *model.Chrome, feeds []model.FeedLink) (template.HTML, error) {
			return t.part(memoKey{set, "parts/subscribe", c.Sum, named(feeds)}, Panel{c, feeds})
		},
		"feedlinks": func(feeds []model.FeedLink) (template.HTML, error) {
			return t.part(memoKey{set, "feedlinks", model.Sum{}, named(feeds)}, feeds)
		},
	}
}

// Panel is what parts/subscribe sees: rendered once for all pages that offer
// the same feeds.
type Panel struct {
	Chrome *model.Chrome
	Feeds  []model.FeedLink
}

// named tells lists of feeds apart by all that they show, in this run of the program.
func named(feeds []model.FeedLink) (name [2]uint64) {
	for i := range name {
		var h maphash.Hash
		h.SetSeed(nameSeeds[i])
		for _, f := range feeds {
			maphash.WriteComparable(&h, f)
		}
		name[i] = h.Sum64()
	}
	return name
}

var nameSeeds = [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}

// Header is what parts/header sees: not the page, because it is rendered once
// for all pages of a section.
type Header struct {
	Chrome  *model.Chrome
	Section string
}

// link lets tel: pass, which html/template does not know. All other schemes
// stay in its hands.
func link(url string) any {
	if strings.HasPrefix(url, "tel:") {
		return template.URL(url)
	}
	return url
}

// jump writes what html/template would percent-encode.
func jump(url string) template.HTMLAttr {
	return template.HTMLAttr(`href="` + template.HTMLEscapeString(url) + `"`)
}
