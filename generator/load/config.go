package load

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // distroless images and Windows have no zone files

	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
)

const (
	configFile = "kaizen.yaml"
	maxConfig  = 1 << 20 // bytes
)

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
	r := newReader(f.path, 0)
	r.problems = form(f)
	if len(f.data) > maxConfig {
		r.say(model.Error, model.Pos{File: f.path}, "too-large", model.Says{
			JA: fmt.Sprintf("kaizen.yamlが%dKBを超えています", maxConfig>>10), EN: fmt.Sprintf("kaizen.yaml is larger than %d KB", maxConfig>>10)})
		return nil, r.problems
	}
	if p := encoding(f.path, f.data); p != nil {
		return nil, append(r.problems, *p)
	}
	c := settings{Config: model.Config{Look: model.Look{Hue: -1, Radius: -1}}}
	src := normalise(f.data)
	top := r.parse(string(src))
	if top == nil || r.misses(foundations) {
		return nil, r.all()
	}
	c.Lines = object(r, top, configFields, lenience{}, &c)
	if len(c.Products) == 0 && (len(r.unread)+len(r.broken) > 0 || r.meant["products"]) { // they may stand in what could not be read
		return nil, r.all()
	}
	maps.Copy(c.Lines, c.wordings)
	c.defaults(r)
	c.check(r)
	problems := r.all()
	if len(c.Products) == 0 || shaken(top, problems) {
		return nil, problems
	}
	return &c.Config, problems
}

// shaken reports whether the foundations of a site have errors: what would be
// said of its records follows from them.
func shaken(top *yaml.Node, problems []model.Problem) bool {
	for i := 0; i+1 < len(top.Content); i += 2 {
		if !slices.Contains(foundations, top.Content[i].Value) {
			continue
		}
		from, to := top.Content[i].Line, 1<<30
		if i+2 < len(top.Content) {
			to = top.Content[i+2].Line
		}
		for _, p := range problems {
			if p.Level == model.Error && from <= p.Line && p.Line < to {
				return true
			}
		}
	}
	return false
}

// foundations are the keys without which everything else of a site would look
// wrong, or private.
var foundations = []string{"products", "kinds", "tags", "teams", "languages", "front_matter", "privacy"}

func (c *settings) defaults(r *reader) {
	if len(c.Languages) == 0 {
		c.Languages = []model.Lang{"ja"}
	}
	if c.Theme == "" {
		c.Theme = "michi"
	}
	if c.Kinds != nil && len(c.Kinds) == 0 {
		r.fault(c.Lines, "kinds", "missing-key", model.Says{
			JA: "kindsが空です", EN: "kinds is empty",
			HintJA: "種類を1つ以上書くか、既定の種類を使うならこの行を消してください", HintEN: "list at least one kind, or remove the line for the default ones"})
	}
	if len(c.Kinds) == 0 {
		c.Kinds = defaultKinds()
	}
	c.colour()
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

// colour gives products and kinds that name no hue one of their own, and kinds
// with the id of a default one its looks.
func (c *settings) colour() {
	apart := func(i int) int { return (45 + 137*i) % 360 } // the golden angle: no two come close
	for i, p := range c.Products {
		if p.Hue < 0 {
			p.Hue = apart(i)
		}
	}
	for i, k := range c.Kinds {
		like := &model.Kind{Hue: apart(i)}
		if j := slices.IndexFunc(defaultKinds(), func(d *model.Kind) bool { return d.ID == k.ID }); j >= 0 {
			like = defaultKinds()[j]
		}
		if k.Hue < 0 {
			k.Hue = like.Hue
		}
		k.Icon = cmp.Or(k.Icon, like.Icon)
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
		if r.unread["base_url"] {
			return
		}
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
