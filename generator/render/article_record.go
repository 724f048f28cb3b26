package render

import "kaizen/generator/model"

// record writes what feeds show of a record: everything that its page shows,
// except what only makes sense on the page.
func (a *composer) record(it *model.FeedItem) {
	v := it.Story
	a.paragraph(it.Notice)
	a.standing(v)
	a.paragraph(v.Lead)
	if todo := v.Card.Action; todo != nil && todo.Needed {
		a.todo(todo)
	}
	a.terms(
		[2]string{a.words.T("record.goal"), v.Goal},
		[2]string{a.words.T("record.obstacle"), v.Obstacle},
	)
	a.pair(v.Card.Pair)
	a.figure(v.Image)
	a.numbers(v.Numbers)
	a.body(it.Body)
	if v.Effect != "" {
		a.strong(a.words.T("record.effect"), v.Effect)
	}
	if !v.Measured.IsZero() {
		a.paragraph(a.words.T("record.measured", "date", a.day(v.Measured)))
	}
	a.paragraph(v.Thanks)
	if todo := v.Card.Action; todo != nil && !todo.Needed {
		a.todo(todo)
	}
	if help := v.Card.Help; help != nil {
		a.write("<p>", a.link(help.Title, help.URL), "</p>\n")
	}
}

// standing tells first what readers must know before they believe the rest:
// that a record was withdrawn, replaced or corrected.
func (a *composer) standing(v *model.Story) {
	if w := v.Withdrawn; w != nil {
		when := ""
		if !w.Day.IsZero() {
			when = a.day(w.Day)
		}
		a.strong(a.words.T("record.withdrawn"), when)
		a.paragraph(w.Text)
	}
	for _, r := range v.Replaced {
		a.write("<p>", escape.Replace(a.words.T("record.replaced")), " ", a.link(r.Title, r.URL), "</p>\n")
	}
	for _, u := range v.Updates {
		a.strong(a.day(u.Day), u.Text)
	}
}

// body writes Markdown that was rendered for feeds, with full URLs.
func (a *composer) body(p model.Prose) { p.Write(&a.Builder) }
