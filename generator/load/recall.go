package load

import (
	"time"

	"kaizen/generator/model"
)

// kept is what one file became, for the next run: all but its bytes and its
// text, which is kept apart because it does not depend on the config.
type kept struct {
	Record   *model.Record
	Preface  *model.Preface
	Page     *model.FreePage
	Secrets  []model.Secret
	Source   model.SourceFile
	Text     model.Sum // of what the text was made from; zero: there is none
	Problems []model.Problem
}

// recall returns what the cache knows of a file, or nil.
func (p *parser) recall(key model.Sum, f *file) *parsed {
	var k kept
	if p.cache == nil || !p.cache.Load(key, &k) {
		return nil
	}
	var text rendered
	if k.Text != (model.Sum{}) && !p.cache.Load(textKey(f.path, k.Text), &text) {
		return nil
	}
	out := &parsed{
		file: f, record: k.Record, preface: k.Preface, page: k.Page, secrets: k.Secrets, source: k.Source,
		markup: text.Markup, markSum: k.Text, marks: text.Marks, problems: k.Problems,
	}
	out.source.Data = f.data
	switch {
	case out.record != nil:
		out.record.Text = out.markup
		p.inZone(out.record)
	case out.preface != nil:
		out.preface.Text = out.markup
	case out.page != nil:
		out.page.Text = out.markup
	}
	return out
}

// inZone gives times their zone again: the cache knows moments only.
func (p *parser) inZone(r *model.Record) {
	zoned := func(t *time.Time) {
		if !t.IsZero() {
			*t = t.In(p.config.Timezone)
		}
	}
	zoned(&r.Date)
	zoned(&r.Expires)
	for i := range r.Updated {
		zoned(&r.Updated[i].Date)
	}
}

func (p *parser) keep(key model.Sum, out *parsed) {
	if p.cache == nil {
		return
	}
	k := kept{Secrets: out.secrets, Source: out.source, Text: out.markSum, Problems: out.problems}
	k.Source.Data = nil
	switch {
	case out.record != nil:
		r := *out.record
		r.Text = model.Markup{}
		k.Record = &r
	case out.preface != nil:
		f := *out.preface
		f.Text = model.Markup{}
		k.Preface = &f
	case out.page != nil:
		g := *out.page
		g.Text = model.Markup{}
		k.Page = &g
	}
	p.cache.Save(key, k)
}

func textKey(path string, sum model.Sum) model.Sum { return model.CacheKey("text\x00"+path, sum) }
