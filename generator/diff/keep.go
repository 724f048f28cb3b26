package diff

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// What must stay as it is, for somebody outside holds on to it: ids, addresses
// and the numbers of reports.

// identities finds records and feeds whose id would change: readers would show
// them once more.
func (c *comparison) identities() {
	if len(c.was.editions) == 0 || len(c.is.editions) == 0 {
		return
	}
	if a, b := authority(c.was.editions[0].feed.id), authority(c.is.editions[0].feed.id); a != b {
		c.say(model.Error, "kaizen.yaml", "changed-id", model.Says{
			JA:     fmt.Sprintf("フィードのすべてのidが「%s」から「%s」に変わります。購読者には、すべての記録がもう一度届きます", a, b),
			EN:     fmt.Sprintf("all ids in feeds would change from %s to %s: subscribers would see every record again", a, b),
			HintJA: "kaizen.yaml に「authority: " + a + "」と書いてください", HintEN: "write authority: " + a + " in kaizen.yaml"})
		return
	}
	successors := map[string]item{} // new records by what tells whose place they take
	for _, id := range slices.Sorted(maps.Keys(c.is.records)) {
		it := c.is.records[id]
		if _, old := c.was.records[id]; !old {
			successors[it.Path], successors[it.likeness()] = it, it
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.was.records)) {
		if _, stays := c.is.records[id]; stays {
			continue
		}
		it := c.was.records[id]
		for _, key := range []string{it.Path, c.redirect(it.Path), it.likeness()} {
			if s, ok := successors[key]; ok {
				c.changedID(it, s)
				break
			}
		}
	}
}

func (c *comparison) changedID(old, now item) {
	was, is := recordOf(old.ID), recordOf(now.ID)
	c.say(model.Error, c.fileOf(outputPath(now.Path)), "changed-id", model.Says{
		JA:     fmt.Sprintf("公開中の記録のid「%s」が「%s」に変わります。購読者には、同じ記録がもう一度届きます", was, is),
		EN:     fmt.Sprintf("the id of a published record would change from %s to %s: subscribers would see it again", was, is),
		HintJA: "先頭に「id: " + was + "」と書いてください", HintEN: "write id: " + was + " in its front matter"})
}

// likeness tells a record without its id and address.
func (it item) likeness() string { return it.Title + "\n" + it.published.String() }

// redirect is the site path that an alias at a site path leads to, or "".
func (c *comparison) redirect(p string) string {
	page := c.pages[outputPath(p)]
	if page == nil {
		return ""
	}
	v, ok := page.View.(model.RedirectView)
	if !ok {
		return ""
	}
	to, _, _ := strings.Cut(v.Abs, "#")
	return "/" + strings.TrimPrefix(to, c.is.root())
}

// authority is the site's part of a tag: URI (RFC 4151).
func authority(id string) string {
	a, _, _ := strings.Cut(strings.TrimPrefix(id, "tag:"), ":")
	return a
}

// recordOf is the id of a record as authors write it.
func recordOf(id string) string {
	_, name, ok := strings.Cut(id, ":record/")
	if !ok {
		return id // of another tool
	}
	name, _, _ = strings.Cut(name, "/")
	if plain, err := url.PathUnescape(name); err == nil {
		return plain
	}
	return name
}

// addresses finds what would vanish. A page that moved can take its old
// address as an alias.
func (c *comparison) addresses() {
	if len(c.was.editions) == 0 {
		return
	}
	at := c.was.byPath()
	for _, p := range c.was.sorted(isAddress) {
		from := sitePath(p)
		now, moved := c.successor(at, from)
		_, stays := c.is.Sums[p]
		switch {
		case stays && moved && now != from && c.redirect(from) == "":
			c.say(model.Error, c.fileOf(p), "taken-url", model.Says{
				JA:     "公開中のURL " + from + " に、別の記録が現れます。元の記録は " + now + " に移ります",
				EN:     "another record would appear at the published URL " + from + ", whose own moves to " + now,
				HintJA: "どちらかの slug を変えてください", HintEN: "change the slug of one of them"})
		case stays:
		case moved && now != from:
			c.move(Move{from, now, c.fileOf(outputPath(now))})
			c.vanished(model.Error, c.fileOf(outputPath(now)), from, model.Says{
				HintJA: "記録は " + now + " に移ります。「kaizen diff --fix」で aliases に書き加えられます",
				HintEN: "the record moves to " + now + ": kaizen diff --fix adds the alias"})
		case c.isOver(from):
			c.vanished(model.Warning, "", from, model.Says{
				HintJA: "記録の expires を過ぎたためです", HintEN: "its record has expired"})
		default:
			c.vanished(model.Error, "", from, c.restore(from))
		}
	}
}

// successor is where the record of a published page is now. A page without
// words of its own in a language is not in the feeds of that language; it
// moved as the one with its words did.
func (c *comparison) successor(at map[string]item, from string) (string, bool) {
	if was, ok := at[from]; ok {
		now, ok := c.is.records[was.ID]
		return now.Path, ok
	}
	for _, e := range c.was.editions[1:] {
		bare, ok := strings.CutPrefix(from, "/"+e.dir)
		if !ok {
			continue
		}
		if now, ok := c.is.records[at["/"+bare].ID]; ok {
			return "/" + e.dir + now.Path[1:], true
		}
	}
	return "", false
}

// move keeps a move. Where a page has no words of its own in a language, the
// alias of the file with its words serves both.
func (c *comparison) move(m Move) {
	serves := func(short, long Move) bool {
		return short.File == long.File && len(short.From) < len(long.From) && strings.HasSuffix(long.From, short.From)
	}
	c.report.Moves = slices.DeleteFunc(c.report.Moves, func(other Move) bool { return serves(m, other) })
	if !slices.ContainsFunc(c.report.Moves, func(other Move) bool { return serves(other, m) }) {
		c.report.Moves = append(c.report.Moves, m)
	}
}

// isOver reports whether a published page or feed had only records whose time
// is over: their authors let it end. Records of a month lie below it.
func (c *comparison) isOver(from string) bool {
	dir := from[:strings.LastIndexByte(from, '/')+1]
	bare := dir
	for _, e := range c.was.editions[1:] {
		if below, ok := strings.CutPrefix(dir, "/"+e.dir); ok {
			bare = "/" + below
		}
	}
	home := strings.TrimSuffix(c.was.root(), "/") + dir
	some := false
	for _, it := range c.was.records {
		if !strings.Contains(it.Path, bare) && !slices.Contains(it.homes, home) {
			continue
		}
		if !c.expired[recordOf(it.ID)] {
			return false
		}
		some = true
	}
	return some
}

// restore says what to do about an address whose page or feed nothing replaces.
// A list shows what the config and the records name; a feed reader follows no
// HTML page: aliases help neither.
func (c *comparison) restore(from string) model.Says {
	bare := from
	for _, e := range c.was.editions[1:] {
		if below, ok := strings.CutPrefix(from, "/"+e.dir); ok {
			bare = "/" + below
		}
	}
	name := ""
	if parts := strings.Split(bare, "/"); len(parts) > 2 {
		name = parts[2]
	}
	switch {
	case strings.HasPrefix(bare, "/kinds/"):
		return model.Says{
			HintJA: "aliases では移せません。kaizen.yaml の kinds と記録の kind を「" + name + "」に戻してください",
			HintEN: "aliases cannot move it: restore the kind " + name + " in kaizen.yaml and in its records"}
	case strings.HasPrefix(bare, "/tags/"):
		return model.Says{
			HintJA: "aliases では移せません。記録の tags に「" + name + "」を戻してください",
			HintEN: "aliases cannot move it: restore the tag " + name + " in a record"}
	case !strings.HasSuffix(from, "/") && !strings.HasSuffix(from, ".html"):
		return model.Says{
			HintJA: "フィードは aliases では移せません。kaizen.yaml の products と languages を元に戻してください",
			HintEN: "aliases cannot move a feed: restore products and languages in kaizen.yaml"}
	}
	return model.Says{
		HintJA: "代わりになる記録の aliases に書いてください。取り下げるだけなら withdrawn を使うと、ページが残ります",
		HintEN: "write it under aliases of the record that takes its place; to call a record back, withdrawn keeps its page"}
}

func (c *comparison) vanished(level model.Level, file, from string, hint model.Says) {
	hint.JA, hint.EN = "公開中のURL "+from+" がなくなります", "the published URL "+from+" would vanish"
	c.say(level, file, "vanished-url", hint)
}

var reportPath = regexp.MustCompile(`(^|/)\d{4}/\d{2}/index\.html$`)

// volumes finds reports whose number would move: people quote it.
func (c *comparison) volumes() error {
	paths := c.was.sorted(func(p string) bool {
		now, ok := c.is.Sums[p]
		return ok && now != c.was.Sums[p] && reportPath.MatchString(p)
	})
	numbers := make([][2]int, len(paths))
	errs := make([]error, len(paths))
	model.Each(len(paths), func(i int) {
		var was, is error
		numbers[i][0], was = c.was.volume(paths[i])
		numbers[i][1], is = c.is.volume(paths[i])
		errs[i] = errors.Join(was, is)
	})
	for i, p := range paths {
		was, is := numbers[i][0], numbers[i][1]
		if was == 0 || was == is {
			continue
		}
		c.say(model.Error, c.fileOf(p), "moved-volume", model.Says{
			JA:     fmt.Sprintf("公開中のレポート %s の号数が、%dから%dに変わります", sitePath(p), was, is),
			EN:     fmt.Sprintf("the published report %s would change its number from %d to %d", sitePath(p), was, is),
			HintJA: fmt.Sprintf("その月のファイルに「number: %d」と書くか、first_report を元に戻してください", was),
			HintEN: fmt.Sprintf("write number: %d in the file of the month, or restore first_report", was)})
	}
	return errors.Join(errs...)
}

var (
	structuredOpen  = []byte(`<script type="application/ld+json">`)
	structuredClose = []byte(`</script>`)
)

// volume reads the number of a report from the structured data of its page; 0
// is none.
func (f Files) volume(p string) (int, error) {
	data, err := f.Read(p)
	if err != nil {
		return 0, fmt.Errorf("diff: read %s: %w", p, err)
	}
	for {
		_, rest, ok := bytes.Cut(data, structuredOpen)
		if !ok {
			return 0, nil
		}
		var text []byte
		text, data, _ = bytes.Cut(rest, structuredClose)
		var issue struct {
			Type   string `json:"@type"`
			Number int    `json:"issueNumber"`
		}
		if json.Unmarshal(text, &issue) == nil && issue.Type == "PublicationIssue" {
			return issue.Number, nil
		}
	}
}
