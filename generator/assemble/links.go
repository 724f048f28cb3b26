package assemble

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// linker finds what authors point at, as seen from one edition.
type linker struct {
	a       *assembler
	edition *model.Edition
	entries []shown // by number of the family
}

// look finds what an entry points at, and says what is not there.
func (l *linker) look(e *model.Entry) {
	e.Targets = l.targets(e.Text.Links, e.Source.Path, e)
	e.Related = l.mentioned(e, e.Record.Related)
	e.Supersedes = l.mentioned(e, e.Record.Supersedes)
	if p := e.Before.Picture; p != nil {
		e.BeforePic = l.picture(p.Src, e.Source.Path, p.Pos)
		l.alt(p)
	}
	if p := e.After.Picture; p != nil {
		e.AfterPic = l.picture(p.Src, e.Source.Path, p.Pos)
		l.alt(p)
	}
	if p := e.Image; p != nil {
		e.Cover = l.picture(p.Src, e.Source.Path, p.Pos)
		l.alt(p)
	}
}

func (l *linker) alt(p *model.Picture) {
	if p.Alt == "" {
		l.a.say(model.Warning, p.Pos, "missing-alt", model.Says{
			JA: "画像の説明（alt）がありません", EN: "the picture has no alt text",
			HintJA: "見えない方のために、何が写っているかを書いてください", HintEN: "say what it shows, for those who cannot see it"})
	}
}

// mentioned finds records by id or by the relative path of their file.
func (l *linker) mentioned(e *model.Entry, list []model.Mention) []*model.Entry {
	var out []*model.Entry
	for _, m := range list {
		f := l.a.mention(e.Record, m)
		if f == nil && (l.a.unread[m.To] || l.a.unread[path.Join(path.Dir(e.Source.Path), text.NFC(m.To))]) {
			continue
		}
		if f == nil {
			l.a.say(model.Error, m.Pos, "unknown-record", unknownRecord(m.To, l.a.knownIDs()))
			continue
		}
		if f == l.a.byID(e.ID) {
			l.a.say(model.Warning, m.Pos, "circular-reference", model.Says{
				JA: "記録が自分自身を指しています", EN: "the record names itself",
				HintJA: "消すか、ほかの記録を書いてください", HintEN: "remove it, or name another record"})
			continue
		}
		l.hidden(e, f, m.Pos)
		if other := l.entries[f.n].entry; other != nil && !slices.Contains(out, other) {
			out = append(out, other)
		}
	}
	return out
}

// hidden says that a text points at a record which readers will not find when
// they read it. From is nil for what is no record.
func (l *linker) hidden(from *model.Entry, to *family, at model.Pos) {
	var ja, en string
	hintJA, hintEN := "公開されるまで、読者はその記録にたどり着けません", "until it is, readers cannot get there"
	level := model.Warning
	draft, date := false, l.a.now
	if from != nil {
		draft = from.State == model.Drafted
		if from.Date.After(date) {
			date = from.Date
		}
	}
	switch l.a.state(to, to.lead) {
	case model.Drafted:
		if draft {
			return
		}
		ja, en = "下書きです", "is a draft"
	case model.Expired:
		ja, en = "公開を終えています", "is no longer public"
		hintJA, hintEN = "リンクを外すか、いま公開している記録に替えてください", "remove the link, or name a record that is public"
	case model.Scheduled:
		if !to.lead.Date.After(date) {
			return
		}
		level = model.Note // time mends it
		day := model.DayOf(to.lead.Date)
		ja, en = fmt.Sprintf("%sまで公開されません", day), fmt.Sprintf("is not public before %s", day)
	default:
		return
	}
	l.a.say(level, at, "hidden-target", model.Says{
		JA: fmt.Sprintf("リンク先の記録「%s」は%s", to.id, ja), EN: fmt.Sprintf("the record %q %s", to.id, en),
		HintJA: hintJA, HintEN: hintEN})
}

// knownIDs are the ids of all records, sorted.
func (a *assembler) knownIDs() []string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(a.ids)) {
		ids = append(ids, string(id))
	}
	return ids
}

func unknownRecord(to string, known []string) model.Says {
	s := model.Says{
		JA: fmt.Sprintf("記録「%s」が見つかりません", to), EN: fmt.Sprintf("there is no record %q", to),
		HintJA: "記録のidか、この記録からの相対パスを書いてください", HintEN: "write the record's id, or its path relative to this file"}
	if near, ok := text.Nearest(to, known); ok {
		s.HintJA, s.HintEN = "「"+near+"」のことですか", "did you mean "+near+"?"
	}
	if list := text.Several(to, known); list != "" {
		s.HintJA, s.HintEN = "いくつかあるときは「["+list+"]」のように書いてください", "write several as a list: ["+list+"]"
	}
	return s
}

// replacements finds records that replace each other in a circle.
func (a *assembler) replacements() {
	const (
		entered = 1
		left    = 2
	)
	state := map[*family]int{}
	var visit func(f *family)
	visit = func(f *family) {
		state[f] = entered
		for _, m := range f.lead.Supersedes {
			old := a.mention(f.lead, m)
			switch {
			case old == nil || old == f:
			case state[old] == entered:
				a.say(model.Error, m.Pos, "circular-reference", model.Says{
					JA: fmt.Sprintf("「%s」を置きかえますが、「%s」もめぐってこの記録を置きかえます", old.id, old.id), EN: fmt.Sprintf("this replaces %q, which in turn replaces this", old.id),
					HintJA: "新しいほうの記録だけに supersedes を書いてください", HintEN: "write supersedes in the newer record only"})
			case state[old] == 0:
				visit(old)
			}
		}
		state[f] = left
	}
	for _, f := range a.families {
		if len(f.lead.Supersedes) > 0 && state[f] == 0 {
			visit(f)
		}
	}
}

// mention finds the record that a key names by id or by relative path, or nil.
func (a *assembler) mention(from *model.Record, m model.Mention) *family {
	if f := a.byID(model.RecordID(m.To)); f != nil {
		return f
	}
	return a.byPath(path.Join(path.Dir(from.Source.Path), text.NFC(m.To)))
}

// targets resolves the links and pictures of a text that stands in file, the
// file of a record unless from is nil.
func (l *linker) targets(links []model.Link, file string, from *model.Entry) []model.Target {
	out := make([]model.Target, len(links))
	for i, link := range links {
		if link.Picture {
			out[i] = l.pictureTarget(link, file)
		} else {
			out[i] = l.target(link, file, from)
		}
		out[i].Pos = link.Pos
	}
	return out
}

func (l *linker) pictureTarget(link model.Link, file string) model.Target {
	if isExternal(link.Dest) {
		l.a.say(model.Error, link.Pos, "foreign-picture", model.Says{
			JA: "ほかのサイトの画像は表示できません", EN: "pictures of other sites cannot be shown",
			HintJA: "画像ファイルを記録の隣に置き、相対パスで書いてください", HintEN: "put the file beside the record and write its relative path"})
		return model.Target{}
	}
	return model.Target{Picture: l.picture(link.Dest, file, link.Pos)}
}

func (l *linker) target(link model.Link, file string, from *model.Entry) model.Target {
	dest := l.own(link.Dest)
	switch {
	case dest == "":
		return model.Target{}
	case isExternal(dest):
		return model.Target{URL: externalURL(dest)}
	case strings.HasPrefix(dest, "#"):
		return model.Target{Anchor: encodeFragment(dest[1:])}
	}
	to, fragment, _ := strings.Cut(dest, "#")
	if fragment != "" {
		fragment = "#" + encodeFragment(fragment)
	}
	if path, query, ok := strings.Cut(to, "?"); ok {
		to, fragment = path, "?"+query+fragment
	}
	if strings.HasPrefix(to, "/") {
		return model.Target{Path: (&url.URL{Path: to}).EscapedPath() + fragment}
	}
	if plain, err := url.PathUnescape(to); err == nil {
		to = plain
	}
	name := path.Join(path.Dir(file), text.NFC(to))
	if f := l.a.byPath(name); f != nil {
		l.hidden(from, f, link.Pos)
		if e := l.entries[f.n].entry; e != nil {
			return model.Target{Path: e.Path + fragment}
		}
		return model.Target{Path: l.edition.Prefix + "/archive/"}
	}
	for _, p := range l.edition.Pages {
		if sameStem(p.Source.Path, name) {
			return model.Target{Path: p.Path + fragment}
		}
	}
	if a := l.a.src.Pictures[name]; a != nil {
		return model.Target{Picture: a}
	}
	if l.a.unread[name] || l.a.src.Refused[name] {
		return model.Target{}
	}
	l.a.say(model.Error, link.Pos, "broken-link", l.missing(dest, file, func(n string) bool { return strings.HasSuffix(n, ".md") }))
	return model.Target{}
}

// own turns a full URL of the site itself into a path of it.
func (l *linker) own(dest string) string {
	c := l.a.src.Config
	if rest, ok := strings.CutPrefix(dest, c.BaseURL); ok && c.Lines["base_url"].Line > 0 {
		return "/" + rest
	}
	return dest
}

// sameStem reports whether two files are the same page in any language.
func sameStem(a, b string) bool {
	stem := func(s string) string {
		s = strings.TrimSuffix(s, ".md")
		if dot := strings.LastIndexByte(s, '.'); dot > strings.LastIndexByte(s, '/') {
			return s[:dot]
		}
		return s
	}
	return stem(a) == stem(b)
}

// picture finds a picture by its path relative to file, or from content/ with
// a leading slash.
func (l *linker) picture(src, file string, at model.Pos) *model.Asset {
	if isExternal(src) {
		l.a.say(model.Error, at, "foreign-picture", model.Says{
			JA: "ほかのサイトの画像は表示できません", EN: "pictures of other sites cannot be shown"})
		return nil
	}
	plain := src
	if s, err := url.PathUnescape(src); err == nil {
		plain = s
	}
	name := path.Join(path.Dir(file), text.NFC(plain))
	if strings.HasPrefix(plain, "/") {
		name = path.Join("content", text.NFC(plain))
	}
	if a := l.a.src.Pictures[name]; a != nil {
		return a
	}
	if l.a.src.Refused[name] {
		return nil // what is wrong with it has been said
	}
	l.a.say(model.Error, at, "missing-picture", l.missing(src, file, func(n string) bool { return !strings.HasSuffix(n, ".md") }))
	return nil
}

// missing words a problem about a file that is not there, with the nearest one.
func (l *linker) missing(dest, file string, like func(string) bool) model.Says {
	s := model.Says{
		JA: fmt.Sprintf("「%s」が見つかりません", dest), EN: fmt.Sprintf("there is no file %q", dest),
		HintJA: "このファイルからの相対パスを確かめてください", HintEN: "check the path relative to this file"}
	var known []string
	for name := range l.a.paths {
		if like(name) {
			known = append(known, relative(path.Dir(file), name))
		}
	}
	for name := range l.a.src.Pictures {
		if like(name) {
			known = append(known, relative(path.Dir(file), name))
		}
	}
	for _, p := range l.edition.Pages {
		if like(p.Source.Path) {
			known = append(known, relative(path.Dir(file), p.Source.Path))
		}
	}
	slices.Sort(known)
	near, ok := text.Nearest(path.Clean(dest), known)
	if i := slices.IndexFunc(known, func(name string) bool { return strings.EqualFold(path.Base(name), path.Base(dest)) }); !ok && i >= 0 {
		near, ok = known[i], true // the file is there, in another folder
	}
	if ok {
		s.HintJA, s.HintEN = "「"+near+"」のことですか", "did you mean "+near+"?"
	}
	return s
}

// relative returns the path from dir to name.
func relative(dir, name string) string {
	from, to := strings.Split(dir, "/"), strings.Split(name, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// isExternal reports whether dest begins with a scheme (RFC 3986, section 3.1;
// none that people use has a dot), or with a host in place of one.
func isExternal(dest string) bool {
	scheme, _, ok := strings.Cut(dest, ":")
	return strings.HasPrefix(dest, "//") || ok && scheme != "" && strings.Trim(scheme, schemeLetters) == ""
}

const schemeLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-"

// externalURL is dest as URLs may be written (RFC 3986, section 2), with its
// scheme: feeds are read elsewhere.
func externalURL(dest string) string {
	if strings.HasPrefix(dest, "//") {
		dest = "https:" + dest
	}
	return escapeURL.Replace(dest)
}

var escapeURL = strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", `\`, "%5C", "^", "%5E", "`", "%60", "{", "%7B", "|", "%7C", "}", "%7D")

// encodeFragment percent-encodes a fragment as URLs need it (RFC 3986, section 3.5).
func encodeFragment(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		s = plain
	}
	return (&url.URL{Fragment: text.NFC(s)}).EscapedFragment()
}
