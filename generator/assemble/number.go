package assemble

import (
	"fmt"

	"kaizen/generator/model"
)

// number gives a product's reports their volume: months since first_report,
// counted from 1. That is arithmetic on the month alone, so a late record or
// an empty month never renumbers anything.
func (a *assembler) number(p *model.Product, s *model.Shelf) {
	pinned := map[model.Month]*model.Preface{}
	for _, pre := range a.src.Prefaces {
		if pre.Product == p.ID && pre.Number > 0 {
			pinned[pre.Month] = pre
		}
	}
	first := p.FirstReport
	if first.IsZero() && len(s.Reports) > 0 {
		first = s.Reports[len(s.Reports)-1].Month
	}
	if early := len(s.Reports) - 1; early >= 0 && !p.FirstReport.IsZero() && a.src.Config.Numbering == model.ByMonth {
		a.early(p, s.Reports[early].Month)
	}
	published := 0
	taken := map[int]*model.Report{}
	for i := len(s.Reports) - 1; i >= 0; i-- {
		r := s.Reports[i]
		published++
		switch {
		case pinned[r.Month] != nil:
			r.Vol = pinned[r.Month].Number
		case a.src.Config.Numbering == model.ByPublished:
			r.Vol = published
		case r.Month.Compare(first) >= 0:
			r.Vol = r.Month.Since(first) + 1
		}
		if r.Vol > 0 && taken[r.Vol] != nil {
			a.once(pinned, r, taken[r.Vol])
		}
		taken[r.Vol] = r
	}
}

// early says that a product has records from before its first report.
func (a *assembler) early(p *model.Product, month model.Month) {
	if month.Compare(p.FirstReport) >= 0 {
		return
	}
	a.say(model.Warning, p.Pos, "contrary-dates", model.Says{
		JA: fmt.Sprintf("%sの記録は first_report（%s）より前なので、その月のレポートに号数が付きません", month, p.FirstReport), EN: fmt.Sprintf("the records of %s are from before first_report (%s), so their report has no number", month, p.FirstReport),
		HintJA: "「first_report: " + month.String() + "」にするか、記録の日付を確かめてください", HintEN: "write first_report: " + month.String() + ", or look at the dates of the records"})
}

func (a *assembler) once(pinned map[model.Month]*model.Preface, r, other *model.Report) {
	pre := pinned[r.Month]
	if pre == nil {
		pre = pinned[other.Month]
	}
	if pre == nil {
		return
	}
	a.say(model.Error, pre.Lines["number"], "duplicate-volume", model.Says{
		JA: fmt.Sprintf("vol.%dが%sと%sの両方に付きます", r.Vol, other.Month, r.Month), EN: fmt.Sprintf("both %s and %s would be vol.%d", other.Month, r.Month, r.Vol),
		HintJA: "numberを直してください", HintEN: "change number:"})
}
