package load

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"kaizen/generator/model"
	"kaizen/generator/rules"
)

// Fields returns the keys of a kind of source file in the order in which
// people read about them: "record", "config", "report" or "page". For other
// names it returns nil.
func Fields(of string) []Field {
	switch of {
	case "record":
		return describe(recordFields)
	case "config":
		return describe(configFields)
	case "report":
		return describe(prefaceFields)
	case "page":
		return describe(pageFields)
	}
	return nil
}

// Schema returns the JSON Schema (draft 2020-12) of a kind of source file,
// described in lang. With a config, the schema of records knows the site's
// products, kinds, tags and teams, and the keys of other tools; c may be nil.
// Of is one of the names that Fields knows.
func Schema(of string, lang model.Lang, c *model.Config) ([]byte, error) {
	fields := Fields(of)
	if fields == nil {
		return nil, fmt.Errorf("load: describe %q: there is no such source", of)
	}
	s := schemaOf(Shape{Type: "object", Fields: fields}, lang)
	s.Schema, s.Title = "https://json-schema.org/draft/2020-12/schema", "kaizen: "+of
	switch of {
	case "record":
		s.Required = []string{"title", "date", "kind"} // the product may come from the folder
		for _, key := range s.Required[:2] {
			s.Properties[key] = s.Properties[key].filled()
		}
		s.Properties["slug"].Pattern = idForm.String()
		s.Properties["highlight"].Minimum = bound(1)
		if c != nil {
			s.know(c)
		}
	case "config":
		s.Required = []string{"title", "products"}
		s.Properties["products"].require("id")
		s.settle()
	case "page":
		s.Required = []string{"title"}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(s)
	return b.Bytes(), err
}

// schema is as much of a JSON Schema as the tables need.
type schema struct {
	Schema            string             `json:"$schema,omitempty"`
	Title             string             `json:"title,omitempty"`
	Description       string             `json:"description,omitempty"`
	Type              any                `json:"type,omitempty"` // a name, or a list of them
	Enum              []any              `json:"enum,omitempty"`
	Pattern           string             `json:"pattern,omitempty"` // of strings
	Minimum           *int               `json:"minimum,omitempty"` // of numbers
	Maximum           *int               `json:"maximum,omitempty"`
	AnyOf             []*schema          `json:"anyOf,omitempty"`
	Items             *schema            `json:"items,omitempty"`
	Required          []string           `json:"required,omitempty"`
	Properties        map[string]*schema `json:"properties,omitempty"`
	PatternProperties map[string]*schema `json:"patternProperties,omitempty"`
	Additional        any                `json:"additionalProperties,omitempty"` // false, or the *schema of values
	Names             *schema            `json:"propertyNames,omitempty"`
}

const (
	dayPattern     = `\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
	clockPattern   = `[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?`
	monthPattern   = `^\d{4}-(0[1-9]|1[0-2])$`
	addressPattern = `^(https?://[^/\s]|mailto:|tel:|[/#]|$)`
)

// schemaOf turns a shape into a schema that lets pass what the reader does:
// any scalar is a text, one item is a list of one, nothing is an empty text.
func schemaOf(shape Shape, lang model.Lang) *schema {
	if shape.Values != nil {
		return enum(shape.Values)
	}
	switch shape.Type {
	case "list":
		item := schemaOf(*shape.Items, lang)
		return &schema{AnyOf: []*schema{item, {Type: "array", Items: item}, {Type: "null"}}}
	case "day", "instant":
		return &schema{Type: []string{"string", "null"}, Pattern: "^" + dayPattern + "(" + clockPattern + ")?$"}
	case "month":
		return &schema{Type: "string", Pattern: monthPattern}
	case "flag":
		return &schema{Enum: []any{true, false, "yes", "no"}}
	case "whole":
		return &schema{Type: "integer", Minimum: bound(0)}
	case "number":
		return &schema{Type: "number"}
	case "object":
		return objectSchema(shape.Fields, lang)
	case "side", "picture":
		return &schema{AnyOf: []*schema{textSchema(), objectSchema(shape.Fields, lang)}}
	case "localized":
		return &schema{AnyOf: []*schema{textSchema(), {Type: "object", Additional: textSchema()}}}
	case "map":
		return &schema{Type: "object", Additional: schemaOf(*shape.Items, lang)}
	case "address":
		s := textSchema()
		s.Pattern = addressPattern
		return s
	case "any":
		return &schema{}
	}
	return textSchema()
}

func bound(n int) *int { return &n }

// filled is a text that may not be left empty.
func (s *schema) filled() *schema {
	types, _ := s.Type.([]string)
	s.Type = slices.DeleteFunc(slices.Clone(types), func(t string) bool { return t == "null" })
	if s.Pattern == "" {
		s.Pattern = `\S`
	}
	return s
}

// settle tells the schema of the config what its values are among.
func (s *schema) settle() {
	keys := enum(names(recordFields))
	var mild []string
	for _, r := range rules.All() {
		if !r.Firm {
			mild = append(mild, r.Name)
		}
	}
	s.Properties["severity"].Names = enum(mild)
	s.Properties["require"].Additional = &schema{AnyOf: []*schema{keys, {Type: "array", Items: keys}, {Type: "null"}}}
	s.Properties["front_matter"].Properties["map"].Additional = keys
	s.Properties["feeds"].Properties["limit"].Minimum = bound(1)
	s.Properties["look"].Properties["hue"].Maximum = bound(359)
	for _, list := range []string{"products", "kinds", "tags", "teams"} {
		entry := s.Properties[list].AnyOf[0]
		entry.Properties["id"].Pattern = tagForm.String()
		if list != "tags" {
			entry.Properties["id"].Pattern = idForm.String()
		}
		if hue := entry.Properties["hue"]; hue != nil {
			hue.Maximum = bound(359)
		}
	}
}

func textSchema() *schema { return &schema{Type: []string{"string", "number", "boolean", "null"}} }

func enum(values []string) *schema {
	s := &schema{}
	for _, v := range values {
		s.Enum = append(s.Enum, v)
	}
	return s
}

func objectSchema(fields []Field, lang model.Lang) *schema {
	s := &schema{
		Type: "object", Properties: map[string]*schema{}, Additional: false,
		PatternProperties: map[string]*schema{"^x_": {}},
	}
	for _, f := range fields {
		value := schemaOf(f.Shape, lang)
		value.Description = f.Help.In(lang)
		s.Properties[f.Key] = value
	}
	return s
}

// require makes a key of the objects of a list necessary.
func (s *schema) require(key string) { s.AnyOf[0].Required = append(s.AnyOf[0].Required, key) }

// know tells the schema of records what the site declares.
func (s *schema) know(c *model.Config) {
	products, kinds, teams, tags := namesFor(c.Products, func(p *model.Product) (string, model.Text) { return string(p.ID), p.Name }),
		namesFor(c.Kinds, func(k *model.Kind) (string, model.Text) { return string(k.ID), k.Name }),
		namesFor(c.Teams, func(t *model.Team) (string, model.Text) { return string(t.ID), t.Name }),
		namesFor(c.Tags, func(t *model.Tag) (string, model.Text) { return string(t.ID), t.Name })
	s.Properties["kind"] = s.Properties["kind"].among(kinds)
	s.Properties["lang"] = s.Properties["lang"].among(languageNames(c))
	s.Properties["author"] = s.Properties["author"].among(teams)
	s.Properties["product"] = s.Properties["product"].amongEach(products)
	s.Properties["teams"] = s.Properties["teams"].amongEach(teams)
	if c.Tags != nil {
		s.Properties["tags"] = s.Properties["tags"].amongEach(tags)
	}
	for _, key := range c.FrontMatter.Ignore {
		s.Properties[key] = &schema{}
	}
	for theirs, key := range c.FrontMatter.Map {
		s.Properties[theirs] = s.Properties[key]
		s.Required = slices.DeleteFunc(s.Required, func(r string) bool { return r == key })
	}
}

func languageNames(c *model.Config) []string {
	var out []string
	for _, l := range c.Languages {
		out = append(out, string(l))
	}
	return out
}

// namesFor lists the ids of what is declared, and then its names.
func namesFor[T any](list []*T, of func(*T) (string, model.Text)) []string {
	var ids, names []string
	for _, x := range list {
		id, name := of(x)
		ids = append(ids, id)
		for _, s := range name {
			names = append(names, s)
		}
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(s string) bool { return slices.Contains(ids, s) })
	return append(ids, names...)
}

// among restricts a text to the given words.
func (s *schema) among(words []string) *schema {
	e := enum(words)
	e.Description = s.Description
	return e
}

// amongEach restricts a text or list of texts to the given words.
func (s *schema) amongEach(words []string) *schema {
	e := enum(words)
	return &schema{Description: s.Description, AnyOf: []*schema{e, {Type: "array", Items: e}, {Type: "null"}}}
}
