package load

import (
	"time"

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
)

// draft is a record while its front matter is read.
type draft struct {
	model.Record
	zone     *time.Location
	products []model.Mention
	kind     model.Mention
	tags     []model.Mention
	teams    []model.Mention
	author   model.Mention
	secrets  []model.Secret
}

var (
	textShape    = Shape{Type: "text"}
	textsShape   = Shape{Type: "list", Items: &textShape}
	dayShape     = Shape{Type: "day"}
	instantShape = Shape{Type: "instant"}
	flagShape    = Shape{Type: "flag"}
	wholeShape   = Shape{Type: "whole"}
	numberShape  = Shape{Type: "number"}
	addressShape = Shape{Type: "address"}
)

// recordFields is the front matter of a record (PRODUCT, section 3).
var recordFields = []field[draft]{
	{"id", textShape, "Permanent name; feeds and anchors hang on it, the URL does not.", func(r *reader, n *yaml.Node, d *draft) { d.ID = model.RecordID(r.line(n)) }},
	{"title", textShape, "What changed, in one sentence.", func(r *reader, n *yaml.Node, d *draft) { d.Title = r.line(n) }},
	{"title_breaks", textShape, "The title with / where lines may break.", func(r *reader, n *yaml.Node, d *draft) { d.Breaks = r.line(n) }},
	{"date", instantShape, "The day it was published; in the future it is scheduled.", func(r *reader, n *yaml.Node, d *draft) { d.Date, d.HasClock = r.instant(n, d.zone) }},
	{"product", textsShape, "Product id or name, or a list; the first one owns the URL.", func(r *reader, n *yaml.Node, d *draft) { d.products = r.mentions(n) }},
	{"kind", textShape, "Kind of record, by id or name.", func(r *reader, n *yaml.Node, d *draft) { d.kind = model.Mention{To: r.line(n), Pos: r.pos(n)} }},
	{"summary", textShape, "One or two sentences for lists and feeds, 40 to 90 characters.", func(r *reader, n *yaml.Node, d *draft) { d.Summary = r.line(n) }},
	{"tags", textsShape, "Subjects, by id or name.", func(r *reader, n *yaml.Node, d *draft) { d.tags = r.mentions(n) }},
	{"goal", textShape, "What the customer wanted to do.", func(r *reader, n *yaml.Node, d *draft) { d.Goal = r.line(n) }},
	{"obstacle", textShape, "What stood in the way.", func(r *reader, n *yaml.Node, d *draft) { d.Obstacle = r.line(n) }},
	{"before", sideShape, "How it was: text, a number with unit, or a picture.", func(r *reader, n *yaml.Node, d *draft) { d.Before = r.side(n) }},
	{"after", sideShape, "How it is now, in the same form as before.", func(r *reader, n *yaml.Node, d *draft) { d.After = r.side(n) }},
	{"found_by", Shape{Type: "text", Values: foundBy}, "How the obstacle was found.", func(r *reader, n *yaml.Node, d *draft) { d.FoundBy = r.oneOf(n, foundBy...) }},
	{"first_seen", dayShape, "Day of the first inquiry.", func(r *reader, n *yaml.Node, d *draft) { d.FirstSeen = r.day(n) }},
	{"inquiries", Shape{Type: "object", Fields: describe(inquiryFields)}, "Inquiries in windows of the same length before and after.", func(r *reader, n *yaml.Node, d *draft) { object(r, n, inquiryFields, lenience{}, &d.Inquiries) }},
	{"action", Shape{Type: "object", Fields: describe(actionFields)}, "What customers have to do themselves.", func(r *reader, n *yaml.Node, d *draft) {
		d.Action.Stated = true
		object(r, n, actionFields, lenience{}, &d.Action)
	}},
	{"teams", textsShape, "Teams that made it, by id or name.", func(r *reader, n *yaml.Node, d *draft) { d.teams = r.mentions(n) }},
	{"author", textShape, "Team that wrote the record.", func(r *reader, n *yaml.Node, d *draft) { d.author = model.Mention{To: r.line(n), Pos: r.pos(n)} }},
	{"highlight", wholeShape, "Place among the month's highlights, from 1.", func(r *reader, n *yaml.Node, d *draft) { d.Highlight = r.whole(n, 1) }},
	{"effect", textShape, "The measured effect, in one sentence.", func(r *reader, n *yaml.Node, d *draft) { d.Effect = r.line(n) }},
	{"measured_on", dayShape, "Day the effect was measured.", func(r *reader, n *yaml.Node, d *draft) { d.MeasuredOn = r.day(n) }},
	{"numbers", Shape{Type: "list", Items: &Shape{Type: "object", Fields: describe(numberFields)}}, "Measured figures before and after.", func(r *reader, n *yaml.Node, d *draft) { d.Numbers = listOf(r, n, numberFields) }},
	{"area", textShape, "Part of the product concerned.", func(r *reader, n *yaml.Node, d *draft) { d.Area = r.line(n) }},
	{"audience", textShape, "Who is concerned.", func(r *reader, n *yaml.Node, d *draft) { d.Audience = r.line(n) }},
	{"plans", textsShape, "Plans in which it is available.", func(r *reader, n *yaml.Node, d *draft) { d.Plans = r.texts(n) }},
	{"image", pictureShape, "A picture for the top of the page and for feeds.", func(r *reader, n *yaml.Node, d *draft) { d.Image = r.picture(n) }},
	{"help", addressShape, "Page that explains how to use it.", func(r *reader, n *yaml.Node, d *draft) { d.Help = r.address(n) }},
	{"related", textsShape, "Ids or relative paths of related records.", func(r *reader, n *yaml.Node, d *draft) { d.Related = r.mentions(n) }},
	{"supersedes", textsShape, "Ids or relative paths of records that this one replaces.", func(r *reader, n *yaml.Node, d *draft) { d.Supersedes = r.mentions(n) }},
	{"aliases", textsShape, "Old paths of the site that lead here.", func(r *reader, n *yaml.Node, d *draft) { d.Aliases = r.mentions(n) }},
	{"report", Shape{Type: "month"}, "Month whose report lists it, when not that of its date.", func(r *reader, n *yaml.Node, d *draft) { d.Report = r.month(n) }},
	{"updated", Shape{Type: "list", Items: &Shape{Type: "object", Fields: describe(updateFields)}}, "Later changes; notify: true shows the record to feed readers again.", func(r *reader, n *yaml.Node, d *draft) { d.updates(r, n) }},
	{"withdrawn", Shape{Type: "object", Fields: describe(withdrawnFields)}, "The record no longer holds; its page stays and says so.", func(r *reader, n *yaml.Node, d *draft) { object(r, n, withdrawnFields, lenience{}, &d.Withdrawn) }},
	{"expires", instantShape, "From then on it is no longer public.", func(r *reader, n *yaml.Node, d *draft) { d.Expires, _ = r.instant(n, d.zone) }},
	{"draft", flagShape, "Not published yet.", func(r *reader, n *yaml.Node, d *draft) { d.Draft = r.flag(n) }},
	{"unlisted", flagShape, "Has a page, but is in no list, feed or search.", func(r *reader, n *yaml.Node, d *draft) { d.Unlisted = r.flag(n) }},
	{"thanks", textShape, "Thanks to those who wrote in; never a name.", func(r *reader, n *yaml.Node, d *draft) { d.Thanks = r.line(n) }},
	{"lang", textShape, "Language, when the file name does not say it.", func(r *reader, n *yaml.Node, d *draft) { d.Lang = model.Lang(r.line(n)) }},
	{"key", textShape, "Joins language twins whose file names differ.", func(r *reader, n *yaml.Node, d *draft) { d.Key = r.line(n) }},
	{"slug", textShape, "Last segment of the URL.", func(r *reader, n *yaml.Node, d *draft) { d.Slug = r.line(n) }},
	{"source", textShape, "Where an imported text came from.", func(r *reader, n *yaml.Node, d *draft) { d.Origin = r.line(n) }},
	{"imported", flagShape, "Came from another tool: never notifies feed readers.", func(r *reader, n *yaml.Node, d *draft) { d.Imported = r.flag(n) }},
	{"allow", Shape{Type: "list", Items: &Shape{Type: "object", Fields: describe(allowFields)}}, "Findings of the privacy check that may pass, each with a reason.", func(r *reader, n *yaml.Node, d *draft) { d.allowances(r, n) }},
	{"internal", Shape{Type: "any"}, "For the team only; never published.", func(r *reader, n *yaml.Node, d *draft) { d.secrets = r.secrets(n) }},
}

var foundBy = []string{"inquiry", "data", "team", "incident", "social", "survey"}

var inquiryFields = []field[model.Inquiries]{
	{"before", wholeShape, "Inquiries in the window before.", func(r *reader, n *yaml.Node, q *model.Inquiries) { q.Before, q.HasBefore = r.whole(n, 0), true }},
	{"after", wholeShape, "Inquiries in the window after.", func(r *reader, n *yaml.Node, q *model.Inquiries) { q.After, q.HasAfter = r.whole(n, 0), true }},
	{"window", textShape, "Length of the windows, such as 30d.", func(r *reader, n *yaml.Node, q *model.Inquiries) { q.Window = r.line(n) }},
	{"per_1000", numberShape, "Inquiries per 1,000 customers.", func(r *reader, n *yaml.Node, q *model.Inquiries) { q.Per1000, q.HasPer1000 = r.number(n), true }},
}

var actionFields = []field[model.Action]{
	{"needed", flagShape, "Whether customers have to do something.", func(r *reader, n *yaml.Node, a *model.Action) { a.Needed = r.flag(n) }},
	{"until", dayShape, "Last day.", func(r *reader, n *yaml.Node, a *model.Action) { a.Until = r.day(n) }},
	{"text", textShape, "What to do.", func(r *reader, n *yaml.Node, a *model.Action) { a.Text = r.line(n) }},
	{"link", addressShape, "Page that explains it.", func(r *reader, n *yaml.Node, a *model.Action) { a.Link = r.address(n) }},
}

var numberFields = []field[model.Number]{
	{"label", textShape, "What was measured.", func(r *reader, n *yaml.Node, m *model.Number) { m.Label = r.line(n) }},
	{"before", numberShape, "Value before.", func(r *reader, n *yaml.Node, m *model.Number) { m.Before = r.number(n) }},
	{"after", numberShape, "Value after.", func(r *reader, n *yaml.Node, m *model.Number) { m.After = r.number(n) }},
	{"unit", textShape, "Unit of both.", func(r *reader, n *yaml.Node, m *model.Number) { m.Unit = r.line(n) }},
}

// change is an entry of updated: while it is read.
type change struct {
	model.Update
	zone *time.Location
}

var updateFields = []field[change]{
	{"date", instantShape, "Day of the change.", func(r *reader, n *yaml.Node, c *change) { c.Date, _ = r.instant(n, c.zone) }},
	{"text", textShape, "What changed.", func(r *reader, n *yaml.Node, c *change) { c.Text = r.line(n) }},
	{"notify", flagShape, "Show the record to feed readers again.", func(r *reader, n *yaml.Node, c *change) { c.Notify = r.flag(n) }},
}

var withdrawnFields = []field[model.Withdrawn]{
	{"date", dayShape, "Day it was withdrawn.", func(r *reader, n *yaml.Node, w *model.Withdrawn) { w.Date = r.day(n) }},
	{"text", textShape, "Why.", func(r *reader, n *yaml.Node, w *model.Withdrawn) { w.Text = r.line(n) }},
}

var allowFields = []field[model.Allowance]{
	{"rule", textShape, "Rule of the finding.", func(r *reader, n *yaml.Node, a *model.Allowance) { a.Rule = r.line(n) }},
	{"sha", textShape, "Hash of the value, as the finding prints it.", func(r *reader, n *yaml.Node, a *model.Allowance) { a.Sha = r.line(n) }},
	{"reason", textShape, "Why it may be published.", func(r *reader, n *yaml.Node, a *model.Allowance) { a.Reason = r.line(n) }},
	{"by", textShape, "Team that decided.", func(r *reader, n *yaml.Node, a *model.Allowance) { a.By = r.line(n) }},
}

// listOf reads a list of objects; a single one counts as a list of one.
func listOf[T any](r *reader, n *yaml.Node, fields []field[T]) []T {
	var out []T
	for _, item := range r.items(n) {
		var x T
		object(r, item, fields, lenience{}, &x)
		out = append(out, x)
	}
	return out
}

func (d *draft) updates(r *reader, n *yaml.Node) {
	for _, item := range r.items(n) {
		c := change{zone: d.zone}
		object(r, item, updateFields, lenience{}, &c)
		d.Updated = append(d.Updated, c.Update)
	}
}

func (d *draft) allowances(r *reader, n *yaml.Node) {
	for _, item := range r.items(n) {
		a := model.Allowance{Pos: r.pos(item)}
		object(r, item, allowFields, lenience{}, &a)
		d.Allow = append(d.Allow, a)
	}
}

// secrets gathers every value below internal:, however it nests.
func (r *reader) secrets(n *yaml.Node) []model.Secret {
	if n.Kind == yaml.ScalarNode {
		if s := r.text(n); s != "" {
			return []model.Secret{{Value: s, Pos: r.pos(n)}}
		}
		return nil
	}
	var out []model.Secret
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			continue // a key
		}
		out = append(out, r.secrets(c)...)
	}
	return out
}
