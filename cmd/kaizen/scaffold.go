package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/template"

	"kaizen/generator/load"
	"kaizen/generator/model"
)

// scaffold holds the files of a new site, as templates between [[ and ]].
//
//go:embed scaffold
var scaffold embed.FS

// siteValues is what the templates of a new site say of it, as YAML.
type siteValues struct {
	Title, BaseURL, Theme, Product, ProductName, Month, Date, Version, Sum string
	Japanese                                                               bool // the language of the files

	lang   model.Lang // of the files
	folder string     // of the sample record
}

func (a *app) siteValues(o initOptions) (siteValues, error) {
	v := siteValues{BaseURL: scalar(o.baseURL), Theme: scalar(o.theme), Version: version, lang: "en"}
	if a.messages() == "ja" {
		v.lang, v.Japanese = "ja", true
	}
	if o.ci != "" {
		if err := oneOf("--ci", o.ci, ciNames()); err != nil {
			return v, err
		}
	}
	if err := oneOf("--theme", o.theme, themeNames()); err != nil {
		return v, err
	}
	if v.Title = "{ja: 改善レポート, en: Improvement report}"; o.title != "" {
		v.Title = scalar(o.title)
	}
	id, name, named := strings.Cut(o.product, "=")
	switch {
	case o.product == "":
		v.Product, v.ProductName = "shop", "{ja: ショップ, en: Shop}"
	case named:
		v.Product, v.ProductName = id, flowScalar(name)
	default:
		v.Product, v.ProductName = id, flowScalar(id)
	}
	if _, err := slugLike(v.Product); err != nil {
		return v, err
	}
	now, err := a.now()
	if err != nil {
		return v, err
	}
	day := now.In(tokyo())
	v.Month, v.Date = day.Format("2006-01"), day.Format("2006-01-02")
	v.folder = "content/" + v.Product + "/" + day.Format("2006/01") + "/"
	v.Sum, err = ownSum()
	return v, err
}

// flowScalar writes s as YAML between braces.
func flowScalar(s string) string {
	if strings.ContainsAny(s, ",[]{}") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	return scalar(s)
}

// ownSum is the SHA-256 of this program, where it is the one that CI runs.
func ownSum() (string, error) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		return strings.Repeat("0", 64), nil
	}
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	data, err := os.ReadFile(self)
	if err != nil {
		return "", fmt.Errorf("read the program: %w", err)
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// siteFiles makes the files of a new site by their paths. A site that has a
// config already gets neither samples nor another one.
func (a *app) siteFiles(dir string, v siteValues, ci string) (map[string][]byte, error) {
	lang := string(v.lang)
	from := map[string]string{
		".gitignore": "gitignore", ".gitattributes": "gitattributes",
		".vscode/extensions.json": "extensions.json", ".vscode/tasks.json": "tasks.json",
		".kaizen/hooks/pre-commit": "pre-commit." + lang,
	}
	c, err := siteConfig(dir)
	if err != nil {
		return nil, err
	}
	if c == nil {
		from["kaizen.yaml"] = "kaizen." + lang + ".yaml"
		for _, l := range []string{"ja", "en"} {
			end := "." + l + ".md"
			if l == lang {
				end = ".md"
			}
			from[v.folder+"first-improvement"+end] = "record." + l + ".md"
			from["content/pages/about"+end] = "about." + l + ".md"
		}
	}
	switch ci {
	case "github":
		from[".github/workflows/kaizen.yml"] = "github." + lang + ".yml"
		from[".kaizen/install.sh"] = "install." + lang + ".sh"
		from[".kaizen/comment.github.sh"] = "comment.github.sh"
	case "gitlab":
		from[".gitlab-ci.yml"] = "gitlab." + lang + ".yml"
		from[".kaizen/install.sh"] = "install." + lang + ".sh"
		from[".kaizen/comment.gitlab.sh"] = "comment.gitlab.sh"
	}
	files := map[string][]byte{}
	for name, source := range from {
		if files[name], err = fill(source, v); err != nil {
			return nil, err
		}
	}
	return files, a.editorFiles(files, v.lang, c)
}

// fill executes a template of the scaffold.
func fill(name string, values any) ([]byte, error) {
	t, err := template.New(name).Delims("[[", "]]").ParseFS(scaffold, "scaffold/"+name)
	if err != nil {
		return nil, fmt.Errorf("scaffold: %w", err)
	}
	var b bytes.Buffer
	err = t.Execute(&b, values)
	return b.Bytes(), err
}

// editorFiles adds the schemas and the settings that point to them.
func (a *app) editorFiles(files map[string][]byte, lang model.Lang, c *model.Config) error {
	if c == nil {
		var err error
		if c, err = configOf(files["kaizen.yaml"]); err != nil {
			return err
		}
	}
	schemas, err := a.schemas(lang, c)
	if err != nil {
		return err
	}
	maps.Copy(files, schemas)
	files[".vscode/settings.json"], err = editorSettings(lang, c)
	return err
}

// siteConfig is the config of the site in dir, or nil when it has none.
func siteConfig(dir string) (*model.Config, error) {
	data, err := os.ReadFile(filepath.Join(dir, "kaizen.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the config: %w", err)
	}
	return configOf(data)
}

// configOf refuses a config that stops the build.
func configOf(data []byte) (*model.Config, error) {
	c, list := load.ParseConfig(data)
	for _, p := range list {
		if p.Level == model.Error {
			return nil, &misuse{p.Text, p.Hint}
		}
	}
	return c, nil
}

func sortedNames(files map[string][]byte) []string { return slices.Sorted(maps.Keys(files)) }

// below is a path as seen from a folder; an absolute one is itself.
func below(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
