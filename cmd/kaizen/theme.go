package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kaizen/generator/load"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

func (a *app) themeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   a.say("theme コマンド", "theme COMMAND"),
		Short: a.say("テーマを見る、変える、作る", "Look at themes, change one, begin one"),
		Long: a.say(`多くのサイトは、kaizen.yaml の look と words だけで足ります。
それで足りないときは1つのファイルを eject で写して直し、すっかり変えたいときは new で自分のテーマを作ります。`,
			`Most sites need no more than look and words in kaizen.yaml. Where that is not enough,
eject a single file and change it, or begin a theme of your own with new.`),
	}
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return a.unknownCommand(cmd, args[0])
		}
		return nil
	}
	cmd.RunE = func(*cobra.Command, []string) error {
		a.help(cmd)
		return nil
	}
	cmd.AddCommand(a.themeListCommand(), a.ejectCommand(), a.newThemeCommand())
	return cmd
}

func (a *app) themeListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   a.say("使えるテーマを並べる（* は使用中）", "List the themes; * marks the one in use"),
		Example: "  kaizen theme list",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			own, err := a.ownThemes()
			if err != nil {
				return err
			}
			built, used := themeNames(), ""
			if c := a.config(); c != nil {
				used = c.Theme
			}
			names := slices.Concat(built, slices.DeleteFunc(slices.Clone(own), func(s string) bool { return slices.Contains(built, s) }))
			for _, name := range names {
				mark, origin := " ", a.say("組み込み", "built-in")
				switch {
				case !slices.Contains(built, name):
					origin = "themes/" + name + "/"
				case slices.Contains(own, name):
					origin += a.say("と themes/", ", with themes/") + name + "/"
				}
				if name == used {
					mark = "*"
				}
				fmt.Fprintf(a.out, "%s %-12s  %s\n", mark, name, origin)
			}
			return nil
		},
	}
}

// ownThemes lists the folders in the site's themes/.
func (a *app) ownThemes() ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(a.source, "themes"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the themes: %w", err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && !model.Ignored(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

func (a *app) newThemeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   a.say("new 名前", "new NAME"),
		Short: a.say("自分のテーマを作りはじめる", "Begin a theme of your own"),
		Long: a.say(`themes/名前/ に、組み込みのテーマ plain を写し、使える値の一覧を添えます。
スクリプトとアイコンは、置かなければ michi のものが使われます。`,
			`Copies the built-in theme plain into themes/NAME/, with a page about what its
templates can use. Scripts and icons that it lacks are those of michi.`),
		Example:           "  kaizen theme new ours",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(_ *cobra.Command, args []string) error { return a.newTheme(args[0]) },
	}
}

func (a *app) newTheme(name string) error {
	if _, err := slugLike(name); err != nil {
		return err
	}
	own, err := a.ownThemes()
	if err != nil {
		return err
	}
	if slices.Contains(slices.Concat(themeNames(), own), name) {
		return wrong(model.Says{
			JA: "「" + name + "」というテーマはもうあります", EN: fmt.Sprintf("there is a theme %q already", name),
			HintJA: "別の名前にしてください。1つのファイルだけ変えるなら「kaizen theme eject」です", HintEN: "choose another name; to change a single file, use kaizen theme eject"})
	}
	files := map[string][]byte{}
	if files["README.md"], err = fill("theme."+a.say("ja", "en")+".md", struct{ Name string }{name}); err != nil {
		return err
	}
	plain, err := fs.Sub(themes.FS, "plain")
	if err != nil {
		return err
	}
	for _, from := range filesIn(plain) {
		to := strings.Replace(from, "plain.css", name+".css", 1)
		if files[to], err = fs.ReadFile(plain, from); err != nil {
			return err
		}
	}
	for _, file := range sortedNames(files) {
		full := filepath.Join(a.source, "themes", name, filepath.FromSlash(file))
		if err := writeNew(full, files[file], 0o666); err != nil {
			return err
		}
		fmt.Fprintln(a.out, full)
	}
	a.next(a.say("kaizen.yaml に「theme: "+name+"」と書くと使われます", "write theme: "+name+" into kaizen.yaml to use it"))
	return nil
}

// filesIn lists the paths of all files.
func filesIn(fsys fs.FS) []string {
	var names []string
	fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, name)
		}
		return err
	})
	return names
}

// builtin reads a built-in file by its path, such as "templates/report.html".
func builtin(name string) ([]byte, error) {
	dir, rest, _ := strings.Cut(name, "/")
	switch dir {
	case "templates":
		return fs.ReadFile(templates.FS, rest)
	case "themes":
		return fs.ReadFile(themes.FS, rest)
	}
	return nil, fs.ErrNotExist
}

// worn is a theme in use, as the place where its files are changed.
type worn string

// theme is the theme of the site.
func (a *app) theme() (worn, error) {
	c := a.config()
	if c == nil {
		return "", wrong(model.Says{
			JA: "ここには読める kaizen.yaml がありません", EN: "there is no kaizen.yaml here that can be read",
			HintJA: "サイトのフォルダーを --source で指定してください", HintEN: "name the folder of the site with --source"})
	}
	return worn(c.Theme), nil
}

func (w worn) root() string { return "themes/" + string(w) + "/" }

// source is the built-in file that shows under a name: "report.html" and
// "css/2-base.css" as well as the paths of the override or the built-in file.
// It is "" where there is none.
func (w worn) source(name string) string {
	name = path.Clean(filepath.ToSlash(name))
	short := strings.TrimPrefix(strings.TrimPrefix(name, w.root()), "templates/")
	places := []string{w.root() + "templates/" + short, "templates/" + short, w.root() + short, name}
	if !strings.HasPrefix(short, "css/") { // a style sheet is not borrowed
		places = append(places, "themes/michi/"+short)
	}
	for _, p := range places {
		if _, err := builtin(p); err == nil {
			return p
		}
	}
	return ""
}

// override is the path in the site that replaces a built-in file. Templates
// are the site's own, or those of a theme that is.
func (w worn) override(source string) string {
	rest := strings.TrimPrefix(source, "themes/")
	if rest != source {
		_, rest, _ = strings.Cut(rest, "/")
	}
	if !strings.HasPrefix(rest, "templates/") || !slices.Contains(themeNames(), string(w)) {
		return w.root() + rest
	}
	return rest
}

// names lists what can be ejected, as source understands it.
func (w worn) names() []string {
	names := filesIn(templates.FS)
	for _, theme := range []string{"michi", string(w)} {
		for _, name := range filesIn(themes.FS) {
			if rest, ok := strings.CutPrefix(name, theme+"/"); ok {
				names = append(names, strings.TrimPrefix(rest, "templates/"))
			}
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return !load.Ejectable(name) || w.source(name) == "" })
}

func (a *app) ejectCommand() *cobra.Command {
	var show bool
	cmd := &cobra.Command{
		Use:   a.say("eject ファイル…", "eject FILE…"),
		Short: a.say("組み込みのファイルを、直せるようにサイトへ写す", "Copy built-in files into the site, to be changed there"),
		Long: a.say(`テンプレート、文言、CSS、JavaScriptを、組み込みのものに代わる場所へ写します。
1行目に、もとのファイルとその版が残ります。新しい版で組み込みのファイルが変わると、kaizen check が知らせます。
すでにあるファイルを書きかえることはありません。`,
			`Copies templates, words, style sheets and scripts to where they replace the built-in
ones. The first line keeps what was copied and in which version: when the built-in
file changes in a new version, kaizen check says so. No file is ever overwritten.`),
		Example: a.say(`  kaizen theme eject parts/card.html           templates/parts/card.html ができる
  kaizen theme eject css/1-tokens.css words/ja.yaml
  kaizen theme eject report.html --print | diff - templates/report.html`,
			`  kaizen theme eject parts/card.html           makes templates/parts/card.html
  kaizen theme eject css/1-tokens.css words/en.yaml
  kaizen theme eject report.html --print | diff - templates/report.html`),
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.eject(args, show) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			w := worn("michi")
			if c := a.config(); c != nil {
				w = worn(c.Theme)
			}
			return w.names(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	cmd.Flags().BoolVar(&show, "print", false, a.say("写さずに、写すはずの中身を表示する", "print what would be written instead"))
	return cmd
}

// eject copies all of the named files, or none when one of them cannot be.
func (a *app) eject(names []string, show bool) error {
	w, err := a.theme()
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	for _, name := range names {
		from := w.source(name)
		if from == "" {
			return wrong(nearest(name, w.names(), model.Says{
				JA: "「" + name + "」という組み込みのファイルはありません", EN: fmt.Sprintf("there is no built-in file %q", name),
				HintJA: "使えるのは " + strings.Join(w.names(), "、") + " です", HintEN: "use one of " + strings.Join(w.names(), ", ")}))
		}
		to := w.override(from)
		if !load.Ejectable(from) {
			return wrong(model.Says{
				JA: "「" + name + "」には、写した印を付けられません", EN: fmt.Sprintf("%s cannot be marked as a copy", name),
				HintJA: "代わりのファイルを " + to + " に置いてください", HintEN: "put a file of your own at " + to})
		}
		data, err := builtin(from)
		if err != nil {
			return err
		}
		if _, err := os.Lstat(filepath.Join(a.source, filepath.FromSlash(to))); err == nil && !show {
			return wrong(model.Says{
				JA: to + " はもうあります", EN: to + " exists already",
				HintJA: "書きかえはしません。組み込みとの違いは「kaizen theme eject " + name + " --print | diff - " + to + "」で見られます",
				HintEN: "it is left as it is; see how it differs with kaizen theme eject " + name + " --print | diff - " + to})
		}
		files[to] = load.Marked(from, data)
	}
	for _, to := range sortedNames(files) {
		if err := a.put(to, files[to], show); err != nil {
			return err
		}
	}
	return nil
}

// put writes a new file of the site and prints its path, or shows it only.
func (a *app) put(name string, data []byte, show bool) error {
	if show {
		_, err := a.out.Write(data)
		return err
	}
	full := filepath.Join(a.source, filepath.FromSlash(name))
	if err := writeNew(full, data, 0o666); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.out, full)
	return err
}
