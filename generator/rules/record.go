package rules

// recordRules are those of what front matter says.
var recordRules = []Rule{
	{Name: "unknown-key", Why: why(
		"知らないキーを読み飛ばすと、打ち間違えた値が黙って消えます。ほかのツールのキーは front_matter.ignore に、自分用のキーは x_ で始めて書きます。",
		"If unknown keys passed, a mistyped one would lose its value without a word. Keys of other tools belong under front_matter.ignore; your own begin with x_."),
		Wrong: "titel: 検索が速くなりました", Right: "title: 検索が速くなりました"},
	{Name: "missing-key", Why: why(
		"title、date、kind、プロダクト、そして kaizen.yaml の require が求めるキーは省けません。",
		"title, date, kind, a product, and what require in kaizen.yaml asks for cannot be left out."),
		Right: "title: 検索が速くなりました\ndate: 2026-10-31\nkind: speed"},
	{Name: "missing-value", Why: why(
		"キーだけがあり、値がありません。",
		"The key is there without a value."),
		Wrong: "title:", Right: "title: 検索が速くなりました"},
	{Name: "wrong-type", Why: why(
		"数のところに文、リストのところに組が書いてあると、意味が決まりません。",
		"A sentence where a number belongs, or a mapping where a list belongs, has no meaning here."),
		Wrong: "highlight: 一番", Right: "highlight: 1"},
	{Name: "out-of-range", Why: why(
		"その数は、とりうる範囲の外です。",
		"The number is outside what it can be."),
		Wrong: "highlight: 0", Right: "highlight: 1"},
	{Name: "wrong-date", Why: why(
		"日付は 2026-10-31 か 2026-10-31T10:00 の形で書きます。ない日（2月30日など）は公開日になりません。",
		"Dates are written 2026-10-31 or 2026-10-31T10:00. A day that does not exist cannot be one of publication."),
		Wrong: "date: 2026/10/31", Right: "date: 2026-10-31"},
	{Name: "unknown-value", Why: why(
		"この値は、決まった言葉の中から選びます。",
		"The value is one of a few words."),
		Wrong: "found_by: inquiries", Right: "found_by: inquiry"},
	{Name: "unknown-kind", Why: why(
		"種類は kaizen.yaml の kinds にあるもの（なければ既定の9種類）です。",
		"A kind is one of kinds in kaizen.yaml, or else of the nine defaults."),
		Wrong: "kind: bugfix", Right: "kind: fix"},
	{Name: "unknown-product", Why: why(
		"プロダクトがURLと号数とフィードを決めます。kaizen.yaml の products にあるものを書きます。",
		"The product decides URL, number and feeds; it is one of products in kaizen.yaml."),
		Wrong: "product: hinat", Right: "product: hinata"},
	{Name: "unknown-tag", Why: why(
		"tags を宣言したサイトでは、宣言にないタグは打ち間違いとみなします。",
		"Where tags are declared, any other is taken for a slip."),
		Wrong: "tags: [oders]", Right: "tags: [orders]"},
	{Name: "unknown-team", Why: why(
		"チームは kaizen.yaml の teams にあるものです。個人の名前は書きません。",
		"A team is one of teams in kaizen.yaml, and never a person."),
		Wrong: "teams: [山田]", Right: "teams: [cre]"},
	{Name: "wrong-tag", Why: why(
		"タグはURLに入ります。日本語のタグは kaizen.yaml の tags にidを付けて宣言します。",
		"Tags stand in URLs. Declare others under tags in kaizen.yaml, with an id."),
		Wrong: "tags: [受注]", Right: "tags: [orders]"},
	{Name: "wrong-slug", Why: why(
		"slugはURLの最後の部分です。使えるのは小文字の英数字とハイフンです。",
		"The slug is the end of the URL: lower-case letters, digits and hyphens."),
		Wrong: "slug: Order_Search", Right: "slug: order-search"},
	{Name: "wrong-file-name", Why: why(
		"読まれるのは、名前が .md で終わるファイルだけです。月ごとの言葉は content/reports/<プロダクト>/<年-月>.md に書きます。",
		"Only files whose names end in .md are read; words for a month stand in content/reports/PRODUCT/YYYY-MM.md."),
		Wrong: "content/reports/hinata/october.md", Right: "content/reports/hinata/2026-10.md"},
	{Name: "long-title", Why: why(
		"70文字を超える題名は、一覧や検索結果で途切れます。",
		"A title of more than 70 characters is cut in lists and search results.")},
	{Name: "differing-title", Why: why(
		"title_breaksは、改行してよいところに / を入れた題名です。titleだけを直すと、見出しに古い題名が残ります。",
		"title_breaks is the title with / where lines may break. If only title is changed, the heading keeps the old words."),
		Wrong: "title: 検索が速くなりました\ntitle_breaks: 検索が/遅くなりました", Right: "title: 検索が速くなりました\ntitle_breaks: 検索が/速くなりました"},
	{Name: "contrary-dates", Why: why(
		"最初のお問い合わせは公開より前、測定や期限や取り下げは公開より後です。逆だと、日数の計算が意味を失います。",
		"The first inquiry comes before publication; measuring, deadlines and withdrawal come after. Otherwise the days that are counted mean nothing."),
		Wrong: "date: 2026-10-31\nfirst_seen: 2026-11-02", Right: "date: 2026-10-31\nfirst_seen: 2026-09-02"},
	{Name: "differing-folder", Why: why(
		"フォルダーの年月とdateが違います。コピーした記録の日付を直し忘れると、こうなります。",
		"The folder's year and month differ from the date, as when a copied record keeps its old date."),
		Wrong: "content/hinata/2026/10/a.md に date: 2026-09-30", Right: "content/hinata/2026/10/a.md に date: 2026-10-30"},
	{Name: "missing-id", Why: why(
		"idがないと、ファイルの場所が代わりになります。ファイルを動かすと、購読者に新着としてもう一度届きます。",
		"Without an id the file's path serves, and moving the file shows the record to subscribers again."),
		Right: "id: order-search-presets"},
	{Name: "differing-twin", Why: why(
		"訳どうしで事実が食い違っています。片方だけを直したときに起こります。",
		"Translations of one record disagree, as when only one of them was changed."),
		Wrong: "search.md: date: 2026-10-31\nsearch.en.md: date: 2026-10-30", Right: "search.md: date: 2026-10-31\nsearch.en.md: date: 2026-10-31"},
	{Name: "missing-effect", Why: why(
		"公開から60日たっても、その後のお問い合わせ件数がありません。効果は測ってはじめて伝わります。",
		"Sixty days after publication the inquiries afterwards are still missing. An effect is told by measuring it."),
		Wrong: "inquiries: {before: 120}", Right: "inquiries: {before: 120, after: 9, window: 30d}"},
	{Name: "many-highlights", Why: why(
		"注目が月に5件を超えると、どれも目立ちません。",
		"With more than five highlights in a month, none stands out.")},
	{Name: "missing-highlights", Why: why(
		"記録が6件以上ある月に、注目がありません。忙しい読者は、まず何を読めばよいか分かりません。",
		"A month of more than five records has no highlight, so busy readers do not know where to begin."),
		Right: "highlight: 1"},
	{Name: "duplicate-volume", Why: why(
		"2つの月に同じ号数が付きます。号数は読者が覚える番号なので、重ねられません。",
		"Two months would have one number; readers remember reports by it."),
		Wrong: "number: 3", Right: "number: 4"},
}
