package load

import (
	"go.yaml.in/yaml/v4"

	"kaizen/generator/model"
)

var (
	sideShape    = Shape{Type: "side", Fields: describe(sideFields)}
	pictureShape = Shape{Type: "picture", Fields: describe(pictureFields)}
)

var pictureFields = []field[model.Picture]{
	{"src", textShape, "画像の相対パス。", "Relative path of the picture.",
		func(r *reader, n *yaml.Node, p *model.Picture) { p.Src = r.line(n); p.Pos = r.pos(n) }},
	{"alt", textShape, "画像の内容。見えない人にも伝わるように。", "What the picture shows, for those who cannot see it.",
		func(r *reader, n *yaml.Node, p *model.Picture) { p.Alt = r.line(n) }},
	{"caption", textShape, "画像の下の言葉。", "Words below the picture.",
		func(r *reader, n *yaml.Node, p *model.Picture) { p.Caption = r.line(n) }},
}

// half is a side while it is read: which form it has shows in its keys.
type half struct {
	side    model.Side
	picture model.Picture
}

var sideFields = []field[half]{
	{"value", numberShape, "数。", "A number.",
		func(r *reader, n *yaml.Node, h *half) { h.side.Value, h.side.Number = r.number(n), true }},
	{"unit", textShape, "その単位。", "Its unit.",
		func(r *reader, n *yaml.Node, h *half) { h.side.Unit = r.line(n) }},
	{"text", textShape, "数や画像に添える言葉。", "Words beside the number or picture.",
		func(r *reader, n *yaml.Node, h *half) { h.side.Text = r.line(n) }},
	{"src", textShape, "画像の相対パス。", "Relative path of a picture.",
		func(r *reader, n *yaml.Node, h *half) { h.picture.Src = r.line(n); h.picture.Pos = r.pos(n) }},
	{"alt", textShape, "画像の内容。", "What the picture shows.",
		func(r *reader, n *yaml.Node, h *half) { h.picture.Alt = r.line(n) }},
	{"caption", textShape, "画像の下の言葉。", "Words below the picture.",
		func(r *reader, n *yaml.Node, h *half) { h.picture.Caption = r.line(n) }},
}

// side reads one half of a before/after pair.
func (r *reader) side(n *yaml.Node) model.Side {
	if n.Kind == yaml.ScalarNode {
		return model.Side{Text: r.line(n)}
	}
	var h half
	object(r, n, sideFields, lenience{}, &h)
	switch {
	case h.picture.Src != "":
		h.side.Picture = &h.picture
	case !h.side.Number && h.side.Text == "":
		r.bad(n, "missing-value", model.Says{
			JA: "値がありません", EN: "there is nothing to show",
			HintJA: "文か、{value: 8.2, unit: 秒}か、{src: …, alt: …}を書いてください", HintEN: "write a sentence, {value: 8.2, unit: s} or {src: …, alt: …}"})
	}
	return h.side
}

// picture reads {src, alt, caption}, or a path alone.
func (r *reader) picture(n *yaml.Node) *model.Picture {
	if n.Kind == yaml.ScalarNode {
		if s := r.line(n); s != "" {
			return &model.Picture{Src: s, Pos: r.pos(n)}
		}
		return nil
	}
	var p model.Picture
	object(r, n, pictureFields, lenience{}, &p)
	if p.Src == "" {
		r.bad(n, "missing-key", model.Says{JA: "画像のsrcがありません", EN: "the picture has no src"})
		return nil
	}
	return &p
}
