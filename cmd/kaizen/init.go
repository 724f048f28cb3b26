package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kaizen/generator/model"
)

// initOptions is what the command line says about a new site.
type initOptions struct {
	title, product, baseURL, theme, ci string
	add                                bool
}

func ciNames() []string { return []string{"github", "gitlab"} }

func (a *app) initCommand() *cobra.Command {
	var o initOptions
	cmd := &cobra.Command{
		Use:   a.say("init [フォルダー]", "init [FOLDER]"),
		Short: a.say("新しいサイトを作る", "Make a new site"),
		Long: a.say(`そのまま公開できる小さなサイトを作ります。設定、見本の記録、このサイトについてのページ、エディターの設定、コミット前の検査が入ります。
すでにあるファイルを書きかえることはありません。空でないフォルダーには、--add を付けると足りないファイルだけを加えます。
ファイルの言葉と既定の言語は --lang で決まります。`,
			`Makes a small site that can be published as it is: settings, a sample record, a
page about the site, settings for editors, and a check before commits.
No file is ever overwritten; --add puts what is missing into a folder that is not
empty. --lang decides the language of the files and the first one of the site.`),
		Example: a.say(`  kaizen init my-site --lang ja
  kaizen init my-site --title "ひなたショップ 改善レポート" --product hinata=ひなたショップ --ci github
  kaizen init --add --ci gitlab          今のサイトにCIの設定を加える`,
			`  kaizen init my-site --lang en
  kaizen init my-site --title "Hinata Shop improvements" --product "hinata=Hinata Shop" --ci github
  kaizen init --add --ci gitlab          add a CI pipeline to this site`),
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: folders,
		RunE: func(_ *cobra.Command, args []string) error {
			dir := a.source
			if len(args) == 1 {
				dir = below(dir, args[0])
			}
			return a.initSite(dir, o)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.title, "title", "", a.say("サイトの`名前`", "`TITLE` of the site"))
	f.StringVar(&o.product, "product", "", a.say("`プロダクト`（id、または id=名前）", "`PRODUCT`: its id, or ID=NAME"))
	f.StringVar(&o.baseURL, "base-url", "https://kaizen.example.com/", a.say("公開する場所の`URL`", "`URL` of the published site"))
	f.StringVar(&o.theme, "theme", "michi", a.say("`テーマ`（"+strings.Join(themeNames(), "、")+"）", "`THEME` ("+strings.Join(themeNames(), ", ")+")"))
	f.StringVar(&o.ci, "ci", "", a.say("確認と公開を自動で行う`サービス`（github、gitlab）", "`SERVICE` that checks and publishes (github, gitlab)"))
	f.BoolVar(&o.add, "add", false, a.say("足りないファイルだけを加える", "add the files that are missing"))
	return cmd
}

// initSite writes a new site into dir, or what is missing there.
func (a *app) initSite(dir string, o initOptions) error {
	values, err := a.siteValues(o)
	if err != nil {
		return err
	}
	there, err := present(dir)
	if err != nil {
		return err
	}
	if len(there) > 0 && !o.add {
		return wrong(model.Says{
			JA: dir + " は空ではありません（" + strings.Join(there, "、") + "）", EN: dir + " is not empty (" + strings.Join(there, ", ") + ")",
			HintJA: "別のフォルダーにするか、--add を付けて足りないファイルだけを加えてください", HintEN: "choose another folder, or add what is missing with --add"})
	}
	files, err := a.siteFiles(dir, values, o.ci)
	if err != nil {
		return err
	}
	for _, name := range sortedNames(files) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		mode := fs.FileMode(0o666)
		if bytes.HasPrefix(files[name], []byte("#!")) {
			mode = 0o777
		}
		switch err := writeNew(full, files[name], mode); {
		case errors.Is(err, fs.ErrExist):
			a.next(full + a.say(" はそのままにしました", " is left as it is"))
		case err != nil:
			return err
		default:
			fmt.Fprintln(a.out, full)
		}
	}
	enter := ""
	if filepath.Clean(dir) != "." {
		enter = "  cd " + dir + "\n"
	}
	a.next(a.say(`
次にすること
`+enter+`  kaizen serve                                    見ながら書く
  kaizen new                                      記録を書きはじめる
  git config core.hooksPath .kaizen/hooks         コミットの前に検査する`, `
What to do next
`+enter+`  kaizen serve                                    write and watch
  kaizen new                                      begin a record
  git config core.hooksPath .kaizen/hooks         check before every commit`))
	if o.ci != "" {
		a.next(a.say("  .kaizen/install.sh の url を、チームで使う kaizen の置き場所に直す", "  set url in .kaizen/install.sh to where your team keeps kaizen"))
	}
	return nil
}

// present lists what a folder holds, but for the folder of git.
func present(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dir, err)
	}
	var names []string
	for _, e := range entries {
		if e.Name() != ".git" {
			names = append(names, e.Name())
		}
	}
	return names, nil
}
