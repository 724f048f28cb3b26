package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"image"
	"image/png"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"kaizen/generator"
	"kaizen/generator/model"
)

// planted is a value that must not be published.
type planted struct {
	value, rule string
	file        string // where it is written
	line        int
	title       bool // of a record that is not published
}

// leakySite is a random site with secrets, some of which its authors tell.
type leakySite struct {
	random  *rand.Rand
	files   fstest.MapFS
	fronts  map[string][]string // front matter of the published sources, by path
	bodies  map[string][]string
	shown   []string // paths of the published records
	secrets []planted
	planted []string // what was planted where, for people
}

// newLeakySite makes sites until one has no other mistake than its leaks.
func newLeakySite(t *testing.T, seed uint64) (*leakySite, *generator.Snapshot) {
	t.Helper()
	for try := range uint64(50) {
		s := &leakySite{random: rand.New(rand.NewPCG(seed, try)), files: fstest.MapFS{}, fronts: map[string][]string{}, bodies: map[string][]string{}}
		s.write()
		if built := s.build(t, false, nil); !model.HasErrors(built.Problems) {
			return s, built
		}
	}
	t.Fatalf("site %d: every try has mistakes", seed)
	return nil, nil
}

func (s *leakySite) pick(list ...string) string { return list[s.random.IntN(len(list))] }

func (s *leakySite) oneIn(n int) bool { return s.random.IntN(n) == 0 }

const leakyConfig = `title: {ja: 改善レポート, en: Improvements}
base_url: https://kaizen.example.com/help/
languages: [ja, en]
products:
  - {id: hinata, name: ひなたショップ, first_report: 2026-01}
  - {id: michi, name: みちサーバー, first_report: 2026-01}
`

// write lays down the sources of a site.
func (s *leakySite) write() {
	s.put("kaizen.yaml", leakyConfig)
	var hidden []planted
	for i := range 4 {
		s.addShown(i)
	}
	for i, state := range []string{"draft: true", "date: 2026-09-01", "expires: 2026-05-20"} {
		hidden = append(hidden, s.addHidden(i, state)...)
	}
	preface := "content/reports/hinata/2026-05.md"
	s.fronts[preface], s.bodies[preface] = []string{"lead: 今月のまとめです"}, []string{"今月もありがとうございました。"}
	about := "content/pages/about.md"
	s.fronts[about], s.bodies[about] = []string{"title: このサイトについて"}, []string{"ご案内です。"}
	s.put("content/pic.png", smallPicture())
	var internals []planted
	for range 1 + s.random.IntN(3) {
		internals = append(internals, s.addInternal(s.shown[s.random.IntN(len(s.shown))]))
	}
	s.secrets = append(s.secrets, hidden...)
	s.mention()
	for range s.random.IntN(4) {
		secret := internals[s.random.IntN(len(internals))]
		if s.oneIn(3) {
			secret = hidden[s.random.IntN(len(hidden))]
		}
		s.plant(secret)
	}
	s.finish(internals)
}

func (s *leakySite) put(name, text string) {
	s.files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
}

func (s *leakySite) addShown(i int) {
	name := fmt.Sprintf("content/%s/2026/05/r%d.md", s.pick("hinata", "michi"), i)
	s.shown = append(s.shown, name)
	s.fronts[name] = []string{fmt.Sprintf("id: r%d", i), fmt.Sprintf("title: 検索条件%dを保存できるようになりました", i), fmt.Sprintf("date: 2026-05-%02d", 10+i), "kind: " + s.pick("obstacle", "fix", "feature")}
	s.bodies[name] = []string{"条件に名前を付けて保存できます。"}
}

// addHidden adds a record that is not public, and returns what must stay
// hidden: its title and the sentences of its body.
func (s *leakySite) addHidden(i int, state string) []planted {
	file := fmt.Sprintf("content/hinata/2026/04/h%d.md", i)
	if strings.HasPrefix(state, "date: ") {
		file = fmt.Sprintf("content/hinata/2026/09/h%d.md", i)
	}
	title, body, more := s.sentence(), s.sentence(), s.sentence()
	date := "date: 2026-04-10\n" + state
	if strings.HasPrefix(state, "date: ") {
		date = state
	}
	tags := ""
	if s.oneIn(2) {
		tags = "tags: [hidden-only]\naliases: [/old/hidden/]\n"
	}
	s.put(file, fmt.Sprintf("---\nid: h%d\ntitle: %s\n%s\nkind: %s\n%s---\n\n%s。**%s**。\n", i, title, date, s.pick("fix", "removal"), tags, body, more))
	var out []planted
	for _, v := range []string{title, body, more} {
		out = append(out, planted{v, "unpublished", file, 1, v == title})
	}
	if s.oneIn(2) { // its translation is as hidden
		twin := s.sentence()
		s.put(strings.TrimSuffix(file, ".md")+".en.md", fmt.Sprintf("---\nid: h%d\ntitle: %s\n%s\nkind: fix\n---\n", i, twin, date))
	}
	return out
}

var syllables = strings.Fields("あか いき うめ えの おり かさ きつ くも けし こま さと しろ すぎ せき そら たに ちか つき てつ とり なみ にし ぬま ねこ のじ はな ひろ ふゆ へい ほし まつ みね むら めぐ もり")

func (s *leakySite) word() string { return s.pick(syllables...) + s.pick(syllables...) }

// sentence is one that nobody else says.
func (s *leakySite) sentence() string {
	return s.word() + s.pick("の予約", "への移行", "料金プラン", "画面") + s.pick("を", "が") + s.word() + s.pick("に変わります", "で使えるようになりました", "と連携します") + s.word()
}

// value is one of the kind that teams note down.
func (s *leakySite) value() string {
	w := s.word()
	switch s.random.IntN(10) {
	case 0:
		return "株式会社" + w + "工房"
	case 1:
		return fmt.Sprintf("KZ-%d", 10000+s.random.IntN(89999))
	case 2:
		return fmt.Sprint(10_000_000 + s.random.IntN(89_999_999))
	case 3:
		return fmt.Sprintf("%s's \"Deli\" & Söhne %d", s.pick("Tom", "Anna"), s.random.IntN(999))
	case 4:
		return "カフェ「" + w + "」本店"
	case 5:
		return "ガーデンパーク" + w
	case 6:
		return fmt.Sprintf("acme-widgets-%d", s.random.IntN(9999))
	case 7:
		return `C:\shops\hana` + fmt.Sprint(s.random.IntN(9999))
	case 8:
		return fmt.Sprintf("100%% Organic Tea %d", s.random.IntN(999))
	}
	return fmt.Sprintf("key=%d&b=2 <c> %s", s.random.IntN(999), w)
}

// addInternal notes a value in a record, in one of the forms of YAML.
func (s *leakySite) addInternal(file string) planted {
	v := s.value()
	for _, line := range s.fronts[file] {
		if strings.HasPrefix(line, "internal:") {
			return s.addInternal(s.shown[s.random.IntN(len(s.shown))])
		}
	}
	var line string
	below := 1 // lines from the key to the value
	switch s.random.IntN(5) {
	case 0:
		line, below = "internal: "+quoted(v), 0
	case 1:
		line = "internal:\n  customer: " + quoted(v)
	case 2:
		line, below = "internal: {a: [1, {b: "+quoted(v)+"}]}", 0
	case 3:
		line = "internal:\n  - " + quoted(v) + "\n  - second"
	case 4:
		line = "internal:\n  note: |\n    " + v
	}
	// The place is that of the value; a text below its key begins at the key.
	s.fronts[file] = append(s.fronts[file], line)
	number := 1
	for _, l := range s.fronts[file] {
		number += 1 + strings.Count(l, "\n")
	}
	number -= strings.Count(line, "\n")
	return planted{v, "internal", file, number + below, false}
}

func quoted(v string) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// mention points at what is not published, as authors do while they work.
func (s *leakySite) mention() {
	r := s.shown[s.random.IntN(len(s.shown))]
	add := func(file, line string) { s.fronts[file] = append(s.fronts[file], line) }
	switch s.random.IntN(7) {
	case 0:
		add(r, "related: [h0, h1]")
	case 1:
		add(r, "supersedes: h2")
	case 2:
		add("content/reports/hinata/2026-05.md", "highlights: [h2]")
	case 3:
		s.bodies[r] = append(s.bodies[r], "[続き](../../../hinata/2026/04/h0.md)")
	case 4:
		add(r, "related: [h2]")
	case 5:
		draft := s.sentence()
		s.put("content/pages/soon.md", "---\ntitle: "+draft+"\ndraft: true\n---\n")
	}
}

var slugLike = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// plant tells a secret in a published source.
func (s *leakySite) plant(secret planted) {
	v, how := s.disguise(secret.value)
	file := s.shown[s.random.IntN(len(s.shown))]
	line := s.pick(
		"summary: ?", "goal: ?", "obstacle: ?", "before: ?\nafter: はやい", "before: 遅い\nafter: ?", "before: {value: 8.2, unit: ?}\nafter: {value: 1.1, unit: ?}",
		"numbers: [{label: ?, before: 3, after: 1, unit: 秒}]", "numbers: [{label: 時間, before: 3, after: 1, unit: ?}]", "area: ?", "audience: ?", "plans: [?]", "thanks: ?",
		"effect: ?\nmeasured_on: 2026-06-01", "image: {src: ../../../pic.png, alt: ?}", "image: {src: ../../../pic.png, alt: 画面, caption: ?}",
		"action: {needed: true, text: ?}", "updated: [{date: 2026-06-01, text: ?, notify: true}]", "withdrawn: {date: 2026-06-02, text: ?}", "source: ?", "inquiries: {before: 9, after: 2, window: ?}",
		"help: URL", "action: {needed: true, link: URL}", "aliases: [/old/SLUG/]", "slug: SLUG", "tags: [SLUG]", "key: ?", "x_note: ?", "title_breaks: ?",
		"BODY", "BODY", "BODY", "BODY", "PREFACE lead: ?", "PREFACE outlook: ?", "PREFACE thanks: ?", "PREFACE BODY", "PAGE title: ?", "PAGE BODY", "PAGE summary: ?",
		"PICTURE", "SYNONYM", "UNLISTED", "TEMPLATE", "WORDS", "TWIN", "TITLE", "CONFIG",
	)
	slug := strings.ToLower(secret.value)
	if strings.Contains(line, "SLUG") || line == "PICTURE" {
		if !slugLike.MatchString(slug) {
			s.plant(secret) // somewhere else
			return
		}
		v = slug
	}
	if line == "PICTURE" {
		s.put("content/"+slug+".png", smallPicture())
		s.bodies[file] = append(s.bodies[file], "![画面](../../../"+slug+".png)")
	}
	s.excuse(secret, line)
	s.planted = append(s.planted, fmt.Sprintf("%s, %s, as %s in %s", secret.value, how, line, file))
	line = strings.NewReplacer("?", quoted(v), "SLUG", slug, "URL", "https://help.example.com/"+url.PathEscape(secret.value)).Replace(line)
	switch place, rest, _ := strings.Cut(line, " "); place {
	case "PREFACE", "PAGE":
		file = map[string]string{"PREFACE": "content/reports/hinata/2026-05.md", "PAGE": "content/pages/about.md"}[place]
		if rest == "BODY" {
			s.bodies[file] = append(s.bodies[file], s.said(secret.value, v))
			return
		}
		s.set(file, rest)
	case "BODY":
		s.bodies[file] = append(s.bodies[file], s.said(secret.value, v))
	case "PICTURE":
	case "SYNONYM":
		s.put("search-synonyms.yaml", "- [検索, "+quoted(v)+"]\n")
	case "UNLISTED":
		s.set(file, "unlisted: true")
		s.bodies[file] = append(s.bodies[file], v)
	case "TEMPLATE":
		s.put("templates/404.html", "{{template \"top\" .}}<p>"+html.EscapeString(v)+"</p>{{template \"end\" .}}")
	case "WORDS":
		s.put("kaizen.yaml", leakyConfig+"words: {ja: {archive.title: "+quoted(v)+"}}\n")
	case "CONFIG": // noted in the config, and told elsewhere
		s.put("kaizen.yaml", leakyConfig+"# "+v+"\n")
		s.set(file, "goal: "+quoted(v))
	case "TWIN":
		s.put(strings.TrimSuffix(file, ".md")+".en.md", fmt.Sprintf("---\n%s\ntitle: %s\n%s\n---\n\nEnglish.\n", s.fronts[file][0], quoted("New "+v), strings.Join(s.fronts[file][2:4], "\n")))
	case "TITLE":
		s.set(file, "title: "+quoted(v+"の件"))
	default:
		s.set(file, line)
	}
}

// excuse forgets a sentence of a hidden record that a published text says,
// too: then it is published because its author said it there. A hidden title
// is excused by another title only.
func (s *leakySite) excuse(secret planted, place string) {
	said := regexp.MustCompile(`^(BODY|PREFACE BODY|PAGE BODY|UNLISTED|summary: .*|TITLE|TWIN)$`)
	if secret.title {
		said = regexp.MustCompile(`^(TITLE|TWIN)$`)
	}
	if secret.rule == "unpublished" && said.MatchString(place) {
		s.secrets = slices.DeleteFunc(s.secrets, func(p planted) bool { return p.value == secret.value })
	}
}

// set writes a key of a published source, once.
func (s *leakySite) set(file, line string) {
	key, _, _ := strings.Cut(line, ":")
	for i, l := range s.fronts[file] {
		if strings.HasPrefix(l, key+":") {
			if !strings.Contains(l, "\n") && !strings.Contains(line, "\n") {
				s.fronts[file][i] = line
			}
			return
		}
	}
	s.fronts[file] = append(s.fronts[file], line)
}

// disguise is a value as people or their tools may write it.
func (s *leakySite) disguise(v string) (as, how string) {
	switch s.random.IntN(7) {
	case 0:
		return strings.ToUpper(v), "in capitals"
	case 1:
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7F {
				return r + 0xFEE0
			}
			return r
		}, v), "in full width"
	case 2:
		return norm.NFD.String(v), "decomposed"
	case 3:
		return strings.ReplaceAll(v, " ", "  "), "spaced"
	}
	return v, "as it is"
}

// said is a value in one of the forms of Markdown.
func (s *leakySite) said(plain, v string) string {
	runes := []rune(v)
	half := len(runes) / 2
	head, tail := string(runes[:half]), string(runes[half:])
	switch s.random.IntN(16) {
	case 0:
		return "## " + v
	case 1:
		return "```sh\necho " + v + "\n```"
	case 2:
		return "| a | b |\n|---|---|\n| " + v + " | 1 |"
	case 3:
		return "![" + v + "](../../../pic.png)"
	case 4:
		return "![画面](../../../pic.png \"" + strings.ReplaceAll(v, `"`, `\"`) + "\")"
	case 5:
		return "[文](https://example.com/?q=" + url.QueryEscape(plain) + ")"
	case 6:
		return "> [!NOTE]\n> " + v
	case 7:
		return "脚注[^1]\n\n[^1]: " + v
	case 8:
		return head + "**" + tail + "**"
	case 9:
		return head + "\n" + tail
	case 10:
		var b strings.Builder
		for _, r := range v {
			fmt.Fprintf(&b, "&#%d;", r)
		}
		return b.String()
	case 11:
		return "`" + v + "`"
	case 12:
		return "<!-- " + v + " -->"
	case 13:
		return "<details><summary>" + html.EscapeString(v) + "</summary>\n\n中\n\n</details>"
	case 14:
		return head + "\u200b" + tail
	}
	return "ところで" + v + "です。"
}

// finish writes the published sources, and notes where the secrets stand.
func (s *leakySite) finish(internals []planted) {
	for file, front := range s.fronts {
		s.put(file, "---\n"+strings.Join(front, "\n")+"\n---\n\n"+strings.Join(s.bodies[file], "\n\n")+"\n")
	}
	s.secrets = append(s.secrets, internals...)
}

func smallPicture() string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 320, 200))); err != nil {
		panic(err)
	}
	return b.String()
}
