package plan

import (
	"cmp"
	"slices"
	"time"

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
			return old
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
	it.Digest = x.digestOf(r, head)
	x.finish(it)
	if old, ok := x.last.digests[it.ID]; ok && old.Sum == it.Sum {
		it = old
	}
	x.keepDigest(it.ID, it)
	return it
}

func (x *edition) digestOf(r *model.Report, head model.ReportHead) *model.Digest {
	d := &model.Digest{
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
		d.Intro = x.feedProse(p.Text, r.Targets, r.Path)
		d.Thanks, d.Outlook = p.Thanks, p.Outlook
	}
	return d
}

// sections groups the records of a month by product, as its page does, and
// orders them by kind.
func (x *edition) sections(r *model.Report) []model.DigestSection {
	if r.Product != nil {
		return []model.DigestSection{{Cards: x.byKindOrder(x.cardsOf(r.Entries))}}
	}
	var out []model.DigestSection
	for _, s := range x.Edition.Products {
		if g := x.productGroup(s.Product, r); len(g.Cards) > 0 {
			out = append(out, model.DigestSection{Title: g.Title, Cards: x.byKindOrder(g.Cards)})
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
