package plan

import (
	"html/template"
	"strconv"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

func (x *edition) makeCard(e *model.Entry) *model.Card {
	c := &model.Card{
		ID:      e.ID,
		URL:     x.href(e.Path),
		Lang:    x.foreign(e.Lang),
		Title:   e.Title,
		Heading: template.HTML(e.Heading),
		Short:   short(e.Title),
		Day:     e.Day,
		Kind:    x.kinds[e.Kind.ID],
		Summary: summary(e.Record),
		Pair:    x.pair(e),
		Action:  x.todo(e),
		Late:    e.Late,
		Gone:    !e.Withdrawn.Date.IsZero() || e.Withdrawn.Text != "",
		Draft:   x.whyHidden(e),
	}
	for _, p := range e.Products {
		c.Products = append(c.Products, x.shelf[p.ID])
	}
	if e.Modified != e.Day {
		c.Updated = e.Modified
	}
	if e.Help != "" {
		c.Help = &model.Ref{Title: x.t("record.help"), URL: x.address(e.Help)}
	}
	c.Sum = x.keys.Of(*c)
	return c
}

// address makes a URL or site path from front matter ready for links.
func (x *edition) address(s string) string {
	if strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
		return x.href(s)
	}
	return s
}

func summary(r *model.Record) string {
	if r.Summary != "" {
		return r.Summary
	}
	return r.Text.Excerpt
}

// heading is a title with places where its lines may break.
func heading(title string) template.HTML { return template.HTML(text.PhrasesHTML(title)) }

// polite endings carry nothing in a narrow list. What stays in front of them
// is a whole word.
var polite = []string{"できるようになりました", "ようになりました", "を修正しました", "を追加しました", "を改善しました", "を直しました", "を終了しました", "に対応しました"}

// short is a title without its polite ending, for narrow lists.
func short(title string) string {
	for _, end := range polite {
		if s, ok := strings.CutSuffix(strings.TrimSuffix(title, "。"), end); ok && text.Graphemes(s) >= 4 {
			return s
		}
	}
	return title
}

// whyHidden says, in the preview, when a record will be public.
func (x *edition) whyHidden(e *model.Entry) string {
	switch e.State {
	case model.Drafted:
		return x.t("state.draft")
	case model.Scheduled:
		return x.t("state.scheduled", "date", x.dayName(e.Day))
	}
	return ""
}

func (x *edition) todo(e *model.Entry) *model.Todo {
	a := e.Action
	if !a.Stated {
		return nil
	}
	return &model.Todo{
		Needed: a.Needed,
		Until:  a.Until,
		Past:   !a.Until.IsZero() && a.Until.Compare(x.site.Today) < 0,
		Text:   a.Text,
		Link:   x.address(a.Link),
	}
}

// pair is the before/after of a record, or nil.
func (x *edition) pair(e *model.Entry) *model.Pair {
	if e.Before.IsZero() || e.After.IsZero() {
		return nil
	}
	p := &model.Pair{Before: x.half(e.Before, e.BeforePic), After: x.half(e.After, e.AfterPic)}
	switch {
	case e.Before.Number && e.After.Number:
		p.Form = "number"
		high := max(e.Before.Value, e.After.Value)
		p.Before.Percent, p.After.Percent = percent(e.Before.Value, high), percent(e.After.Value, high)
	case p.Before.Picture != nil && p.After.Picture != nil:
		p.Form = "picture"
	case e.Before.Text != "" && e.After.Text != "":
		p.Form = "text"
	default:
		p.Form = "mixed"
	}
	return p
}

func (x *edition) half(s model.Side, pic *model.Asset) model.Half {
	h := model.Half{Text: s.Text}
	if s.Number {
		h.Value, h.Unit = decimal(s.Value), s.Unit
	}
	if pic != nil {
		h.Picture = x.picture(pic, s.Picture.Alt, s.Picture.Caption)
		h.Picture.Lazy = true
	}
	return h
}

// percent is v against high, as people read it: "13.4".
func percent(v, high float64) string {
	if high <= 0 || v <= 0 {
		return "0"
	}
	return strings.TrimSuffix(strconv.FormatFloat(v/high*100, 'f', 1, 64), ".0")
}

// decimal writes a number with thousands separators and no needless zeros.
func decimal(v float64) string {
	whole, frac, _ := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	n, err := strconv.Atoi(whole)
	if err == nil {
		whole = text.Number(n)
	}
	if frac != "" {
		frac = "." + frac
	}
	return sign + whole + frac
}
