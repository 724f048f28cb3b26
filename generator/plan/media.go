package plan

import (
	"cmp"
	"fmt"
	"html"
	"path"
	"strings"

	"kaizen/generator/model"
)

// mediaForm changes when the same source gives other bytes, so that names
// which browsers keep forever never change their content.
const mediaForm = "1"

// pictures plans every picture and file that public records show. Cards are
// made on many goroutines and only read what is planned here.
func (x *edition) pictures() {
	for _, e := range x.Entries {
		for _, a := range []*model.Asset{e.BeforePic, e.AfterPic, e.Cover} {
			x.plan(a, e.Source.Path)
		}
		for _, t := range e.Targets {
			x.plan(t.Picture, e.Source.Path)
		}
	}
	for _, r := range append(x.Reports, x.Months...) {
		for _, t := range r.Targets {
			x.plan(t.Picture, r.Preface.Source.Path)
		}
	}
	for _, p := range x.Pages {
		for _, t := range p.Targets {
			x.plan(t.Picture, p.Source.Path)
		}
	}
}

// plan gives a picture its place in the output, once.
func (p *planner) plan(a *model.Asset, from string) {
	if a == nil || p.media[a] != nil {
		return
	}
	ext := path.Ext(a.Name)
	sum := model.SumOf(append([]byte(mediaForm), a.Sum[:]...)).String()[:8]
	at := "/media/" + asciiName(strings.TrimSuffix(path.Base(a.Name), ext)) + "-" + sum
	img := &model.Img{URL: p.href(at + strings.ToLower(ext)), Width: a.Width, Height: a.Height, Type: a.Type, Bytes: len(a.Data)}
	p.media[a] = img
	p.addMedia(at+strings.ToLower(ext), model.FileView{Data: a.Data, Sum: a.Sum}, a)
	if len(a.Widths) == 0 {
		return
	}
	var set []string
	for _, w := range a.Widths {
		name := fmt.Sprintf("%s-%dw%s", at, w, strings.ToLower(ext))
		p.addMedia(name, model.PictureView{Data: a.Data, Sum: a.Sum, Width: w, Type: a.Type}, a)
		set = append(set, fmt.Sprintf("%s %dw", p.href(name), w))
	}
	img.Srcset = strings.Join(append(set, fmt.Sprintf("%s %dw", img.URL, a.Width)), ", ")
	img.Sizes = "(min-width: 48rem) 42.5rem, 100vw"
}

// addMedia puts a picture at a site path, unless the same one is there: a
// screenshot may lie beside each record that shows it.
func (p *planner) addMedia(at string, view model.View, a *model.Asset) {
	if other := p.owner(outputPath(at)); other == nil || sumOf(other.View) != a.Sum {
		p.add(at, "", view, []string{a.Origin})
	}
}

func sumOf(v model.View) model.Sum {
	switch v := v.(type) {
	case model.FileView:
		return v.Sum
	case model.PictureView:
		return v.Sum
	}
	return model.Sum{}
}

// asciiName keeps of a file name what URLs can have.
func asciiName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '-' || r == '_' || r == '.' || r == ' ':
			return '-'
		}
		return -1
	}, s), "-")
	if s == "" {
		return "picture"
	}
	return s
}

// picture is a planned picture with its words.
func (p *planner) picture(a *model.Asset, alt, caption string) *model.Img {
	img := *p.media[a]
	img.Alt, img.Caption = alt, caption
	return &img
}

// targets fills the slots of a text on a page: addresses escaped for
// attributes, pictures as whole elements.
func (p *planner) targets(links []model.Link, targets []model.Target) []string {
	out := make([]string, len(targets))
	for i, t := range targets {
		switch {
		case t.Picture != nil && links[i].Picture:
			out[i] = imgElement(p.picture(t.Picture, links[i].Alt, ""))
		case t.Picture != nil:
			out[i] = p.media[t.Picture].URL
		default:
			out[i] = p.targetURL(t, false)
		}
	}
	return out
}

// feedProse is the Markdown of a record or report for feeds.
func (p *planner) feedProse(m model.Markup, targets []model.Target, page string) model.Prose {
	return model.Prose{Body: m.Feed, Weight: m.Weight, Targets: p.absTargets(m.Links, targets, page), Sum: m.Sum}
}

// absTargets is targets for feeds: everything absolute, pictures plain. A link
// that leads nowhere, where a site lets that pass, leads to the page itself.
func (p *planner) absTargets(links []model.Link, targets []model.Target, page string) []string {
	out := make([]string, len(targets))
	for i, t := range targets {
		switch {
		case t.Picture != nil && links[i].Picture:
			img := p.picture(t.Picture, links[i].Alt, "")
			out[i] = fmt.Sprintf(`<img src="%s"%s alt="%s">`, html.EscapeString(p.origin+img.URL), size(img), html.EscapeString(img.Alt))
		case t.Picture != nil:
			out[i] = p.origin + p.media[t.Picture].URL
		case t.Anchor != "":
			out[i] = p.abs(page) + "#" + t.Anchor
		default:
			out[i] = cmp.Or(p.targetURL(t, true), p.abs(page))
		}
	}
	return out
}

func (p *planner) targetURL(t model.Target, absolute bool) string {
	switch {
	case t.URL != "":
		return html.EscapeString(t.URL)
	case t.Anchor != "":
		return "#" + t.Anchor
	case t.Path == "":
		return ""
	case absolute:
		return html.EscapeString(p.abs(t.Path))
	}
	return html.EscapeString(p.href(t.Path))
}

func size(img *model.Img) string {
	if img.Width == 0 {
		return ""
	}
	return fmt.Sprintf(` width="%d" height="%d"`, img.Width, img.Height)
}

// imgElement writes a picture inside a text. Those in texts always stand below
// the fold's first lines, so they load when they come near.
func imgElement(img *model.Img) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<img src="%s"`, html.EscapeString(img.URL))
	if img.Srcset != "" {
		fmt.Fprintf(&b, ` srcset="%s" sizes="%s"`, html.EscapeString(img.Srcset), html.EscapeString(img.Sizes))
	}
	b.WriteString(size(img))
	fmt.Fprintf(&b, ` alt="%s" loading="lazy" decoding="async">`, html.EscapeString(img.Alt))
	return b.String()
}

// prose places a rendered text on a page.
func (x *edition) prose(m model.Markup, targets []model.Target, prefix string, lang model.Lang) model.Prose {
	if m.IsEmpty() {
		return model.Prose{}
	}
	return model.Prose{Body: m.Page, Targets: x.planner.targets(m.Links, targets), Prefix: prefix, Lang: x.foreign(lang), Sum: m.Sum}
}
