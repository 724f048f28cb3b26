package plan

import (
	"cmp"
	"slices"
	"time"
	"unicode"
	"unicode/utf8"

	"kaizen/generator/model"
)

// digests are the items of a channel's months, newest first.
func (x *edition) digests(c channel) []*model.FeedItem {
	out := make([]*model.FeedItem, len(c.months))
	for i, r := range c.months {
		out[i] = x.digestItem(c, r)
	}
	return out
}

func (x *edition) digestItem(c channel, r *model.Report) *model.FeedItem {
	id := tagURI(x.config, x.Lang, "report", c.id, r.Month.String())
	if old, ok := x.last.digests[id]; ok {
		if _, same := x.keeps(r.Path); same { // the page of the month shows no less than the item
			x.keepDigest(id, old)
			return old.item
		}
	}
	head := x.reportHead(r)
	next := r.Month.Add(1)
	it := &model.FeedItem{
		ID:        id,
		Title:     head.Title,
		URL:       x.abs(r.Path),
		Lang:      x.Lang,
		Summary:   x.reportDescription(r),
		Published: time.Date(next.Year, next.Month, 1, 0, 0, 0, 0, x.config.Timezone),
	}
	if r.Product != nil {
		it.Title = x.reportName(head)
		it.Categories = []model.Category{{Term: r.Product.Path, Label: c.name, Scheme: x.abs(x.Prefix + "/")}}
	}
	for _, e := range r.Entries {
		it.Shows = append(it.Shows, e.ID)
	}
	it.Updated = moment(it.Published, it.ID)
	d := x.digestOf(r, head)
	key := x.keys.Of(struct {
		Item model.FeedItem
		Text digest
	}{*it, d})
	if old, ok := x.last.digests[it.ID]; ok && old.key == key {
		it = old.item
	} else {
		a := x.article()
		a.digest(d)
		it.Content = a.String()
		x.finish(it)
	}
	x.keepDigest(it.ID, digestMade{key, it})
	return it
}

func (x *edition) digestOf(r *model.Report, head model.ReportHead) digest {
	d := digest{
		Lead: head.Lead, Figures: head.Figures,
		Highlights: x.cardsOf(x.highlights(r)),
		Sections:   x.sections(r),
	}
	for _, e := range r.Entries {
		if e.Action.Needed {
			d.Action = append(d.Action, x.card(e))
		}
	}
	if p := r.Preface; p != nil {
		d.Intro = p.Text.Feed.Join(x.absTargets(p.Text.Links, r.Targets, r.Path), "")
		d.Thanks, d.Outlook = p.Thanks, p.Outlook
	}
	return d
}

// sections groups the records of a month by product, as its page does, and
// orders them by kind.
func (x *edition) sections(r *model.Report) []section {
	if r.Product != nil {
		return []section{{Cards: x.byKindOrder(x.cardsOf(r.Entries))}}
	}
	var out []section
	for _, s := range x.Edition.Products {
		if g := x.productGroup(s.Product, r); len(g.Cards) > 0 {
			out = append(out, section{g.Title, x.byKindOrder(g.Cards)})
		}
	}
	return out
}

func (x *edition) byKindOrder(cards []*model.Card) []*model.Card {
	place := map[model.KindID]int{}
	for i, k := range x.config.Kinds {
		place[k.ID] = i
	}
	slices.SortStableFunc(cards, func(a, b *model.Card) int { return cmp.Compare(place[a.Kind.ID], place[b.Kind.ID]) })
	return cards
}

// digest is a month as mail shows it: a report that needs no click.
type digest struct {
	Lead       string
	Intro      string // HTML with full URLs
	Figures    []model.Figure
	Action     []*model.Card
	Highlights []*model.Card
	Sections   []section
	Thanks     string
	Outlook    string
}

// section is the records of one product.
type section struct {
	Title string // "" in a report of one product
	Cards []*model.Card
}

// digest writes a month.
func (a *article) digest(d digest) {
	a.paragraph(d.Lead)
	a.figures(d.Figures)
	a.write(d.Intro)
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
func (a *article) kinds(level int, cards []*model.Card) {
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

func (a *article) card(level int, c *model.Card) {
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

func (a *article) figures(list []model.Figure) {
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
func (a *article) titled(key, s string) {
	if s != "" {
		a.heading(2, escape.Replace(a.words.T(key)))
		a.paragraph(s)
	}
}
