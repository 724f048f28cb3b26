package plan

import (
	"bytes"
	"image"
	_ "image/jpeg" // for the size of a site's own card
	_ "image/png"
	"maps"
	"path"
	"slices"
	"strings"

	"kaizen/generator/model"
)

// rootFiles are files of the theme that browsers look for at the site's root.
var rootFiles = []string{"favicon.ico"}

// assets plans the theme's files, and the logo and card of the site.
func (p *planner) assets() {
	origin := map[string]string{}
	for _, a := range p.site.Theme {
		origin[a.Name] = a.Origin
	}
	p.theme = model.Assets{Scripts: map[string]string{}, Files: map[string]string{}}
	bundle := p.bundle()
	for _, name := range slices.Sorted(maps.Keys(bundle)) {
		out := bundle[name]
		at := "/" + out.Path
		if slices.Contains(rootFiles, name) {
			at = "/" + name
		}
		p.add(at, "", model.FileView{Data: out.Data, Sum: out.Sum}, []string{origin[name]})
		switch module, ok := strings.CutPrefix(name, "js/"); {
		case name == "style.css":
			p.theme.Style = p.href(at)
		case ok:
			p.theme.Scripts[strings.TrimSuffix(module, path.Ext(module))] = p.href(at)
		default:
			p.theme.Files[name] = p.href(at)
		}
		if name == "card.png" {
			p.card(p.abs(at), out.Data)
		}
	}
	if a := p.own(p.config.Look.Logo); a != nil {
		p.plan(a, a.Origin)
		p.theme.Logo = p.media[a].URL
		if img := p.media[a]; img.Height > 0 {
			p.theme.LogoW = (img.Width*28 + img.Height/2) / img.Height
		}
	}
	if a := p.own(p.config.Look.Card); a != nil {
		p.plan(a, a.Origin)
		p.card(p.origin+p.media[a].URL, a.Data)
	}
}

// bundle makes the theme's bundle, or takes that of the last plan.
func (p *planner) bundle() Bundle {
	var sums []model.Sum
	files := map[string][]byte{}
	for _, a := range p.site.Theme {
		files[a.Name] = a.Data
		sums = append(sums, model.SumOf([]byte(a.Name)), a.Sum)
	}
	hues := HueCSS(p.config)
	p.memo.theme.key = model.KeyOf(struct {
		Files []model.Sum
		Hues  string
	}{sums, hues})
	if p.memo.theme.bundle = p.last.theme.bundle; p.last.theme.key != p.memo.theme.key {
		p.memo.theme.bundle = NewBundle(files, hues)
	}
	return p.memo.theme.bundle
}

func (p *planner) card(url string, data []byte) {
	size, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return
	}
	p.theme.Card, p.theme.CardW, p.theme.CardH = url, size.Width, size.Height
	p.theme.CardAlt = p.config.Title.In(p.config.DefaultLang())
}

// own finds a picture that the config names, below content/.
func (p *planner) own(name string) *model.Asset {
	if name == "" {
		return nil
	}
	a := p.site.Pictures[path.Join("content", strings.TrimPrefix(name, "content/"))]
	if a == nil {
		at := p.config.Lines["look"]
		p.problems = append(p.problems, model.NewProblem(model.Error, at, "missing-picture", model.Says{
			JA: "「" + name + "」が見つかりません", EN: "there is no file " + name,
			HintJA: "content/ からのパスを書いてください", HintEN: "write its path below content/"}))
	}
	return a
}
