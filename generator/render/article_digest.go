package render

import (
	"unicode"
	"unicode/utf8"

	"kaizen/generator/model"
)

// digest writes a month.
func (a *composer) digest(d *model.Digest) {
	a.paragraph(d.Lead)
	a.figures(d.Figures)
	a.body(d.Intro)
	if len(d.Action) > 0 {
		a.heading(2, escape.Replace(a.words.T("action.report")))
		for _, c := range d.Action {
			a.heading(3, a.link(c.Title, c.URL))
			a.todo(c.Action)
		}
	}
	if len(d.Highlights) > 0 {
		a.heading(2, escape.Replace(a.words.T("report.highlights")))
		a.write("<ul>\n")
		for _, c := range d.Highlights {
			a.write("<li>", a.link(c.Title, c.URL), "</li>\n")
		}
		a.write("</ul>\n")
	}
	for _, s := range d.Sections {
		level := 2
		if s.Title != "" {
			a.heading(level, escape.Replace(s.Title))
			level++
		}
		a.kinds(level, s.Cards)
	}
	a.titled("report.thanks", d.Thanks)
	a.titled("report.outlook", d.Outlook)
}

// kinds writes cards under their kinds, in the order in which the kinds first
// occur.
func (a *composer) kinds(level int, cards []*model.Card) {
	var order []model.KindID
	byKind := map[model.KindID][]*model.Card{}
	for _, c := range cards {
		if byKind[c.Kind.ID] == nil {
			order = append(order, c.Kind.ID)
		}
		byKind[c.Kind.ID] = append(byKind[c.Kind.ID], c)
	}
	for _, id := range order {
		group := byKind[id]
		a.heading(level, escape.Replace(group[0].Kind.Name+" · "+a.words.T("count", "n", len(group))))
		for _, c := range group {
			a.card(level+1, c)
		}
	}
}

func (a *composer) card(level int, c *model.Card) {
	a.heading(level, a.link(c.Title, c.URL))
	if c.Gone {
		a.strong(a.words.T("record.withdrawn"), "")
	}
	day := a.day(c.Day)
	if c.Late {
		day += " · " + a.words.T("card.late")
	}
	a.paragraph(day)
	a.paragraph(c.Summary)
	a.pair(c.Pair)
}

func (a *composer) figures(list []model.Figure) {
	if len(list) == 0 {
		return
	}
	a.write("<table><tbody>\n")
	for _, f := range list {
		a.write("<tr><th scope=\"row\">", escape.Replace(f.Label), "</th><td>", escape.Replace(measured(f)))
		if f.Note != "" {
			a.write("<br><small>", escape.Replace(f.Note), "</small>")
		}
		a.write("</td></tr>\n")
	}
	a.write("</tbody></table>\n")
}

// measured is a figure with its unit, which Latin letters keep apart.
func measured(f model.Figure) string {
	if first, _ := utf8.DecodeRuneInString(f.Unit); unicode.Is(unicode.Latin, first) {
		return f.Value + " " + f.Unit
	}
	return f.Value + f.Unit
}

// titled writes words of the report's author under a heading.
func (a *composer) titled(key, s string) {
	if s != "" {
		a.heading(2, escape.Replace(a.words.T(key)))
		a.paragraph(s)
	}
}
