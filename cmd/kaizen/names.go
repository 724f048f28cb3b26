package main

import (
	"fmt"
	"strings"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// The functions of this file find what the config declares by what people
// type: an id, or a name in any language.

func productIDs(c *model.Config) []string {
	var ids []string
	for _, p := range c.Products {
		ids = append(ids, string(p.ID))
	}
	return ids
}

func kindIDs(c *model.Config) []string {
	var ids []string
	for _, k := range c.Kinds {
		ids = append(ids, string(k.ID))
	}
	return ids
}

func recordIDs(records []*model.Record) []string {
	var ids []string
	for _, r := range records {
		ids = append(ids, string(r.ID))
	}
	return ids
}

func productNamed(c *model.Config, typed string) (string, error) {
	for _, p := range c.Products {
		if isNamed(typed, string(p.ID), p.Name) {
			return string(p.ID), nil
		}
	}
	return "", undeclared("プロダクト", "product", typed, productIDs(c))
}

func kindNamed(c *model.Config, typed string) (string, error) {
	for _, k := range c.Kinds {
		if isNamed(typed, string(k.ID), k.Name) {
			return string(k.ID), nil
		}
	}
	return "", undeclared("種類", "kind", typed, kindIDs(c))
}

func isNamed(typed, id string, name model.Text) bool {
	typed = text.NFKC(typed)
	if strings.EqualFold(typed, id) {
		return true
	}
	for _, s := range name {
		if strings.EqualFold(typed, text.NFKC(s)) {
			return true
		}
	}
	return false
}

func undeclared(ja, en, typed string, ids []string) error {
	return wrong(nearest(typed, ids, model.Says{
		JA: fmt.Sprintf("「%s」という%sはありません", typed, ja), EN: fmt.Sprintf("there is no %s %q", en, typed),
		HintJA: "使えるのは " + strings.Join(ids, "、") + " です", HintEN: "use one of " + strings.Join(ids, ", ")}))
}

// nearest puts the nearest of the known words into the hint, if one is near.
func nearest(typed string, known []string, s model.Says) model.Says {
	if near, ok := text.Nearest(typed, known); ok {
		s.HintJA, s.HintEN = "「"+near+"」のことですか", "did you mean "+near+"?"
	}
	return s
}

// choice is a question with its possible answers.
func choice(ja, en string, ids []string) model.Text {
	return model.Text{"ja": ja + "（" + strings.Join(ids, "、") + "）", "en": en + " (" + strings.Join(ids, ", ") + ")"}
}

// only is the one of ids, or "" where there is a choice.
func only(ids []string) string {
	if len(ids) == 1 {
		return ids[0]
	}
	return ""
}
