package assemble

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kaizen/generator/model"
)

// say adds a problem once: every edition comes across the same mistakes.
func (a *assembler) say(level model.Level, at model.Pos, rule string, s model.Says) {
	a.add(model.NewProblem(level, at, rule, s))
}

func (a *assembler) add(p model.Problem) {
	key := said{model.Pos{File: p.File, Line: p.Line, Col: p.Col}, p.Rule, p.Text["en"]}
	if !a.said[key] {
		a.said[key] = true
		a.problems = append(a.problems, p)
	}
}

// said is a problem that has been reported.
type said struct {
	at         model.Pos
	rule, text string
}

// place is where a key of a record stands, or the top of its file.
func place(r *model.Record, key string) model.Pos {
	if pos, ok := r.Lines[key]; ok {
		return pos
	}
	return model.Pos{File: r.Source.Path, Line: 1, Col: 1}
}

func (a *assembler) missingID(r *model.Record, id model.RecordID) {
	p := model.NewProblem(model.Warning, place(r, "id"), "missing-id", model.Says{
		JA: "idがないので、ファイルの場所をidにします。ファイルを動かすと購読者に新着として届きます", EN: "there is no id, so the file's path serves; moving the file will show it to subscribers again",
		HintJA: fmt.Sprintf("「id: %s」と書いてください（kaizen check --fix が書き足します）", id), HintEN: fmt.Sprintf("write id: %s (kaizen check --fix does)", id)})
	p.Edits = []model.Edit{{Line: 2, Col: 1, New: "id: " + quoted(string(id)) + "\n"}}
	a.add(p)
}

// quoted is s as YAML reads it back: an id may look like a number or hold marks.
func quoted(s string) string {
	if plainID.MatchString(s) {
		return s
	}
	return strconv.Quote(s)
}

var plainID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9/._-]*$`)

func (a *assembler) sameID(r, other *model.Record) {
	a.say(model.Error, place(r, "id"), "duplicate-id", model.Says{
		JA: fmt.Sprintf("id「%s」は%sでも使われています", r.ID, other.Source.Path), EN: fmt.Sprintf("the id %q is also that of %s", r.ID, other.Source.Path),
		HintJA: "どちらかのidを変えてください。公開済みの記録のidは変えないでください", HintEN: "change one of them, not that of the record that is already public"})
}

// inStep holds language twins together: what all languages share must agree.
func (a *assembler) inStep(f *family) {
	for _, lang := range a.src.Config.Languages {
		r := f.in(lang)
		if r == nil || r == f.lead {
			continue
		}
		t := twins{a, r, f.lead}
		t.differ("id", written(r, "id", string(r.ID)), string(f.id))
		t.differ("date", dayOf(r), dayOf(f.lead))
		t.differ("product", join(r.Products), join(f.lead.Products))
		t.differ("kind", string(r.Kind), string(f.lead.Kind))
		t.differ("slug", r.Slug, f.lead.Slug)
		t.differ("tags", join(r.Tags), join(f.lead.Tags))
		t.behind("updated", len(r.Updated), len(f.lead.Updated))
		t.behind("withdrawn", given(r.Withdrawn != model.Withdrawn{}), given(f.lead.Withdrawn != model.Withdrawn{}))
	}
}

// twins are a record and its lead in another language.
type twins struct {
	*assembler
	r, lead *model.Record
}

// differ compares what all languages share: the page shows that of the lead.
// What could not be read is "", and no difference.
func (t twins) differ(key, got, want string) {
	if _, ok := t.r.Lines[key]; !ok || got == want || got == "" || want == "" {
		return
	}
	t.say(model.Warning, t.r.Lines[key], "differing-twin", model.Says{
		JA: fmt.Sprintf("%sが%sと違います（%s、%s）", key, t.lead.Source.Path, got, want), EN: fmt.Sprintf("%s differs from %s (%s, %s)", key, t.lead.Source.Path, got, want),
		HintJA: "同じ値にしてください。ページには「" + want + "」が使われます", HintEN: "make them the same; pages use " + want})
}

// behind finds a translation that missed a later change.
func (t twins) behind(key string, got, want int) {
	if got == want {
		return
	}
	t.say(model.Warning, place(t.r, key), "differing-twin", model.Says{
		JA: fmt.Sprintf("%sが%sと揃っていません（%d件、%d件）", key, t.lead.Source.Path, got, want), EN: fmt.Sprintf("%s is out of step with %s (%d, %d)", key, t.lead.Source.Path, got, want),
		HintJA: "片方だけが直っています。もう一方にも同じ変更を書いてください", HintEN: "only one of the two was changed; write the same change here or there"})
}

func dayOf(r *model.Record) string {
	if r.Date.IsZero() {
		return ""
	}
	return model.DayOf(r.Date).String()
}

func written(r *model.Record, key, value string) string {
	if _, ok := r.Lines[key]; ok {
		return value
	}
	return ""
}

func join[T ~string](ids []T) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func given(is bool) int {
	if is {
		return 1
	}
	return 0
}

// patience is how many days a measured effect may take.
const patience = 60

// measured finds records that told how many asked before, and never how many after.
func (a *assembler) measured(f *family) {
	q := f.lead.Inquiries
	if !q.HasBefore || q.HasAfter || f.lead.Date.IsZero() || a.state(f, f.lead) != model.Published {
		return
	}
	days := model.DayOf(a.now).Since(model.DayOf(f.lead.Date))
	if days <= patience {
		return
	}
	p, ok := a.late[days]
	if !ok {
		p = model.NewProblem(model.Note, model.Pos{}, "missing-effect", model.Says{
			JA: fmt.Sprintf("公開から%d日たちましたが、その後のお問い合わせ件数がありません", days), EN: fmt.Sprintf("%d days after publication, the inquiries afterwards are still missing", days),
			HintJA: "同じ長さの期間で数え、「after: …」を書き足してください", HintEN: "count them in a window of the same length, and add after:"})
		a.late[days] = p
	}
	at := place(f.lead, "inquiries")
	p.File, p.Line, p.Col = at.File, at.Line, at.Col
	a.problems = append(a.problems, p) // no edition comes across it again
}

// Highlights are for a month at a glance: one to five, once there is much to choose from.
const (
	mostHighlights = 5
	manyRecords    = 5
)

// highlights looks at how many records of a month call themselves highlights.
func (a *assembler) highlights(e *model.Edition) {
	current := model.DayOf(a.now).MonthOf()
	for _, report := range e.Reports {
		if report.Preface != nil && len(report.Preface.Highlights) > 0 {
			a.chosen(report)
			continue
		}
		if e.Prefix != "" {
			continue // the same records, in other words
		}
		var list []*model.Entry
		for _, entry := range report.Entries {
			if entry.Highlight > 0 {
				list = append(list, entry)
			}
		}
		slices.SortStableFunc(list, func(x, y *model.Entry) int { return cmp.Compare(x.Highlight, y.Highlight) })
		switch {
		case len(list) > mostHighlights:
			a.say(model.Warning, place(list[mostHighlights].Record, "highlight"), "many-highlights", model.Says{
				JA: fmt.Sprintf("%s（%s）の注目が%d件あります", report.Month, report.Product.ID, len(list)), EN: fmt.Sprintf("%s of %s has %d highlights", report.Month, report.Product.ID, len(list)),
				HintJA: fmt.Sprintf("%d件までに絞ってください", mostHighlights), HintEN: fmt.Sprintf("choose at most %d", mostHighlights)})
		case len(list) == 0 && len(report.Entries) > manyRecords && report.Month.Compare(current) < 0:
			a.say(model.Note, place(report.Entries[0].Record, "highlight"), "missing-highlights", model.Says{
				JA: fmt.Sprintf("%s（%s）の記録は%d件ありますが、注目がありません", report.Month, report.Product.ID, len(report.Entries)), EN: fmt.Sprintf("%s of %s has %d records and no highlight", report.Month, report.Product.ID, len(report.Entries)),
				HintJA: "まず読んでほしい記録に「highlight: 1」と書いてください", HintEN: "write highlight: 1 in the record to read first"})
		}
	}
}

// incomplete reports whether a record lacks what puts it into a month.
func incomplete(r *model.Record) bool {
	return r.Date.IsZero() || r.Kind == "" || len(r.Products) == 0
}

// chosen holds the highlights that a month's words name against its records.
func (a *assembler) chosen(report *model.Report) {
	ids := make([]string, len(report.Entries))
	for i, entry := range report.Entries {
		ids[i] = string(entry.ID)
	}
	for i, m := range report.Preface.Highlights {
		switch {
		case a.unread[m.To]:
		case a.byID(model.RecordID(m.To)) == nil:
			a.say(model.Error, m.Pos, "unknown-record", unknownRecord(m.To, append(ids, a.knownIDs()...)))
		case slices.ContainsFunc(report.Preface.Highlights[:i], func(o model.Mention) bool { return o.To == m.To }):
			a.say(model.Warning, m.Pos, "duplicate-id", model.Says{
				JA: fmt.Sprintf("記録「%s」が2回書かれています", m.To), EN: fmt.Sprintf("the record %q is listed twice", m.To), HintJA: "1つにしてください", HintEN: "keep one of the two"})
		case !slices.Contains(ids, m.To) && incomplete(a.byID(model.RecordID(m.To)).lead): // what it lacks has been said
		case !slices.Contains(ids, m.To):
			a.say(model.Warning, m.Pos, "unknown-record", model.Says{
				JA: fmt.Sprintf("記録「%s」は%sのレポートにありません", m.To, report.Month), EN: fmt.Sprintf("the report of %s does not list the record %q", report.Month, m.To),
				HintJA: "この月の記録のidを書いてください", HintEN: "name a record of this month"})
		case i == mostHighlights:
			a.say(model.Warning, m.Pos, "many-highlights", model.Says{
				JA: fmt.Sprintf("注目が%d件あります", len(report.Preface.Highlights)), EN: fmt.Sprintf("there are %d highlights", len(report.Preface.Highlights)),
				HintJA: fmt.Sprintf("%d件までに絞ってください", mostHighlights), HintEN: fmt.Sprintf("choose at most %d", mostHighlights)})
		}
	}
}
