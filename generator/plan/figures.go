package plan

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// few is the count below which a number could point at single customers.
const few = 5

// figures computes what the records' own data says, and from how many of
// them. Without data there is no figure.
func (x *edition) figures(entries []*model.Entry) []model.Figure {
	if len(entries) == 0 {
		return nil
	}
	out := []model.Figure{{Label: x.t("figure.records"), Value: text.Number(len(entries)), Unit: x.t("figure.records.unit")}}
	removed, voices, asked := 0, 0, 0
	var days []int
	before, after, compared := 0, 0, 0
	for _, e := range entries {
		if e.Kind.ID == "obstacle" || e.Obstacle != "" {
			removed++
		}
		q := e.Inquiries
		if q.HasBefore {
			voices += q.Before
			asked++
		}
		if q.HasBefore && q.HasAfter {
			before, after, compared = before+q.Before, after+q.After, compared+1
		}
		if !e.FirstSeen.IsZero() {
			days = append(days, e.Day.Since(e.FirstSeen))
		}
	}
	if removed > 0 && removed < len(entries) {
		out = append(out, model.Figure{Label: x.t("figure.removed"), Value: text.Number(removed), Unit: x.t("figure.removed.unit")})
	}
	if voices > 0 {
		f := model.Figure{Label: x.t("figure.voices"), Value: text.Number(voices), Unit: x.t("figure.voices.unit"), Note: x.t("figure.voices.note", "n", asked)}
		if voices < few {
			f.Value, f.Unit = x.t("few"), ""
		}
		out = append(out, f)
	}
	if len(days) > 0 {
		m := median(days)
		out = append(out, model.Figure{Label: x.t("figure.days"), Value: m, Unit: x.t("unit.days", "n", m), Note: x.t("figure.days.note", "n", len(days))})
	}
	if before >= few {
		out = append(out, model.Figure{Label: x.t("figure.inquiries"), Value: change(before, after), Unit: x.t("unit.percent"), Note: x.t("figure.inquiries.note", "n", compared)})
	}
	return out
}

// median of days; between two it is their mean, shown with a half if need be.
func median(days []int) string {
	slices.Sort(days)
	n := len(days)
	if n%2 == 1 || days[n/2-1] == days[n/2] {
		return text.Number(days[n/2])
	}
	return strconv.FormatFloat(float64(days[n/2-1]+days[n/2])/2, 'f', -1, 64)
}

// change is the step from before to after in percent, with a true minus sign.
func change(before, after int) string {
	p := (after - before) * 100
	round := before / 2
	if p < 0 {
		round = -round
	}
	p = (p + round) / before
	switch {
	case p < 0:
		return fmt.Sprintf("−%d", -p)
	case p > 0:
		return fmt.Sprintf("+%d", p)
	}
	return "±0"
}

// chartOf shows the records of twelve months, up to and including last.
// Reports are newest first.
func (x *edition) chartOf(reports []*model.Report, last model.Month, scope string) *model.Chart {
	first := last.Add(-11)
	counts, paths := make([]int, 12), make([]string, 12)
	high := 0
	for _, r := range reports {
		if i := r.Month.Since(first); i >= 0 && i < 12 {
			counts[i], paths[i] = len(r.Entries), x.href(r.Path)
			high = max(high, counts[i])
		}
	}
	if high == 0 {
		return nil
	}
	c := &model.Chart{
		Title: x.t("chart.title"),
		Sub:   x.t("chart.sub", "from", x.monthName(first), "to", x.monthName(last), "scope", scope),
	}
	for i, n := range counts {
		m := first.Add(i)
		bar := model.Bar{Value: n, Percent: n * 100 / high, Current: m == last}
		bar.Label, bar.Unit = x.barLabel(m)
		if m != last {
			bar.URL = paths[i]
		}
		c.Bars = append(c.Bars, bar)
	}
	return c
}

// yearChart shows the months of a year, none of which is the page's own.
func (x *edition) yearChart(reports []*model.Report, year int, scope string) *model.Chart {
	c := x.chartOf(reports, model.Month{Year: year, Month: 12}, scope)
	if c != nil {
		c.Bars[11].Current = false
	}
	return c
}

// barLabel is the number of the month where the language counts its months,
// else its short name; and what of it phones have no room for.
func (x *edition) barLabel(m model.Month) (label, rest string) {
	if unit := x.t("unit.month"); unit != "" {
		return strconv.Itoa(int(m.Month)), unit
	}
	name := x.short.Months[m.Month-1]
	_, first := utf8.DecodeRuneInString(name)
	return name[:first], name[first:]
}
