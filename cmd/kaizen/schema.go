package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"kaizen/generator/load"
	"kaizen/generator/model"
)

// schemaFolder is where editors find the schemas of a site.
const schemaFolder = ".kaizen/schema"

// sourceKinds are the names of the schemas.
func sourceKinds() []string { return []string{"record", "config", "report", "page"} }

func (a *app) schemaCommand() *cobra.Command {
	var write bool
	cmd := &cobra.Command{
		Use:   a.say("schema [record|config|report|page]", "schema [record|config|report|page]"),
		Short: a.say("書けるキーを、JSON Schemaで表示する", "Print the keys that may be written, as JSON Schema"),
		Long: a.say(`記録（record、省くとこれ）、kaizen.yaml（config）、レポートの言葉（report）、ページ（page）に書けるキーと値を、
JSON Schema（draft 2020-12）で表示します。サイトの中では、プロダクト・種類・タグ・チームの候補も入ります。
kaizen.yaml を変えたら、「kaizen schema --write」でエディター用のファイルを作り直してください。`,
			`Prints the keys and values of records (record, the default), of kaizen.yaml
(config), of the words for reports (report) or of free pages (page) as JSON Schema
(draft 2020-12). Inside a site it knows the products, kinds, tags and teams.
After a change of kaizen.yaml, kaizen schema --write renews the editor's files.`),
		Example: "  kaizen schema\n  kaizen schema config --lang en > kaizen.schema.json\n  kaizen schema --write",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				return oneOf("schema", args[0], sourceKinds())
			}
			return cobra.NoArgs(cmd, args)
		},
		ValidArgs: sourceKinds(),
		RunE: func(_ *cobra.Command, args []string) error {
			if write {
				return a.writeSchemas()
			}
			of := "record"
			if len(args) == 1 {
				of = args[0]
			}
			data, err := load.Schema(of, a.messages(), a.config())
			if err != nil {
				return err
			}
			_, err = a.out.Write(data)
			return err
		},
	}
	cmd.Flags().BoolVar(&write, "write", false, a.say("エディターが読む "+schemaFolder+"/ に書き出す", "write them all to "+schemaFolder+"/, for editors"))
	return cmd
}

// config is that of the site, or nil when there is none to read.
func (a *app) config() *model.Config {
	data, err := os.ReadFile(filepath.Join(a.source, "kaizen.yaml"))
	if err != nil {
		return nil
	}
	c, _ := load.ParseConfig(data)
	return c
}

// schemas returns the files of schemaFolder, by their path in the site.
func (a *app) schemas(lang model.Lang, c *model.Config) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, of := range sourceKinds() {
		data, err := load.Schema(of, lang, c)
		if err != nil {
			return nil, err
		}
		files[schemaFolder+"/"+of+".json"] = data
	}
	return files, nil
}

func (a *app) writeSchemas() error {
	c := a.config()
	if c == nil {
		return wrong(model.Says{
			JA: "読み込める kaizen.yaml がありません", EN: "there is no kaizen.yaml that can be read",
			HintJA: "「kaizen check」で確かめるか、サイトのフォルダーを --source で指定してください", HintEN: "run kaizen check, or name the site's folder with --source"})
	}
	files, err := a.schemas(a.messages(), c)
	if err != nil {
		return err
	}
	for _, name := range sortedNames(files) {
		full := filepath.Join(a.source, filepath.FromSlash(name))
		if err := replace(full, files[name]); err != nil {
			return err
		}
		fmt.Fprintln(a.out, full)
	}
	return nil
}

func replace(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return fmt.Errorf("make the folder of %s: %w", name, err)
	}
	if err := os.WriteFile(name, data, fs.FileMode(0o666)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
