package load

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // distroless images and Windows have no zone files

	"kaizen/generator/model"
	"kaizen/generator/text"
)

const configFile = "kaizen.yaml"

// reserved are the first path segments that the site itself uses.
var reserved = []string{"api", "archive", "kinds", "tags", "action", "search", "subscribe", "assets", "feeds", "media", "404"}

// ParseConfig reads the bytes of a kaizen.yaml. The config is nil when it
// cannot be understood without mending it.
func ParseConfig(data []byte) (*model.Config, []model.Problem) {
	return config(&file{path: configFile, data: data})
}

// config reads kaizen.yaml. It returns nil when the site cannot be understood
// without mending it.
func config(f *file) (*model.Config, []model.Problem) {
	if f == nil {
		return nil, []model.Problem{model.NewProblem(model.Error, model.Pos{File: configFile}, "missing-config", model.Says{
			JA: "kaizen.yamlがありません", EN: "there is no kaizen.yaml",
			HintJA: "「kaizen init」で新しいサイトを作るか、--source でサイトのフォルダーを指定してください", HintEN: "run kaizen init for a new site, or name the site's folder with --source"})}
	}
	r := &reader{file: f.path}
	c := settings{Config: model.Config{Look: model.Look{Hue: -1, Radius: -1}}}
	src := normalise(f.data)
	top := r.parse(string(src))
	if top == nil {
		return nil, r.problems
	}
	c.Lines = object(r, top, configFields, lenience{}, &c)
	c.defaults(r)
	c.check(r)
	return &c.Config, r.problems
}

func (c *settings) defaults(r *reader) {
	if len(c.Languages) == 0 {
		c.Languages = []model.Lang{"ja"}
	}
	if c.Theme == "" {
		c.Theme = "michi"
	}
	if c.Kinds != nil && len(c.Kinds) == 0 {
		r.fault(c.Lines, "kinds", "required", model.Says{
			JA: "kindsが空です", EN: "kinds is empty",
			HintJA: "種類を1つ以上書くか、既定の種類を使うならこの行を消してください", HintEN: "list at least one kind, or remove the line for the default ones"})
	}
	if len(c.Kinds) == 0 {
		c.Kinds = defaultKinds()
	}
	if c.Feeds.Limit == 0 {
		c.Feeds.Limit = 50
	}
	if c.Numbering == "" {
		c.Numbering = model.ByMonth
	}
	c.Timezone = c.location(r)
	c.baseURL(r)
	if u, err := url.Parse(c.BaseURL); err == nil && c.Authority == "" {
		c.Authority = u.Hostname() + ",2026"
	}
	for _, p := range c.Products {
		if p.Path == "" {
			p.Path = string(p.ID)
		}
	}
}

func (c *settings) location(r *reader) *time.Location {
	name := c.zone.to
	if name == "" {
		if name = "UTC"; c.Languages[0] == "ja" {
			name = "Asia/Tokyo"
		}
	}
	zone, err := time.LoadLocation(name)
	if err == nil && name != "Local" {
		return zone
	}
	r.bad(c.zone.node, "unknown-timezone", model.Says{
		JA: fmt.Sprintf("「%s」という時間帯はありません", name), EN: fmt.Sprintf("there is no time zone %q", name),
		HintJA: "「Asia/Tokyo」のように書いてください", HintEN: "write it like Asia/Tokyo"})
	return time.UTC
}

func (c *settings) baseURL(r *reader) {
	at := model.Pos{File: r.file, Line: 1, Col: 1}
	if c.BaseURL == "" {
		c.BaseURL = "https://example.com/"
		r.problems = append(r.problems, model.NewProblem(model.Warning, at, "missing-base-url", model.Says{
			JA: "base_urlがないので、フィードのURLが仮のものになります", EN: "there is no base_url, so the URLs in feeds are made up",
			HintJA: "公開する場所のURLを「base_url: https://…/」と書いてください", HintEN: "write base_url: https://…/ with the address of the published site"}))
		return
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		r.problems = append(r.problems, model.NewProblem(model.Error, c.Lines["base_url"], "wrong-base-url", model.Says{
			JA: fmt.Sprintf("base_url「%s」は使えません", c.BaseURL), EN: fmt.Sprintf("base_url %q cannot be used", c.BaseURL),
			HintJA: "「https://kaizen.example.com/」のように書いてください", HintEN: "write it like https://kaizen.example.com/"}))
		c.BaseURL = "https://example.com/"
		return
	}
	c.BaseURL = strings.TrimRight(c.BaseURL, "/") + "/"
}

func defaultKinds() []*model.Kind {
	kind := func(id model.KindID, ja, en string, hue int, icon string) *model.Kind {
		return &model.Kind{ID: id, Name: model.Text{"ja": ja, "en": en}, Hue: hue, Icon: icon}
	}
	return []*model.Kind{
		kind("obstacle", "障害の解消", "Obstacle removed", 178, "road"),
		kind("feature", "新機能", "New", 255, "plus"),
		kind("improvement", "改善", "Improved", 160, "arrow-up"),
		kind("speed", "高速化・安定化", "Faster", 305, "bolt"),
		kind("fix", "不具合修正", "Fixed", 55, "check"),
		kind("change", "仕様変更", "Changed", 85, "swap"),
		kind("removal", "提供終了", "Retired", 22, "minus"),
		kind("security", "セキュリティ", "Security", 275, "shield"),
		kind("notice", "お知らせ", "Notice", 230, "bell"),
	}
}

var (
	idForm  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	tagForm = regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`)
)

// check looks at what single fields cannot see.
func (c *settings) check(r *reader) {
	top := model.Pos{File: r.file, Line: 1, Col: 1}
	say := func(at model.Pos, rule string, s model.Says) {
		r.problems = append(r.problems, model.NewProblem(model.Error, at, rule, s))
	}
	if len(c.Title) == 0 {
		say(top, "missing-key", model.Says{JA: "titleがありません", EN: "there is no title", HintJA: "「title: 改善レポート」のように書いてください", HintEN: "write title: and the name of the site"})
	}
	if len(c.Products) == 0 {
		say(top, "missing-key", model.Says{JA: "productsがありません", EN: "there are no products", HintJA: "「products: [{id: shop, name: ショップ}]」のように書いてください", HintEN: "write products: [{id: shop, name: Shop}]"})
	}
	seen := map[string]bool{}
	once := func(what, id string, form *regexp.Regexp, at model.Pos) {
		switch {
		case id == "":
			say(at, "missing-key", model.Says{JA: "idがありません", EN: "there is no id"})
		case !form.MatchString(id):
			say(at, "wrong-id", model.Says{JA: fmt.Sprintf("id「%s」に使えない文字があります", id), EN: fmt.Sprintf("the id %q holds characters that URLs cannot have", id),
				HintJA: "使えるのは小文字の英数字とハイフンです", HintEN: "use lower-case letters, digits and hyphens"})
		case seen[what+id]:
			say(at, "duplicate-id", model.Says{JA: fmt.Sprintf("id「%s」が2回あります", id), EN: fmt.Sprintf("the id %q stands twice", id)})
		}
		seen[what+id] = true
	}
	for _, p := range c.Products {
		once("product ", string(p.ID), idForm, p.Pos)
		if slices.Contains(reserved, p.Path) || slices.Contains(c.Languages, model.Lang(p.Path)) || isYear(p.Path) {
			say(p.Pos, "reserved-path", model.Says{
				JA: fmt.Sprintf("URLの「/%s/」はサイトが使うので、プロダクトには使えません", p.Path), EN: fmt.Sprintf("the site itself uses the URL /%s/", p.Path),
				HintJA: fmt.Sprintf("「path: %s-product」のように別のpathを書いてください", p.Path), HintEN: fmt.Sprintf("give the product another path, such as path: %s-product", p.Path)})
		} else if p.ID != "" {
			once("path ", p.Path, idForm, p.Pos)
		}
	}
	for _, k := range c.Kinds {
		once("kind ", string(k.ID), idForm, k.Pos)
	}
	for _, t := range c.Tags {
		once("tag ", string(t.ID), tagForm, t.Pos)
	}
	for _, t := range c.Teams {
		once("team ", string(t.ID), idForm, t.Pos)
	}
	for kind := range c.Require {
		if c.Kind(kind) == nil {
			say(c.Lines["require"], "unknown-kind", c.unknown("種類", "kind", string(kind), kindNames(&c.Config)))
		}
	}
}

func isYear(s string) bool { return len(s) == 4 && strings.Trim(s, "0123456789") == "" }

// unknown words a problem about an id or name that the config lacks.
func (c *settings) unknown(ja, en, got string, known []string) model.Says {
	return unknown(ja, en, got, known)
}

func unknown(ja, en, got string, known []string) model.Says {
	s := model.Says{
		JA: fmt.Sprintf("「%s」という%sはありません", got, ja), EN: fmt.Sprintf("there is no %s %q", en, got),
		HintJA: "kaizen.yaml に加えるか、次のどれかにしてください: " + strings.Join(known[:min(len(known), 12)], "、"),
		HintEN: "declare it in kaizen.yaml, or use one of " + strings.Join(known[:min(len(known), 12)], ", ")}
	if near, ok := text.Nearest(got, known); ok {
		s.HintJA, s.HintEN = "「"+near+"」のことですか", "did you mean "+near+"?"
	}
	return s
}

func kindNames(c *model.Config) []string {
	var out []string
	for _, k := range c.Kinds {
		out = append(out, string(k.ID))
	}
	return out
}
