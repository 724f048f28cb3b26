package main

import (
	"bytes"
	"encoding/json"

	"kaizen/generator/load"
	"kaizen/generator/model"
)

// editorSettings is .vscode/settings.json: the schema of kaizen.yaml, and the
// front matter as the Front Matter CMS extension describes it.
func editorSettings(lang model.Lang, c *model.Config) ([]byte, error) {
	type folder struct {
		Title        string   `json:"title"`
		Path         string   `json:"path"`
		ContentTypes []string `json:"contentTypes"`
	}
	type contentType struct {
		Name   string        `json:"name"`
		Fields []editorField `json:"fields"`
	}
	settings := struct {
		Schemas map[string]string `json:"yaml.schemas"`
		Folders []folder          `json:"frontMatter.content.pageFolders"`
		Types   []contentType     `json:"frontMatter.taxonomy.contentTypes"`
	}{
		Schemas: map[string]string{"./" + schemaFolder + "/config.json": "kaizen.yaml"},
		Folders: []folder{
			{"pages", "[[workspace]]/content/pages", []string{"page"}},
			{"reports", "[[workspace]]/content/reports", []string{"report"}},
		},
	}
	for _, p := range c.Products {
		settings.Folders = append(settings.Folders, folder{p.Name.In(lang), "[[workspace]]/content/" + string(p.ID), []string{"record"}})
	}
	for _, of := range []string{"record", "report", "page"} {
		settings.Types = append(settings.Types, contentType{of, editorFields(of, lang, c)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(settings)
	return b.Bytes(), err
}

// editorField is a key of front matter in the form of the extension.
type editorField struct {
	Name        string   `json:"name"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Type        string   `json:"type"`
	Required    bool     `json:"required,omitempty"`
	Choices     []string `json:"choices,omitempty"`
	DateFormat  string   `json:"dateFormat,omitempty"`
	PublishDate bool     `json:"isPublishDate,omitempty"`
}

// editorFields lists the keys whose values fit into one field of a form.
func editorFields(of string, lang model.Lang, c *model.Config) []editorField {
	var out []editorField
	for _, f := range load.Fields(of) {
		e := editorField{Name: f.Key, Title: f.Key, Description: f.Help.In(lang), Type: "string", Choices: f.Shape.Values}
		switch f.Shape.Type {
		case "day", "instant":
			e.Type, e.DateFormat = "datetime", "yyyy-MM-dd"
		case "flag":
			e.Type = "boolean"
		case "whole", "number":
			e.Type = "number"
		case "list":
			if f.Shape.Items.Type != "text" {
				continue
			}
			e.Type = "list"
		case "object", "picture", "any":
			continue
		}
		switch f.Key {
		case "title", "date":
			e.Required = of != "report"
			e.PublishDate = f.Key == "date"
		case "product":
			e.Type, e.Choices = "string", productIDs(c)
		case "kind":
			e.Required, e.Choices = true, kindIDs(c)
		}
		if e.Choices != nil {
			e.Type = "choice"
		}
		out = append(out, e)
	}
	return out
}
