package load

import (
	"time"

	"kaizen/generator/flat"
	"kaizen/generator/model"
)

// kept is what one file became, for the next run: all but its bytes and the
// writing of its text, which is read when somebody asks for it.
type kept struct {
	Record   *model.Record
	Preface  *model.Preface
	Page     *model.FreePage
	Secrets  []model.Secret
	Source   model.SourceFile
	Text     model.Sum // of what the text was made from; zero: there is none
	Marks    []model.Problem
	Problems []model.Problem
}

// recall returns what the cache knows of a file, or nil.
func (p *parser) recall(key model.Sum, f *file) *parsed {
	var k kept
	if p.cache == nil || !p.load(key, f, &k) {
		return nil
	}
	out := &parsed{
		file: f, record: k.Record, preface: k.Preface, page: k.Page, secrets: k.Secrets, source: k.Source,
		markSum: k.Text, marks: k.Marks, problems: k.Problems,
	}
	out.source.Data = f.data
	text := out.text()
	if text == nil || k.Text == (model.Sum{}) {
		out.markSum = model.Sum{} // there is no markup that a later run could take
		return out
	}
	if !p.attach(text, f) {
		return nil
	}
	p.cache.Keep(textKey(f.path, k.Text)) // for the run in which the config is another one
	out.markup = *text
	if out.record != nil {
		p.inZone(out.record)
	}
	return out
}

// text is that of what the file became, or nil.
func (out *parsed) text() *model.Markup {
	switch {
	case out.record != nil:
		return &out.record.Text
	case out.preface != nil:
		return &out.preface.Text
	case out.page != nil:
		return &out.page.Text
	}
	return nil
}

func (p *parser) keep(key model.Sum, out *parsed) {
	if p.cache == nil {
		return
	}
	k := kept{
		Record: out.record, Preface: out.preface, Page: out.page, Secrets: out.secrets, Source: out.source,
		Text: out.markSum, Marks: out.marks, Problems: out.problems,
	}
	k.Source.Data = nil
	p.save(key, out.file, k)
}

// save keeps what is known of a file under key.
func (p *parser) save(key model.Sum, f *file, v any) {
	flat.Pack(f.path, v, func(packed []byte) { p.cache.Save(key, packed) })
}

// load fills v with what was kept of a file under key.
func (p *parser) load(key model.Sum, f *file, v any) bool {
	var packed string
	return p.cache.Load(key, &packed) && flat.Unpack(packed, f.path, v)
}

// anew parses a file as if there were no cache.
func (p *parser) anew(f *file) *parsed {
	bare := *p
	bare.cache = nil
	out := &parsed{file: f.again()}
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
