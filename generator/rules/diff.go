package rules

// diffRules are those of `kaizen diff`: what others hold on to must stay.
var diffRules = []Rule{
	{Name: "vanished-url", Why: why(
		"公開中のページやフィードがなくなります。お客様のブックマーク、検索結果、問い合わせへの返信からのリンクが切れます。",
		"A published page or feed would be gone: bookmarks, search results and links in answers to customers break."),
		Right: "aliases: [/hinata/2025/09/old-name/]"},
	{Name: "taken-url", Why: why(
		"公開中のURLに別の記録が現れます。古いリンクをたどった読者は、違う話を読むことになります。",
		"Another record would appear at a published URL, and old links would lead to the wrong story.")},
	{Name: "changed-id", Why: why(
		"フィードの購読者は、idで記録を見分けます。idが変わると、読み終えた記録がもう一度届きます。",
		"Feed readers tell records apart by their id. With another one, what was read is delivered again."),
		Right: "id: order-search-presets"},
	{Name: "moved-volume", Why: why(
		"お客様は月次レポートを号数で呼びます。公開した号数は変えられません。",
		"Customers quote a report by its number, so a published number stays."),
		Right: "number: 14"},
	{Name: "moved-site", Why: why(
		"base_urlが公開中のサイトと違います。サイトを移すときは、古い場所からの転送が要ります。",
		"base_url is not that of the published site. A site that moves needs redirects at its old place."),
		Right: "base_url: https://kaizen.example.com/"},
}
