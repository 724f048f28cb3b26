package rules

// textRules are those of Markdown.
var textRules = []Rule{
	{Name: "full-width-mark", Why: why(
		"全角で打ったMarkdownの印は、印ではなく文字として表示されます。",
		"A mark of Markdown typed in full width is shown as text."),
		Wrong: "＃ 使い方", Right: "# 使い方"},
	{Name: "typed-space", Why: why(
		"和文と英数字の間の空きは表示のときに付きます。打った空白は、フィードに残り、検索を妨げます。severity に書いたサイトでだけ調べます。",
		"The page adds the gap between Japanese and Latin. A typed space stays in feeds and gets in the way of search. It is looked for only where severity names the rule."),
		Wrong: "API を使う", Right: "APIを使う"},
	{Name: "skipped-heading", Why: why(
		"見出しのレベルが飛ぶと、読み上げや目次で順序が分からなくなります。",
		"A skipped level confuses screen readers and tables of contents."),
		Wrong: "## 使い方\n#### 手順", Right: "## 使い方\n### 手順"},
	{Name: "duplicate-heading", Why: why(
		"同じ {#id} の見出しが2つあると、リンクがどちらに着くか決まりません。",
		"With two headings of one {#id}, a link cannot tell which is meant."),
		Wrong: "## 手順 {#steps}\n## 注意 {#steps}", Right: "## 手順 {#steps}\n## 注意 {#notes}"},
	{Name: "unknown-alert", Why: why(
		"囲みの種類は NOTE、TIP、IMPORTANT、WARNING、CAUTION です。ほかはただの引用になります。",
		"Alerts are NOTE, TIP, IMPORTANT, WARNING and CAUTION; any other is a plain quotation."),
		Wrong: "> [!INFO]\n> 補足", Right: "> [!NOTE]\n> 補足"},
	{Name: "raw-html", Why: why(
		"使えるHTMLは少しだけです。ほかの要素や <Esc> のような言葉は、文字として表示されます。",
		"Few elements of HTML are let through. Others, and words such as <Esc>, are shown as text."),
		Wrong: "<Esc> を押す", Right: "`<Esc>` を押す"},
	{Name: "active-html", Why: why(
		"script、iframe、on…= などは、読者の端末で動くので書けません。",
		"script, iframe, on…= and the like run on the reader's machine and are not allowed."),
		Wrong: "<script>…</script>", Right: "```html\n<script>…</script>\n```"},
	{Name: "unknown-attribute", Why: why(
		"その属性は残りません。",
		"That attribute is not kept."),
		Wrong: "<span style=\"color: red\">", Right: "**…**"},
	{Name: "unclosed-tag", Why: why(
		"要素は同じ段落の中で開いて閉じます。そうでないと文字として表示されます。",
		"An element opens and closes in one paragraph, or it is shown as text."),
		Wrong: "<kbd>Enter を押す", Right: "<kbd>Enter</kbd>を押す"},
	{Name: "unclosed-comment", Why: why(
		"閉じていないコメントの先は、どこまで隠すつもりだったか分かりません。",
		"Where a comment is never closed, nobody can tell how much was to be hidden."),
		Wrong: "<!-- 下書き", Right: "<!-- 下書き -->"},
	{Name: "unused-footnote", Why: why(
		"使われていない脚注は、どこにも表示されません。",
		"A footnote that nothing refers to is shown nowhere."),
		Wrong: "[^1]: 補足", Right: "…です[^1]。\n\n[^1]: 補足"},
	{Name: "unknown-code-language", Why: why(
		"知らない言語のコードは、色を付けずに表示されます。",
		"Code in a language that is not known is shown without colours."),
		Wrong: "```pyhton", Right: "```python"},
	{Name: "unknown-code-option", Why: why(
		"コードの指定のうち、読めないものは使われません。",
		"What cannot be read among the options of a code block has no effect."),
		Wrong: "```php titel=\"a.php\"", Right: "```php title=\"a.php\""},
	{Name: "large-code", Why: why(
		"大きなコードは、色付けに時間がかかるので、色を付けずに表示されます。",
		"Large code is shown without colours: they would take too long."),
	},
}
