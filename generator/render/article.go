package render

import (
	"strconv"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// speech is what the articles of one language are written with.
type speech struct {
	words model.Catalog
	dates text.DateStyle
}

// article is the HTML of a feed item in full; origin is the scheme and host of
// the site.
func (s speech) article(it *model.FeedItem, origin string) string {
	a := composer{speech: s, origin: origin}
	if !it.Long {
		a.Grow(it.Body.Weight + 1<<10) // what is around the body seldom needs more
	}
	switch {
	case it.Long:
		a.paragraph(it.Summary)
		a.write("<p>", a.link(a.words.T("feed.more"), it.URL), "</p>\n")
	case it.Digest != nil:
		a.digest(it.Digest)
	default:
		a.record(it)
	}
	return a.String()
}

// composer writes the HTML of feed items: plain elements without class, id or
// style, which every reader and mail program shows, and no URL that is not
// complete.
type composer struct {
	strings.Builder
	speech
	origin string
}

func (a *composer) write(parts ...string) {
	for _, s := range parts {
		a.WriteString(s)
	}
}

// paragraph writes plain text, or nothing.
func (a *composer) paragraph(s string) {
	if s != "" {
		a.write("<p>", escape.Replace(s), "</p>\n")
	}
}

// strong writes a paragraph that begins with an emphasised part.
func (a *composer) strong(lead, rest string) {
	a.write("<p><strong>", escape.Replace(lead), "</strong>")
	if rest != "" {
		a.write(" ", escape.Replace(rest))
	}
	a.write("</p>\n")
}

func (a *composer) heading(level int, html string) {
	tag := "h" + strconv.Itoa(level) + ">"
	a.write("<", tag, html, "</", tag, "\n")
}

// terms writes pairs of a label and a text as a definition list, leaving out
// those without text.
func (a *composer) terms(pairs ...[2]string) {
	open := false
	for _, p := range pairs {
		if p[1] == "" {
			continue
		}
		if !open {
			a.write("<dl>\n")
			open = true
		}
		a.write("<dt>", escape.Replace(p[0]), "</dt><dd>", escape.Replace(p[1]), "</dd>\n")
	}
	if open {
		a.write("</dl>\n")
	}
}

// pair writes before and after as a table.
func (a *composer) pair(p *model.Pair) {
	if p == nil {
		return
	}
	a.tableHead("", a.words.T("pair.before"), a.words.T("pair.after"))
	a.write("<tr><td>", a.half(p.Before), "</td><td>", a.half(p.After), "</td></tr>\n</tbody></table>\n")
}

func (a *composer) half(h model.Half) string {
	var parts []string
	if h.Value != "" {
		parts = append(parts, escape.Replace(strings.TrimSpace(h.Value+" "+h.Unit)))
	}
	if h.Picture != nil {
		parts = append(parts, a.image(h.Picture))
	}
	if h.Text != "" {
		parts = append(parts, escape.Replace(h.Text))
	}
	return strings.Join(parts, "<br>")
}

// numbers writes measured figures as a table of before and after.
func (a *composer) numbers(rows []model.NumberRow) {
	if len(rows) == 0 {
		return
	}
	a.tableHead(a.words.T("numbers.what"), a.words.T("pair.before"), a.words.T("pair.after"))
	for _, r := range rows {
		a.write("<tr><th scope=\"row\">", escape.Replace(r.Label), "</th>")
		for _, value := range []string{r.Before, r.After} {
			a.write("<td>", escape.Replace(strings.TrimSpace(value+" "+r.Unit)), "</td>")
		}
		a.write("</tr>\n")
	}
	a.write("</tbody></table>\n")
}

// tableHead opens a table; an empty first cell is left out.
func (a *composer) tableHead(cells ...string) {
	a.write("<table><thead><tr>")
	for i, c := range cells {
		if i > 0 || c != "" {
			a.write("<th scope=\"col\">", escape.Replace(c), "</th>")
		}
	}
	a.write("</tr></thead><tbody>\n")
}

func (a *composer) todo(t *model.Todo) {
	switch {
	case t == nil:
	case !t.Needed:
		a.paragraph(a.words.T("todo.none"))
	default:
		until := ""
		if !t.Until.IsZero() {
			until = a.words.T("todo.until", "date", a.day(t.Until))
		}
		a.strong(a.words.T("todo.needed"), until)
		a.paragraph(t.Text)
		if t.Link != "" {
			a.write("<p>", a.link(a.words.T("todo.how"), t.Link), "</p>\n")
		}
	}
}

// day is written without the weekday, and without what depends on today.
func (a *composer) day(d model.Day) string { return a.dates.FormatDate(d.Year, int(d.Month), d.Day) }

func (a *composer) link(title, url string) string {
	return `<a href="` + escape.Replace(a.abs(url)) + `">` + escape.Replace(title) + "</a>"
}

func (a *composer) image(img *model.Img) string {
	return `<img src="` + escape.Replace(a.abs(img.URL)) + `" width="` + strconv.Itoa(img.Width) +
		`" height="` + strconv.Itoa(img.Height) + `" alt="` + escape.Replace(img.Alt) + `">`
}

func (a *composer) figure(img *model.Img) {
	if img == nil {
		return
	}
	a.write("<figure>", a.image(img))
	if img.Caption != "" {
		a.write("<figcaption>", escape.Replace(img.Caption), "</figcaption>")
	}
	a.write("</figure>\n")
}

// abs completes a URL under the base path; others are complete already.
func (a *composer) abs(url string) string {
	if strings.HasPrefix(url, "/") {
		return a.origin + url
	}
	return url
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
