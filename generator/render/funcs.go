package render

import (
	"html/template"
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
//	card PART CARD      a *model.Card by a part such as "parts/card", rendered once
//	header, footer      the chrome of a page, rendered once
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
		"breaks":     func(s string) template.HTML { return template.HTML(text.PhrasesHTML(s)) },
		"link":       link,
		"card": func(part string, c *model.Card) (template.HTML, error) {
			return t.part(memoKey{set, part, c.Sum, ""}, c)
		},
		"header": func(c *model.Chrome, section string) (template.HTML, error) {
			return t.part(memoKey{set, "parts/header", c.Sum, section}, Header{c, section})
		},
		"footer": func(c *model.Chrome) (template.HTML, error) {
			return t.part(memoKey{set, "parts/footer", c.Sum, ""}, c)
		},
	}
}

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
