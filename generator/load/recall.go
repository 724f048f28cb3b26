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
	Lines    flat // of one of these
	Secrets  []model.Secret
	Source   model.SourceFile
	Text     model.Sum // of what the text was made from; zero: there is none
	Markup   flat
	Marks    []model.Problem
	Problems []model.Problem
}

// recall returns what the cache knows of a file, or nil.
func (p *parser) recall(key model.Sum, f *file) *parsed {
	var k kept
	if p.cache == nil || !p.cache.Load(key, &k) {
		return nil
	}
	out := &parsed{
		file: f, record: k.Record, preface: k.Preface, page: k.Page, secrets: k.Secrets, source: k.Source,
		markSum: k.Text, problems: k.Problems,
	}
	if k.Text != (model.Sum{}) {
		var ok bool
		if out.markup, ok = p.unpackText(f, k.Text, k.Markup, func() model.Markup { return p.anew(f).markup }); !ok {
			return nil
		}
		out.marks = k.Marks
	}
	out.source.Data = f.data
	lines := unpackLines(k.Lines, f.path)
	switch {
	case out.record != nil:
		out.record.Text, out.record.Lines = out.markup, lines
		p.inZone(out.record)
	case out.preface != nil:
		out.preface.Text, out.preface.Lines = out.markup, lines
	case out.page != nil:
		out.page.Text, out.page.Lines = out.markup, lines
	}
	return out
}

// anew parses a file as if there were no cache.
func (p *parser) anew(f *file) *parsed {
	bare := *p
	bare.cache = nil
	out := &parsed{file: f}
	bare.parse(out, nil)
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
	k := kept{Secrets: out.secrets, Source: out.source, Text: out.markSum, Markup: packMarkup(&out.markup), Marks: out.marks, Problems: out.problems}
	k.Source.Data = nil
	switch {
	case out.record != nil:
		r := *out.record
		k.Lines = packLines(r.Lines)
		r.Text, r.Lines = model.Markup{}, nil
		k.Record = &r
	case out.preface != nil:
		f := *out.preface
		k.Lines = packLines(f.Lines)
		f.Text, f.Lines = model.Markup{}, nil
		k.Preface = &f
	case out.page != nil:
		g := *out.page
		k.Lines = packLines(g.Lines)
		g.Text, g.Lines = model.Markup{}, nil
		k.Page = &g
	}
	p.cache.Save(key, k)
}

// keptText is a text with what is wrong in it, for the next run. Its writing is
// kept apart, because most runs need little of it.
type keptText struct {
	Markup flat
	Marks  []model.Problem
}

func (p *parser) keepText(file string, m model.Markup, marks []model.Problem) {
	if p.cache != nil {
		p.cache.Save(writingKey(file, m.Sum), packWriting(m.Writing()))
		p.cache.Save(textKey(file, m.Sum), keptText{packMarkup(&m), marks})
	}
}

// recallText returns what the cache knows of the text of a file. Its writing is
// read when somebody asks for it; should it be damaged, it is made anew.
func (p *parser) recallText(f *file, sum model.Sum, again func() model.Markup) (m model.Markup, marks []model.Problem, ok bool) {
	var k keptText
	if p.cache == nil || !p.cache.Load(textKey(f.path, sum), &k) {
		return m, nil, false
	}
	m, ok = p.unpackText(f, sum, k.Markup, again)
	return m, k.Marks, ok
}

func (p *parser) unpackText(f *file, sum model.Sum, packed flat, again func() model.Markup) (m model.Markup, ok bool) {
	key := writingKey(f.path, sum)
	if m, ok = unpackMarkup(packed, f.path); !ok || !p.cache.Keep(key) {
		return m, false
	}
	m.Sum = sum
	return m.WithWriting(func() model.Writing {
		var packed flat
		if p.cache.Load(key, &packed) {
			if w, ok := unpackWriting(packed); ok {
				return w
			}
		}
		m := again()
		return m.Writing()
	}), true
}

func textKey(path string, sum model.Sum) model.Sum { return model.CacheKey("text\x00"+path, sum) }

func writingKey(path string, sum model.Sum) model.Sum {
	return model.CacheKey("writing\x00"+path, sum)
}
