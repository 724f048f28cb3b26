package main

import (
	"fmt"
	"slices"
	"strings"

	"kaizen/generator/diff"
	"kaizen/generator/model"
)

// news is an item that readers will see in one way, with the feeds that show
// it so.
type news struct {
	how, mark string
	item      diff.Item
	feeds     []string // paths of their pages
}

// newsOf turns the feeds around: what happens to each item, and where.
func (a *app) newsOf(r *diff.Report) []*news {
	var out []*news
	add := func(how, mark string, items func(diff.Feed) []diff.Item) {
		seen := map[diff.Item]*news{} // an item has an id in each language
		for _, f := range r.Feeds {
			for _, it := range items(f) {
				key := diff.Item{Title: it.Title, Path: it.Path}
				n := seen[key]
				if n == nil {
					n = &news{how: how, mark: mark, item: it}
					seen[key] = n
					out = append(out, n)
				}
				n.feeds = append(n.feeds, "/"+strings.TrimSuffix(f.Path, "atom.xml"))
			}
		}
	}
	add(a.say("新着", "new"), "+", func(f diff.Feed) []diff.Item { return f.New })
	add(a.say("更新", "changed"), "~", func(f diff.Feed) []diff.Item { return f.Changed })
	add(a.say("再掲", "returned"), "^", func(f diff.Feed) []diff.Item { return f.Returned })
	add(a.say("消える", "gone"), "-", func(f diff.Feed) []diff.Item { return f.Gone })
	return out
}

// reason is the pages that differ because of a record.
type reason struct {
	record model.RecordID // "" when none is the reason
	pages  []string       // with a mark before each path
}

// reasonsOf orders pages by the record behind them, those without one last. A
// page that shows several of them counts for the first.
func reasonsOf(r *diff.Report) []reason {
	mark := map[diff.Change]string{diff.Added: "+", diff.Changed: "~", diff.Removed: "-"}
	var out []reason
	for _, p := range r.Pages {
		var id model.RecordID
		if len(p.Records) > 0 {
			id = p.Records[0]
		}
		i := slices.IndexFunc(out, func(x reason) bool { return x.record == id })
		if i < 0 {
			i, out = len(out), append(out, reason{record: id})
		}
		out[i].pages = append(out[i].pages, mark[p.Change]+p.Path)
	}
	slices.SortStableFunc(out, func(x, y reason) int {
		if (x.record == "") != (y.record == "") {
			return len(y.record) - len(x.record)
		}
		return strings.Compare(string(x.record), string(y.record))
	})
	return out
}

// shown is how many pages of a record are named; the others are counted.
const shown = 6

func (a *app) pageList(x reason) string {
	if len(x.pages) <= shown {
		return strings.Join(x.pages, " ")
	}
	return strings.Join(x.pages[:shown], " ") + fmt.Sprintf(a.say(" ほか%dページ", " and %d more"), len(x.pages)-shown)
}

func (a *app) recordName(x reason) string {
	if x.record == "" {
		return a.say("（一覧や枠など）", "(lists and frames)")
	}
	return string(x.record)
}

func (a *app) diffText(r *diff.Report) {
	list := a.newsOf(r)
	if len(list)+len(r.Pages) == 0 {
		if !a.quiet && len(r.Problems) == 0 {
			fmt.Fprintln(a.out, a.say("公開中のサイトと同じです", "the published site is the same"))
		}
		return
	}
	fmt.Fprintf(a.out, a.say("購読者に届くもの: %d件\n", "what subscribers will see: %d\n"), len(list))
	for _, n := range list {
		fmt.Fprintf(a.out, "  %s %s: %s  %s\n      %s\n", n.mark, n.how, n.item.Title, n.item.Path, strings.Join(n.feeds, " "))
	}
	fmt.Fprintf(a.out, a.say("変わるページ: %d\n", "pages that differ: %d\n"), len(r.Pages))
	for _, x := range reasonsOf(r) {
		fmt.Fprintf(a.out, "  %s: %s\n", a.recordName(x), a.pageList(x))
	}
}

// Comments on GitHub end at 65,536 characters. Each list of one has a share, up
// to which rows are written; the others are counted.
const (
	problemsEnd = 20_000
	newsEnd     = 40_000
	pagesEnd    = 60_000
)

// comment is a Markdown text of limited length.
type comment struct {
	strings.Builder
	left int // rows that found no room
}

func (c *comment) row(end int, text string) {
	if c.Len()+len(text) > end {
		c.left++
		return
	}
	c.WriteString(text)
}

// close ends a list with a line about what is not in it.
func (c *comment) close(format string) {
	if c.left > 0 {
		fmt.Fprintf(c, format, c.left)
	}
	c.left = 0
}

// diffMarkdown writes the comment on a merge request.
func (a *app) diffMarkdown(r *diff.Report) {
	var c comment
	list := a.newsOf(r)
	fmt.Fprintf(&c, a.say("### 公開すると（届くもの %d件、変わるページ %d）\n", "### When this is published (news: %d, pages that differ: %d)\n"), len(list), len(r.Pages))
	if len(r.Problems) > 0 {
		c.WriteString("\n")
	}
	for _, p := range r.Problems {
		c.row(problemsEnd, fmt.Sprintf("- %s **%s** `%s` %s%s\n", levelMark(p.Level), p.Rule, p.File, inMarkdown(p.Text.In(a.messages())), hintInMarkdown(p.Hint.In(a.messages()))))
	}
	c.close(a.say("- ほか%d件\n", "- and %d more\n"))
	if len(list) > 0 {
		fmt.Fprintf(&c, "\n| | %s | %s |\n|---|---|---|\n", a.say("購読者に届くもの", "what subscribers will see"), a.say("フィード", "feeds"))
	}
	for _, n := range list {
		c.row(newsEnd, fmt.Sprintf("| %s | %s<br>`%s` | %s |\n", n.how, inMarkdown(n.item.Title), n.item.Path, inMarkdown(strings.Join(n.feeds, " "))))
	}
	c.close(a.say("| | ほか%d件 | |\n", "| | and %d more | |\n"))
	if len(r.Pages) > 0 {
		a.pagesMarkdown(&c, r)
	}
	fmt.Fprint(a.out, c.String())
}

func (a *app) pagesMarkdown(c *comment, r *diff.Report) {
	fmt.Fprintf(c, "\n<details><summary>%s</summary>\n\n", a.say("変わるページ", "Pages that differ"))
	for _, x := range reasonsOf(r) {
		c.row(pagesEnd, fmt.Sprintf("- %s: %s\n", inMarkdown(a.recordName(x)), inMarkdown(a.pageList(x))))
	}
	c.close(a.say("- ほか%d件の記録\n", "- and %d more records\n"))
	c.WriteString("\n</details>\n")
}

func levelMark(l model.Level) string {
	return map[model.Level]string{model.Error: "❌", model.Warning: "⚠️", model.Note: "ℹ️"}[l]
}

func hintInMarkdown(hint string) string {
	if hint == "" {
		return ""
	}
	return "<br>" + inMarkdown(hint)
}

// inMarkdown writes text so that no character of it is markup.
func inMarkdown(s string) string { return markup.Replace(s) }

var markup = strings.NewReplacer(
	"\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;",
	"|", "\\|", "~", "\\~", "#", "\\#", "@", "&#64;", "\n", " ", "\r", " ")
