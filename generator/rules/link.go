package rules

// linkRules are those of links, pictures and URLs.
var linkRules = []Rule{
	{Name: "broken-link", Why: why(
		"リンク先がありません。読者は「見つかりません」のページに着きます。",
		"The link leads nowhere; readers end at “not found”."),
		Wrong: "[前の記録](../09/csv-erorrs.md)", Right: "[前の記録](../09/csv-errors.md)"},
	{Name: "broken-fragment", Why: why(
		"リンク先のページに、その見出しがありません。読者はページの先頭に着きます。",
		"The page has no such heading; readers end at its top."),
		Wrong: "[使い方](#使いかた)", Right: "[使い方](#使い方)"},
	{Name: "moved-target", Why: why(
		"リンク先は古いURLで、転送されます。いまのURLを書くと、読者を待たせません。",
		"The link leads to an old address and on from there. The new one spares readers the detour."),
		Wrong: "[検索](/hinata/2025/09/old-name/)", Right: "[検索](/hinata/2025/09/new-name/)"},
	{Name: "hidden-target", Why: why(
		"公開中の記録から、まだ公開されていない（または公開を終えた）記録へリンクしています。公開されるまで、リンクは一覧に向きます。",
		"A public record links to one that is not public. Until it is, the link leads to the archive.")},
	{Name: "dead-link", Why: why(
		"テンプレートが書いたリンクの先に、ページもファイルもありません。",
		"A link that a template wrote leads to no page or file."),
		Wrong: "<a href=\"{{.Root}}abuot/\">", Right: "<a href=\"{{.Root}}about/\">"},
	{Name: "dead-external-link", Why: why(
		"ほかのサイトのリンク先が、ないと答えました（kaizen check --external）。",
		"Another site says that the page is not there (kaizen check --external).")},
	{Name: "unknown-external-link", Why: why(
		"ほかのサイトのリンク先を確かめられませんでした。断られた（403、429）か、答えがありません。",
		"Whether the page of another site is there could not be found out: it refused (403, 429) or did not answer.")},
	{Name: "unknown-record", Why: why(
		"related、supersedes、highlights には、ある記録のidか相対パスを書きます。",
		"related, supersedes and highlights name records by id or relative path."),
		Wrong: "related: [order-serch]", Right: "related: [order-search]"},
	{Name: "circular-reference", Why: why(
		"置きかえの関係が輪になっています。どれが今の記録か、読者に分かりません。",
		"Records replace each other in a circle, so no reader can tell which one holds."),
		Wrong: "a.md: supersedes: b\nb.md: supersedes: a", Right: "b.md: supersedes: a"},
	{Name: "missing-picture", Why: why(
		"画像のファイルがありません。画像は記録の隣に置き、相対パスで書きます。",
		"The picture's file is not there. Pictures lie beside the record and are named by relative path."),
		Wrong: "![注文一覧](order-list.jpg)", Right: "![注文一覧](order-list.png)"},
	{Name: "foreign-picture", Why: why(
		"ほかのサイトの画像は、読者の訪問をそのサイトに知らせ、いつか消えます。",
		"A picture of another site tells that site who reads, and vanishes one day."),
		Wrong: "![図](https://example.com/a.png)", Right: "![図](a.png)"},
	{Name: "missing-alt", Why: why(
		"画像が見えない方には、代わりの言葉だけが頼りです。",
		"Those who cannot see the picture have only these words."),
		Wrong: "![](order-list.png)", Right: "![注文一覧の右上に「条件を保存」ボタン](order-list.png)"},
	{Name: "forbidden-scheme", Why: why(
		"使えるのは https、http、mailto、tel と、サイトの中のパスです。ほかは読者の端末で何かを動かせます。",
		"Links are https, http, mailto, tel, or paths of the site; others can run something on a reader's machine."),
		Wrong: "[開く](javascript:alert(1))", Right: "[開く](https://help.example.com/)"},
	{Name: "wrong-address", Why: why(
		"ブラウザーは、https:// のない値をサイトの中のファイルとして開こうとし、読者は「見つかりません」のページに着きます。",
		"Without https://, a browser takes the value for a file of the site, and readers end at “not found”."),
		Wrong: "help: help.example.com/orders", Right: "help: https://help.example.com/orders"},
	{Name: "bare-url", Why: why(
		"日本語を含むURLは、途中で切れたりリンクにならなかったりします。",
		"An address with Japanese in it is cut short, or is no link."),
		Wrong: "https://example.jp/ヘルプ を見てください", Right: "<https://example.jp/ヘルプ> を見てください"},
	{Name: "wrong-alias", Why: why(
		"aliasesは、このページに移る前のサイトの中のパスです。",
		"aliases are paths of the site where the page stood before."),
		Wrong: "aliases: [old-name]", Right: "aliases: [/hinata/2025/09/old-name/]"},
	{Name: "duplicate-url", Why: why(
		"2つのものが同じURLに出ます。片方が見えなくなります。",
		"Two things claim one URL; one of them would be hidden."),
		Wrong: "slug: search", Right: "slug: search-presets"},
	{Name: "duplicate-path", Why: why("2つの出力が同じファイルになります。", "Two outputs would be one file.")},
	{Name: "clashing-path", Why: why(
		"大文字と小文字だけが違うパスや、ファイルと同じ名前のフォルダーは、macOSやWindowsで共存できません。",
		"Paths that differ in case only, or a file and a folder of one name, cannot both exist on macOS and Windows.")},
	{Name: "unportable-path", Why: why(
		"その名前は、ほかのOSでは使えません。",
		"Other systems do not allow that name.")},
	{Name: "long-path", Why: why("パスが長すぎると、置けないサーバーがあります。", "Some servers cannot hold paths of that length.")},
}
