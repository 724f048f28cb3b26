package text_test

import (
	"fmt"
	"strings"

	"kaizen/generator/text"
)

func ExamplePhrases() {
	fmt.Println(strings.Join(text.Phrases("PHP 8.3への切り替え手順を見直しました"), " / "))
	// Output: PHP 8.3への / 切り替え手順を / 見直しました
}

func ExamplePhrasesHTML() {
	fmt.Println(text.PhrasesHTML("UTF-8のCSVを取り込めます"))
	// Output: <span class="nb">UTF-8</span>の<wbr>CSVを<wbr>取り込めます
}

func ExampleFold() {
	fmt.Println(text.Fold("ｻｰﾊﾞｰ の ＳＳＬ証明書") == text.Fold("さーば・の「ssl証明書」"))
	// Output: true
}

func ExampleExcerpt() {
	body := "「送れない。」という声がありました。原因を調べ、直しました。"
	fmt.Println(text.Excerpt(body, 20))
	fmt.Println(text.Excerpt(body, 12))
	// Output:
	// 「送れない。」という声がありました。
	// 「送れない。」という声が…
}

func ExampleDateStyle() {
	style := text.JapaneseDates()
	fmt.Println(style.FormatDateWeekday(2026, 10, 31))
	style.Date = "{era}年{month}月{day}日"
	fmt.Println(style.FormatDate(2019, 5, 1))
	// Output:
	// 2026年10月31日（土）
	// 令和元年5月1日
}

func ExampleNearest() {
	fmt.Println(text.Nearest("Ｔilte", []string{"date", "kind", "title"}))
	// Output: title true
}
