package plan

import (
	"cmp"
	"slices"
	"time"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// relatedRecords is how many related records a record page names.
const relatedRecords = 3

// record plans the page of a record. It may run on many goroutines: it reads the
// plan and changes nothing.
func (x *edition) record(e *model.Entry) planned {
	related := x.related(e)
	v := model.RecordView{Story: x.made[e.Index].story, Facts: x.facts(e)}
	v.Body = x.prose(e.Text, e.Targets, "", e.Lang)
	v.TOC = toc(e.Text.Headings)
	v.Teams = x.teams(e.Teams)
	v.Replaces = x.refs(e.Supersedes)
	v.Related = x.cardsOf(related)
	v.Reports = x.listedIn(e)
	v.Pager = x.recordPager(e)
	v.Feedback = x.config.Contact
	v.Feeds = x.feedsOf(x.Prefix + "/" + e.Products[0].Path + "/")
	if isWeb(e.Origin) {
		v.Origin = e.Origin
	}
	for _, id := range e.Tags {
		tag := x.tagRef(x.tagOf(id))
		tag.Count = 0 // would change every old page with each new record
		v.Tags = append(v.Tags, tag)
	}
	v.Base = x.page(x.recordBase(e, v.Feeds))
	x.recordHead(&v, e)
	shows := slices.Concat([]*model.Entry{e}, related, x.beside(e), e.Supersedes, e.Superseded)
	return x.newPage(e.Path, x.Lang, v, []string{e.Source.Path}, shows)
}

// make makes of a record what several pages and feeds show.
func (x *edition) make(e *model.Entry) *made {
	card := x.makeCard(e)
	return &made{card: card, story: x.story(e, card)}
}

func (x *edition) story(e *model.Entry, card *model.Card) *model.Story {
	v := &model.Story{
		Card:     card,
		Lead:     e.Summary,
		Goal:     e.Goal,
		Obstacle: e.Obstacle,
		Numbers:  numberRows(e.Numbers),
		Effect:   e.Effect,
		Measured: e.MeasuredOn,
		Thanks:   e.Thanks,
		Replaced: x.refs(e.Superseded),
	}
	if e.Cover != nil {
		v.Image = x.picture(e.Cover, e.Image.Alt, e.Image.Caption)
	}
	for _, u := range e.Updated {
		v.Updates = append(v.Updates, model.UpdateNote{Day: model.DayOf(u.Date), Text: u.Text})
	}
	if v.Card.Gone {
		v.Withdrawn = &model.UpdateNote{Day: e.Withdrawn.Date, Text: e.Withdrawn.Text}
	}
	v.Sum = x.keys.Of(*v)
	return v
}

// fallbackNotice says that the words of a record are in another language, or "".
func (x *edition) fallbackNotice(e *model.Entry) string {
	if e.Fallback {
		return x.t("notice.fallback")
	}
	return ""
}

// canonical is the full URL of the page where the words of a record are at
// home: without a twin, it is that of the edition in their language.
func (x *edition) canonical(e *model.Entry) string {
	if e.Fallback {
		for _, other := range x.editions {
			if other.Lang == e.Lang {
				return x.abs(other.Prefix + e.Path[len(x.Prefix):])
			}
		}
	}
	return x.abs(e.Path)
}

func (x *edition) teams(ids []model.TeamID) []string {
	var out []string
	for _, id := range ids {
		if t := x.config.Team(id); t != nil {
			out = append(out, t.Name.In(x.Lang))
		}
	}
	return out
}

func (x *edition) recordBase(e *model.Entry, feeds []model.FeedLink) page {
	tag := x.shelf[e.Products[0].ID]
	p := page{
		path: e.Path, title: e.Title, description: x.describe(e), section: inProducts, feeds: feeds, noindex: e.Unlisted || e.State != model.Published,
		crumbs: []model.Ref{{Title: tag.Name, URL: tag.URL}},
	}
	for _, v := range x.listedIn(e)[:min(1, len(x.listedIn(e)))] {
		title := v.Label
		if v.Vol > 0 {
			title = v.Label + " " + x.t("vol", "n", v.Vol)
		}
		p.crumbs = append(p.crumbs, model.Ref{Title: title, URL: v.URL})
	}
	p.notice = x.fallbackNotice(e)
	return p
}

// describe is what search engines and networks show of a record: its own
// words, or what and when it was.
func (x *edition) describe(e *model.Entry) string {
	if s := cmp.Or(summary(e.Record), e.After.Text); s != "" {
		return s
	}
	return x.t("record.description", "product", x.shelf[e.Products[0].ID].Name, "kind", x.kinds[e.Kind.ID].Name, "date", x.dayName(e.Day))
}

// recordHead adds what only records tell search engines and networks.
func (x *edition) recordHead(v *model.RecordView, e *model.Entry) {
	h := &v.Head
	h.Type = "article"
	join := x.t("title.join")
	// titles repeat over the years and between products
	h.Title = e.Title + join + x.shelf[e.Products[0].ID].Name + " " + x.monthName(e.Day.MonthOf()) + join + x.chrome.Site
	h.Published = e.Date.Format(time.RFC3339)
	modified := e.Date
	for _, u := range e.Updated {
		if u.Date.After(modified) {
			modified = u.Date
		}
	}
	h.Modified = modified.Format(time.RFC3339)
	if v.Image != nil && fitsCard(v.Image) {
		img := *v.Image
		img.URL = x.origin + img.URL
		h.Image = &img
	}
	h.Canonical = x.canonical(e)
	if e.Fallback {
		h.Alternates = nil
	} else {
		h.Alternates = slices.DeleteFunc(h.Alternates, func(l model.LangLink) bool { return l.Lang != "x-default" && x.missing(l.Lang, e) })
		if len(h.Alternates) < 3 {
			h.Alternates = nil
		}
	}
	h.Author = cmp.Or(x.author(e), x.chrome.Site)
	h.Words = x.foreign(e.Lang)
}

// missing reports whether a record has no words of its own in lang.
func (x *edition) missing(lang model.Lang, e *model.Entry) bool {
	for _, other := range x.site.Editions {
		if other.Lang != lang {
			continue
		}
		i, ok := slices.BinarySearchFunc(other.Entries, e, func(a, b *model.Entry) int {
			return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.ID, b.ID))
		})
		return !ok || other.Entries[i].Fallback
	}
	return true
}

// author is the team that wrote a record, or that made the improvement.
func (x *edition) author(e *model.Entry) string {
	for _, id := range append([]model.TeamID{e.Author}, e.Teams...) {
		if t := x.config.Team(id); t != nil {
			return t.Name.In(x.Lang)
		}
	}
	return ""
}

// fitsCard reports whether social networks can show a picture as a card: a
// bitmap, at least 1200 px wide and about twice as wide as high.
func fitsCard(img *model.Img) bool {
	return (img.Type == "image/png" || img.Type == "image/jpeg") &&
		img.Width >= 1200 && 10*img.Width >= 17*img.Height && 10*img.Width <= 21*img.Height
}

// facts are what the head of the page does not say already.
func (x *edition) facts(e *model.Entry) []model.Fact {
	var out []model.Fact
	add := func(label, value, url string) {
		if value != "" {
			out = append(out, model.Fact{Label: x.t(label), Value: value, URL: url})
		}
	}
	add("fact.area", e.Area, "")
	add("fact.audience", e.Audience, "")
	for _, p := range e.Plans {
		add("fact.plans", p, "")
	}
	for i := range out {
		out[i].Lang = x.foreign(e.Lang)
	}
	if e.FoundBy != "" {
		add("fact.found", x.t("found."+e.FoundBy), "")
	}
	if !e.FirstSeen.IsZero() {
		n := e.Day.Since(e.FirstSeen)
		add("fact.days", x.t("fact.days.value", "n", n), "")
	}
	q := e.Inquiries
	if q.HasBefore && q.HasAfter {
		add("fact.inquiries", x.t("fact.inquiries.value", "before", x.count(q.Before), "after", x.count(q.After)), "")
	}
	return out
}

// count writes how many customers asked; a few are not told apart.
func (x *edition) count(n int) string {
	if n > 0 && n < few {
		return x.t("few")
	}
	return x.t("fact.inquiries.count", "n", text.Number(n))
}

func numberRows(numbers []model.Number) []model.NumberRow {
	var out []model.NumberRow
	for _, n := range numbers {
		high := max(n.Before, n.After)
		out = append(out, model.NumberRow{
			Label: n.Label, Before: decimal(n.Before), After: decimal(n.After), Unit: n.Unit,
			BeforePercent: percent(n.Before, high), AfterPercent: percent(n.After, high)})
	}
	return out
}

// toc lists the headings of a text when there are enough to choose from.
func toc(headings []model.Heading) []model.TOCItem {
	var out []model.TOCItem
	for _, h := range headings {
		if h.Level <= 3 {
			out = append(out, model.TOCItem{Level: h.Level, Title: h.Text, URL: "#" + text.Fragment(h.ID)})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func (x *edition) refs(entries []*model.Entry) []model.Ref {
	var out []model.Ref
	for _, e := range entries {
		out = append(out, model.Ref{Title: e.Title, URL: x.href(e.Path)})
	}
	return out
}

// related are the records that the author names, filled up with the nearest
// older ones of the same tags: the newer ones would change old pages for ever.
func (x *edition) related(e *model.Entry) []*model.Entry {
	out := slices.Clone(e.Related[:min(len(e.Related), relatedRecords)])
	for _, id := range e.Tags {
		f := x.byTag[id]
		if f == nil {
			continue
		}
		for _, other := range older(f.entries, e, relatedRecords) {
			if len(out) < relatedRecords && !slices.Contains(out, other) {
				out = append(out, other)
			}
		}
	}
	return out
}

// older returns up to n entries that follow e in a list of newest first.
func older(list []*model.Entry, e *model.Entry, n int) []*model.Entry {
	i, found := slices.BinarySearchFunc(list, e, func(a, b *model.Entry) int {
		return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.ID, b.ID))
	})
	if found {
		i++
	}
	return list[i:min(i+n, len(list))]
}

// listedIn are the reports that list a record.
func (x *edition) listedIn(e *model.Entry) []model.Volume {
	var out []model.Volume
	if e.Unlisted {
		return nil
	}
	for _, s := range x.Edition.Products {
		if !slices.Contains(e.Products, s.Product) {
			continue
		}
		i, ok := slices.BinarySearchFunc(s.Reports, e.Month, func(r *model.Report, m model.Month) int { return m.Compare(r.Month) })
		if ok {
			r := s.Reports[i]
			out = append(out, model.Volume{Month: r.Month, Label: x.monthName(r.Month), URL: x.href(r.Path), Vol: r.Vol, Count: len(r.Entries)})
		}
	}
	return out
}

// beside are the records before and after e of its first product.
func (x *edition) beside(e *model.Entry) []*model.Entry {
	next, prev := x.around(e)
	var out []*model.Entry
	for _, n := range []*model.Entry{next, prev} {
		if n != nil {
			out = append(out, n)
		}
	}
	return out
}

func (x *edition) around(e *model.Entry) (next, prev *model.Entry) {
	for _, s := range x.Edition.Products {
		if s.Product != e.Products[0] {
			continue
		}
		i, found := slices.BinarySearchFunc(s.Entries, e, func(a, b *model.Entry) int {
			return cmp.Or(b.Date.Compare(a.Date), cmp.Compare(a.ID, b.ID))
		})
		if i > 0 {
			next = s.Entries[i-1]
		}
		if found {
			i++
		}
		if i < len(s.Entries) {
			prev = s.Entries[i]
		}
	}
	return next, prev
}

func (x *edition) recordPager(e *model.Entry) model.Pager {
	next, prev := x.around(e)
	p := model.Pager{
		PrevLabel: x.t("pager.record.prev"), NextLabel: x.t("pager.record.next"),
		PrevNone: x.t("pager.record.first"), NextNone: x.t("pager.record.last")}
	if prev != nil {
		p.Prev = &model.Ref{Title: prev.Title, URL: x.href(prev.Path)}
	}
	if next != nil {
		p.Next = &model.Ref{Title: next.Title, URL: x.href(next.Path)}
	}
	return p
}

// tagOf returns the facet of a tag; one that only unlisted records carry has no page.
func (x *edition) tagOf(id model.TagID) *facet {
	if f := x.byTag[id]; f != nil {
		return f
	}
	name := string(id)
	for _, t := range x.config.Tags {
		if t.ID == id {
			name = t.Name.In(x.Lang)
		}
	}
	return &facet{id: string(id), name: name, dir: x.Prefix + "/archive/"}
}

func isWeb(s string) bool {
	return len(s) > 8 && (s[:8] == "https://" || s[:7] == "http://")
}
