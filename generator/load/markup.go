package load

import (
	"fmt"

	"kaizen/generator/markdown"
	"kaizen/generator/model"
	"kaizen/generator/text"
)

// excerptLength is the longest excerpt in characters; it stands in for a
// missing summary.
const excerptLength = 120

// render turns the body of a document into markup, or takes that of prev when
// nothing that goes into it has changed.
func (p *parser) render(out *parsed, doc document, lang model.Lang, prev *parsed) (model.Markup, model.Sum) {
	// a hint on style is for sites that ask for it by giving it a level
	_, style := p.config.Severity["typed-space"]
	sum := model.CacheKey(fmt.Sprintf("body\n%s\n%d\n%t", lang, doc.bodyLine, style), model.SumOf(doc.body))
	if prev != nil && prev.markSum == sum {
		out.marks = prev.marks
		return prev.markup, sum
	}
	k, ok := p.recallText(out.file, sum)
	if !ok {
		d := p.markdown.Render(doc.body, markdown.Options{Lang: string(lang), FirstLine: doc.bodyLine, TopHeading: 2, Style: style, Phrases: text.Phrases})
		k = keptText{markupOf(d, out.file.path, sum), marksOf(d, out.file.path)}
		if p.keepText(out.file, k.Markup, k.Marks) {
			p.attach(&k.Markup, out.file) // there are more texts than a build should hold in memory
		}
	}
	out.marks = k.Marks
	return k.Markup, sum
}

func markupOf(d markdown.Doc, file string, sum model.Sum) model.Markup {
	w := &written{body(d.Page), body(d.Feed), model.Words{Plain: d.Text, Folded: text.Fold(d.Search)}}
	m := model.Markup{
		Excerpt: text.Excerpt(d.Prose, excerptLength),
		Empty:   len(w.page.Parts) == 1 && w.page.Parts[0] == "",
		Sum:     sum,
	}.WithWriting(w)
	for _, part := range w.feed.Parts {
		m.Weight += text.FeedWeight(part)
	}
	for _, h := range d.Headings {
		m.Headings = append(m.Headings, model.Heading{Level: h.Level, ID: h.ID, Text: h.Text, Line: h.Line})
	}
	for _, l := range d.Links {
		m.Links = append(m.Links, model.Link{
			Dest: l.Dest, Picture: l.Kind == markdown.Image, Alt: l.Text, Title: l.Title,
			Pos: model.Pos{File: file, Line: l.Line, Col: l.Col}})
	}
	return m
}

func marksOf(d markdown.Doc, file string) []model.Problem {
	var marks []model.Problem
	for _, b := range d.Problems {
		marks = append(marks, model.Problem{
			Level: level(b.Level), Rule: b.Rule, File: file, Line: b.Line, Col: b.Col,
			Text: localized(b.Text), Hint: localized(b.Hint)})
	}
	return marks
}

func body(f markdown.Fragment) model.Body {
	b := model.Body{Parts: f.Parts, Slots: make([]model.Slot, len(f.Slots))}
	for i, s := range f.Slots {
		b.Slots[i] = model.Slot{Kind: slotKind(s.Kind), Index: s.Index}
	}
	return b
}

func slotKind(k markdown.SlotKind) model.SlotKind {
	switch k {
	case markdown.Picture:
		return model.PictureSlot
	case markdown.IDPrefix:
		return model.PrefixSlot
	}
	return model.LinkSlot
}

func level(l markdown.Level) model.Level {
	switch l {
	case markdown.Error:
		return model.Error
	case markdown.Warning:
		return model.Warning
	}
	return model.Note
}

func localized(w markdown.Words) model.Text {
	if w == (markdown.Words{}) {
		return nil
	}
	return model.Text{"ja": w.JA, "en": w.EN}
}
