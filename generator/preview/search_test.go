package preview

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kaizen/generator/model"
	"kaizen/generator/text"
)

// corpora are real change records of others, beside the repository.
var corpora = []string{"../../../shared/corpora/karte-ios", "../../../shared/corpora/karte-android"}

// queries are of the kinds that Japanese readers type: each finds some records
// but, except for the last ones, no more than a page of results shows.
var queries = []string{
	"ｸﾗｯｼｭ", "ﾗｲﾌﾞﾗﾘ", "ﾋﾞｼﾞｭｱﾙ", // half-width katakana
	"くらっしゅ", "らいぶらり", "めっせーじ", // hiragana for katakana
	"サーバ", "サーバー", "ユーザ", "ユーザー", "ライブラリー", // with the long vowel mark and without
	"読化", "ィールド", "トラッキ", "ressed", "manif", // parts of words
	"端", "脱", "ぺ", "β", // one character
	"通知 修正", "接客　表示", "クラッシュ 通知 不具合", // several words
	"ＳＤＫ", "Ｋｏｔｌｉｎ", "ｉＯＳ１６", // full-width Latin
	"iOS12.0 → iOS15.0", "WEBVIEWの", "Ｃｏｒｅ ばーじょん", // mixed
	"難読化された天気予報", "イベント", "修正", // nothing, and much
}

// TestSearch holds the search of the finished site, in Chromium, against the
// truth: a record answers when every word of the query, folded, is contained
// in its folded text.
func TestSearch(t *testing.T) {
	files := corporaSite(t)
	if files == nil {
		return
	}
	b := chromium(t)
	s := open(t, files)
	if err := chromedp.Do(b.ctx, chromedp.Navigate(s.url+"/search/")); err != nil {
		t.Fatal(err)
	}
	b.typesAtOnce()
	records := searched(s)
	if len(records) < 380 {
		t.Fatalf("only %d records", len(records))
	}
	b.asks(t, queries, records, nil)
}

// sampleQueries are what readers of the sample site type, who do not know the
// words that its writers chose.
var sampleQueries = []string{
	"問合せ", "お問合せ", "キャンセル", "オーダー", "ｲﾝﾎﾞｲｽ", // other words for the same, in any width
	"ワードプレス", "ﾜｰﾄﾞﾌﾟﾚｽ", "ＷｏｒｄＰｒｅｓｓ", "wp 更新", "サブスク",
	"mojibake", "SJIS", "2要素認証", "スパム", "バウンス", "ﾌﾞﾙｰﾄﾌｫｰｽ", "サーバ移転",
	"注文キャンセル", "受注取消", // two of them in one word
	"ﾃﾞｨｽｸ", "カ゛", "てーふﾞる", // sounds typed apart from their marks
	"tls 1.0", "PHP8.4", "ｐｈｐ　８．４", "１００件", "3ds", "§", // numbers and signs
	"受駐", "Wrodpress", // slips, which find nothing and say so
}

// englishQueries are typed into the English edition, whose records are partly
// in Japanese.
var englishQueries = []string{
	"order", "ORDERS", "refund", "ｏｒｄｅｒ", "certificate", "sign-in", "signin", "login", "SFTP key", "name servers", "nameserver",
	"newsletter", "bounce", "wordpress update", "don’t", "受注", "PHP 8.1 March", "spam folder", "recieve",
}

// TestSearchOfTheSample holds the search of the sample site, with its file of
// synonyms, in both languages.
func TestSearchOfTheSample(t *testing.T) {
	files := map[string]string{}
	repository := os.DirFS("../..")
	err := fs.WalkDir(repository, "content", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(repository, name)
		files[name] = string(data)
		return err
	})
	for _, name := range []string{"kaizen.yaml", "search-synonyms.yaml"} {
		data, failed := fs.ReadFile(repository, name)
		files[name], err = string(data), errors.Join(err, failed)
	}
	if err != nil {
		t.Fatal(err)
	}
	b := chromium(t)
	s := open(t, files)
	site := s.server.shown.Load().site()
	for i, queries := range [][]string{sampleQueries, englishQueries} {
		edition := site.Editions[i]
		if err := chromedp.Do(b.ctx, chromedp.Navigate(s.url+edition.Prefix+"/search/")); err != nil {
			t.Fatal(err)
		}
		b.typesAtOnce()
		b.asks(t, queries, searchedIn(site, edition), site.Config.Synonyms)
	}
}

// asks types queries into the search and compares what it finds with the truth.
func (b *browser) asks(t *testing.T, queries []string, records map[string]string, synonyms [][]string) {
	t.Helper()
	list, err := json.Marshal(queries)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]answer](fmt.Sprintf(`%s.map((query) => {
		const form = document.querySelector('.find');
		form.elements.q.value = query;
		form.requestSubmit();
		return { said: document.getElementById('found').textContent, urls: [...document.querySelectorAll('#results a')].map((a) => decodeURI(a.pathname)) };
	})`, list)))
	if err != nil {
		t.Fatal(err)
	}
	for i, query := range queries {
		answers[i].holds(t, query, matching(records, query, synonyms))
	}
}

// typesAtOnce types a letter into a page that has just been opened, and
// measures when the first results are there. Then it waits for all years.
func (b *browser) typesAtOnce() {
	b.Helper()
	b.run(`new MutationObserver(() => (window.shown ??= performance.now())).observe(document.getElementById('results'), {childList: true});
		const q = document.getElementById('q'); q.addEventListener('input', (event) => (window.typed ??= event.timeStamp)); q.focus()`)
	if err := chromedp.Do(b.ctx, chromedp.KeyEvent("k")); err != nil {
		b.Fatal(err)
	}
	b.until(`window.typed && window.shown && document.querySelector('#results a')`)
	took, err := chromedp.Run(b.ctx, chromedp.Evaluate[float64](`window.shown - window.typed`))
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("first results %.0f ms after the first key", took)
	if took > 1000 {
		b.Errorf("the first results took %.0f ms", took)
	}
	// that nothing is found is not said before all years are there
	b.run(`document.getElementById('q').value = 'zqzqzq'; document.querySelector('.find').requestSubmit()`)
	b.until(`!document.getElementById('ideas').hidden`)
}

// answer is what the page shows for a query: a sentence, and pages of records.
type answer struct {
	Said string   `json:"said"`
	URLs []string `json:"urls"`
}

const rowsShown = 100

// holds demands recall and precision of 1: exactly the true records, or, where
// there are more than are shown, their number and none but them.
func (a answer) holds(t *testing.T, query string, truth []string) {
	t.Helper()
	t.Logf("%-24s %3d", query, len(truth))
	if n := strconv.Itoa(len(truth)); len(truth) > 0 && !strings.Contains(a.Said, n) || len(truth) == 0 && !strings.Contains(a.Said, query) {
		t.Errorf("%q: the page says %q, want %s", query, a.Said, n)
	}
	if len(a.URLs) != min(len(truth), rowsShown) {
		t.Errorf("%q finds %d records of %d", query, len(a.URLs), len(truth))
	}
	slices.Sort(a.URLs)
	if len(slices.Compact(a.URLs)) != min(len(truth), rowsShown) {
		t.Errorf("%q finds records twice: %v", query, a.URLs)
	}
	for _, url := range a.URLs {
		if !slices.Contains(truth, url) {
			t.Errorf("%q finds %s, which does not answer it", query, url)
		}
	}
}

// searched maps the address of each record to its folded text, taken from what
// the author wrote and not from the search's own files.
func searched(s *bench) map[string]string {
	site := s.server.shown.Load().site()
	return searchedIn(site, site.Editions[0])
}

func searchedIn(site *model.Site, edition *model.Edition) map[string]string {
	lang := edition.Lang
	tags := map[model.TagID]string{}
	for _, tag := range site.Config.Tags {
		tags[tag.ID] = tag.Name.In(lang)
	}
	texts := map[string]string{}
	for _, e := range edition.Listed {
		words := []string{e.Title, e.Summary, e.Goal, e.Obstacle, e.Before.Text, e.After.Text, e.Area, e.Text.Words().Plain, e.Kind.Name.In(lang)}
		for _, p := range e.Products {
			words = append(words, p.Name.In(lang))
		}
		for _, id := range e.Tags {
			words = append(words, tags[id])
		}
		texts[e.Path] = text.Fold(strings.Join(words, "\n"))
	}
	return texts
}

// matching finds the records that contain every word of a query, or another
// word for it.
func matching(records map[string]string, query string, synonyms [][]string) []string {
	var urls []string
	words := strings.Fields(text.Fold(query))
	for url, folded := range records {
		contains := func(form string) bool { return strings.Contains(folded, form) }
		if len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool { return !slices.ContainsFunc(forms(word, synonyms), contains) }) {
			urls = append(urls, url)
		}
	}
	return urls
}

var letterDigit = regexp.MustCompile(`([a-z])(\d)`)

// forms are a word and what it becomes when parts of it are said otherwise.
func forms(word string, synonyms [][]string) []string {
	all := []string{word, letterDigit.ReplaceAllString(word, "$1 $2")}
	for _, group := range synonyms {
		for _, form := range all {
			for _, mine := range group {
				for _, other := range group {
					if strings.Contains(form, text.Fold(mine)) {
						all = append(all, strings.Replace(form, text.Fold(mine), text.Fold(other), 1))
					}
				}
			}
		}
	}
	return all
}

// corporaSite is a site of the corpora, or nil where they are not, which CI
// does not accept.
func corporaSite(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	products := map[string]int{}
	for _, dir := range corpora {
		index, err := os.ReadFile(dir + "/index.json")
		if err != nil && os.Getenv("CI") != "true" {
			t.Logf("nothing to search: %v", err)
			return nil
		}
		if err != nil {
			t.Fatal(err)
		}
		var of struct {
			Products map[string]int `json:"by_product"`
		}
		if err := json.Unmarshal(index, &of); err != nil {
			t.Fatal(err)
		}
		for id := range of.Products {
			products[id]++
		}
		records := os.DirFS(dir + "/records")
		err = fs.WalkDir(records, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(records, name)
			files[path.Join("content", path.Dir(name), path.Base(dir)+"-"+path.Base(name))] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var config strings.Builder
	config.WriteString("title: SDK\nbase_url: https://kaizen.example.com/\nfront_matter: {ignore: [version, label, collapse]}\n" +
		"kinds: [{id: change, name: 変更}, {id: fix, name: 不具合修正}, {id: feature, name: 機能追加}]\ntags: [{id: ios, name: iOS}, {id: android, name: Android}]\nproducts:\n")
	for id := range products {
		fmt.Fprintf(&config, "  - {id: %s, name: %s}\n", id, id)
	}
	files["kaizen.yaml"] = config.String()
	return files
}
