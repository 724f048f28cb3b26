package load

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// note adds a warning at a key, or at the top when the key is missing.
func (r *reader) note(lines map[string]model.Pos, key, rule string, s model.Says) *model.Problem {
	return r.say(model.Warning, r.at(lines, key), rule, s)
}

func (r *reader) fault(lines map[string]model.Pos, key, rule string, s model.Says) *model.Problem {
	return r.say(model.Error, r.at(lines, key), rule, s)
}

func (r *reader) at(lines map[string]model.Pos, key string) model.Pos {
	if pos, ok := lines[key]; ok {
		return pos
	}
	return model.Pos{File: r.file, Line: 1, Col: 1}
}

// validate holds a record against what every record needs.
func (p *parser) validate(r *reader, d *draft) {
	p.complete(r, d)
	if !text.IsSlug(d.Slug) {
		r.slug(d.Lines, d.Slug)
	}
	if n := text.Graphemes(d.Title); n > 70 {
		r.note(d.Lines, "title", "long-title", model.Says{
			JA: fmt.Sprintf("titleが%d文字あります", n), EN: fmt.Sprintf("the title has %d characters", n),
			HintJA: "70文字までにすると、一覧や検索結果で途切れません", HintEN: "up to 70 characters are shown whole in lists and search results"})
	}
	if d.breaks != "" && d.Title != "" && joined(d.breaks) != joined(d.Title) {
		r.note(d.Lines, "title_breaks", "differing-title", model.Says{
			JA: "title_breaksから / を取っても、titleと同じになりません", EN: "title_breaks without its slashes is not the title",
			HintJA: "titleをもう一度写し、改行してよいところに / を入れてください", HintEN: "copy the title again, and put / where lines may break"})
	}
	r.dates(d)
	if !d.Date.IsZero() {
		r.folder(d)
	}
}

// complete says which of the keys that a record must have are missing or empty.
// What is there, and wrong, has been said.
func (p *parser) complete(r *reader, d *draft) {
	missing := func(key, ja, en string) {
		at, written := d.Lines[key]
		switch {
		case written && !r.unread[key] && !r.faulted(at):
			r.fault(d.Lines, key, "missing-value", model.Says{JA: key + "が空です", EN: "the value of " + key + " is empty", HintJA: ja, HintEN: en})
		case !written && !r.meant[key]:
			r.fault(d.Lines, key, "missing-key", model.Says{JA: key + "がありません", EN: "there is no " + key, HintJA: ja, HintEN: en})
		}
	}
	if d.Title == "" {
		missing("title", "「title: …できるようになりました」のように書いてください", "say in one sentence what changed")
	}
	if d.Date.IsZero() {
		missing("date", "「date: 2026-10-31」のように書いてください", "write it like date: 2026-10-31")
	}
	if d.kind.To == "" {
		missing("kind", "「kind: "+string(p.config.Kinds[0].ID)+"」のように書いてください", "write kind: "+string(p.config.Kinds[0].ID)+", or another")
	}
	if len(d.Products) == 0 && len(d.products) == 0 {
		missing("product", "「product: "+p.anyProduct()+"」のように書いてください", "write product: "+p.anyProduct())
	}
	for _, key := range p.config.Require[d.Kind] {
		if _, written := d.Lines[key]; key != "" && !written {
			missing(key, "kaizen.yaml の require が、この種類に求めています", "require in kaizen.yaml asks for it for this kind")
		}
	}
}

// slug says that a name cannot stand in a URL, and what could.
func (r *reader) slug(lines map[string]model.Pos, typed string) {
	p := r.fault(lines, "slug", "wrong-slug", model.Says{
		JA: fmt.Sprintf("「%s」はURLに使えません", typed), EN: fmt.Sprintf("%q cannot stand in a URL", typed),
		HintJA: "「slug: csv-encoding」のように、小文字の英数字とハイフンで書いてください", HintEN: "write slug: with lower-case letters, digits and hyphens"})
	right := text.Slug(typed)
	if right == "" {
		return
	}
	p.Hint = model.Text{"ja": "「slug: " + right + "」と書いてください", "en": "write slug: " + right}
	if at, ok := lines["slug"]; ok {
		p.Edits = []model.Edit{at.Edit(len([]rune(typed)), right)}
		return
	}
	p.Edits = []model.Edit{{Line: 2, Col: 1, New: "slug: " + right + "\n"}}
}

// joined is a title without what title_breaks adds.
func joined(s string) string { return strings.ReplaceAll(s, "/", "") }

// dates finds days that cannot both be right.
func (r *reader) dates(d *draft) {
	if d.Date.IsZero() {
		return
	}
	day := model.DayOf(d.Date)
	contrary := func(at model.Pos, ja, en string) {
		if at.Line == 0 {
			at = r.at(d.Lines, "date")
		}
		r.say(model.Error, at, "contrary-dates", model.Says{JA: ja, EN: en, HintJA: "どちらかの日付を直してください", HintEN: "mend one of the two"})
	}
	if !d.FirstSeen.IsZero() && day.Compare(d.FirstSeen) < 0 {
		contrary(d.Lines["first_seen"], "first_seenがdateより後です", "first_seen is later than date")
	}
	if !d.MeasuredOn.IsZero() && d.MeasuredOn.Compare(day) < 0 {
		contrary(d.Lines["measured_on"], "measured_onがdateより前です", "measured_on is earlier than date")
	}
	if !d.Expires.IsZero() && !d.Expires.After(d.Date) {
		contrary(d.Lines["expires"], "expiresがdateより後ではないので、公開されません", "expires is not later than date, so this is never published")
	}
	if u := d.Action.Until; !u.IsZero() && u.Compare(day) < 0 {
		contrary(d.Lines["action.until"], "action.untilがdateより前です", "action.until is earlier than date")
	}
	if w := d.Withdrawn.Date; !w.IsZero() && w.Compare(day) < 0 {
		contrary(d.withdrawn["date"], "withdrawn.dateがdateより前です", "withdrawn.date is earlier than date")
	}
	for i, u := range d.Updated {
		if !u.Date.IsZero() && model.DayOf(u.Date).Compare(day) < 0 {
			contrary(d.updated[i]["date"], "updatedの日付がdateより前です", "the date of an update is earlier than date")
		}
	}
}

var (
	datedFile   = regexp.MustCompile(`^(20\d\d)-(0[1-9]|1[0-2])-`)
	datedFolder = regexp.MustCompile(`.*/(20\d\d)(?:[/-](0[1-9]|1[0-2]))?/`) // greedy: the innermost one
)

// folder holds the date against the folders that the file lies in, or the date
// in its name.
func (r *reader) folder(d *draft) {
	m := datedFile.FindStringSubmatch(path.Base(d.Source.Path))
	if m == nil {
		m = datedFolder.FindStringSubmatch(path.Dir(d.Source.Path) + "/")
	}
	if m == nil {
		return
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	place := strings.TrimSuffix(m[1]+"-"+m[2], "-")
	fits := func(x model.Month) bool { return x.Year == year && (month == 0 || int(x.Month) == month) }
	if fits(model.DayOf(d.Date).MonthOf()) || fits(d.Report) {
		return
	}
	r.note(d.Lines, "date", "differing-folder", model.Says{
		JA: fmt.Sprintf("dateは%sですが、ファイルは%sの場所にあります", model.DayOf(d.Date), place), EN: fmt.Sprintf("the date is %s, but the file lies in %s", model.DayOf(d.Date), place),
		HintJA: "dateを直すか、ファイルを移してください", HintEN: "mend the date, or move the file"})
}

func (p *parser) anyProduct() string {
	if len(p.config.Products) == 0 {
		return "shop"
	}
	return string(p.config.Products[0].ID)
}
