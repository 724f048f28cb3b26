package rules

// configRules are those of kaizen.yaml.
func configRules() []Rule {
	return []Rule{
		{Name: "missing-config", Why: why(
			"サイトの名前とプロダクトは kaizen.yaml から読みます。ないフォルダーはサイトとみなせません。",
			"The site's name and products come from kaizen.yaml; a folder without it is no site."),
			Right: "title: 改善レポート\nproducts: [{id: shop, name: ショップ}]"},
		{Name: "missing-base-url", Why: why(
			"フィードには完全なURLが要ります。base_urlがないと仮のURLになり、公開後に変えると購読先が変わります。",
			"Feeds need full URLs. Without base_url they are made up, and change for subscribers once it is set."),
			Right: "base_url: https://kaizen.example.com/"},
		{Name: "wrong-base-url", Why: why(
			"base_urlは https:// か http:// で始まり、? や # を含まないURLです。",
			"base_url is an address that begins with https:// or http:// and has no ? or #."),
			Wrong: "base_url: kaizen.example.com", Right: "base_url: https://kaizen.example.com/"},
		{Name: "unknown-theme", Why: why(
			"テーマは組み込みのもの（michi、plain）か、themes/ の中のフォルダーです。",
			"A theme is a built-in one (michi, plain) or a folder below themes/."),
			Wrong: "theme: miti", Right: "theme: michi"},
		{Name: "unknown-timezone", Why: why(
			"日付と予約公開は、この時間帯で決まります。名前はIANAのものを使います。",
			"Dates and scheduled records follow this zone. Its name is one of the IANA database."),
			Wrong: "timezone: JST", Right: "timezone: Asia/Tokyo"},
		{Name: "unknown-rule", Why: why(
			"severity に書いたルールがないと、重さを変えたつもりで何も変わりません。",
			"A level for a rule that does not exist changes nothing, unnoticed."),
			Wrong: "severity: {longtitle: error}", Right: "severity: {long-title: error}"},
		{Name: "firm-rule", Why: why(
			"個人情報や秘密を守るルールの重さは、設定で変えられません。一度弱めると、次に漏れたときも止まらなくなるためです。",
			"The levels of rules that guard personal data and secrets are fixed: once milder, they would let the next leak pass as well."),
			Wrong: "severity: {email: note}", Right: "privacy: {emails: [support@example.com]}"},
		{Name: "missing-name", Why: why(
			"読者に見える名前です。ない言語では、idや別の言語の名前が表示されます。",
			"Readers see the name. Where a language has none, they see the id or the name in another language."),
			Wrong: "products: [{id: shop, name: {ja: ショップ}}]", Right: "products: [{id: shop, name: {ja: ショップ, en: Shop}}]"},
		{Name: "wrong-id", Why: why(
			"idはURLとフィードに入ります。使えるのは小文字の英数字とハイフンです。",
			"Ids stand in URLs and feeds: lower-case letters, digits and hyphens."),
			Wrong: "kinds: [{id: New_Feature, name: 新機能}]", Right: "kinds: [{id: new-feature, name: 新機能}]"},
		{Name: "duplicate-id", Why: why(
			"同じidが2つあると、どちらのことか分かりません。記録のidは購読者への通知にも使われます。",
			"With two of one id nobody can tell which is meant. Feeds tell records apart by it."),
			Wrong: "tags: [{id: csv, name: CSV}, {id: csv, name: CSV出力}]", Right: "tags: [{id: csv, name: CSV}, {id: csv-export, name: CSV出力}]"},
		{Name: "reserved-path", Why: why(
			"そのURLはサイトのほかのページが使います。",
			"Other pages of the site stand at that URL."),
			Wrong: "products: [{id: api, name: API}]", Right: "products: [{id: api, name: API, path: api-product}]"},
		{Name: "missing-words", Why: why(
			"画面の言葉（「すべて見る」など）が、その言語にはまだありません。英語で表示されます。",
			"The words of the interface are not there in that language, so readers see English."),
			Right: "templates/words/fr.yaml"},
		{Name: "unknown-word", Why: why(
			"words に書いた項目がないと、言い換えたつもりで何も変わりません。",
			"A wording for an item that does not exist changes nothing, unnoticed."),
			Wrong: "words: {ja: {archive.titel: 全部}}", Right: "words: {ja: {archive.title: 全部}}"},
		{Name: "unknown-language", Why: why(
			"languages にない言語の言葉は、どのページにも出ません。",
			"What is written for a language that is not among languages: appears on no page."),
			Wrong: "title: {jp: 改善レポート}", Right: "title: {ja: 改善レポート}"},
	}
}
