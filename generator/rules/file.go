package rules

// fileRules are those of files, pictures and templates.
var fileRules = []Rule{
	{Name: "missing-content", Why: why(
		"content/ がないまま作ると、公開中のページがすべて消えてしまいます。",
		"Building without content/ would take every page off the published site.")},
	{Name: "broken-character", Why: why(
		"「\uFFFD」は、読み込めなかった文字の代わりに入ります。もとの文字は失われていて、フィードには出ません。",
		"\uFFFD takes the place of a character that a program could not read; the character is lost, and feeds leave the mark out.")},
	{Name: "unreadable", Why: why(
		"ファイルを読めません。許可がないか、リンク先がサイトのフォルダーの外です。外のファイルは決して読みません。",
		"The file cannot be read: permission is missing, or a link leads out of the site, and nothing out there is ever read.")},
	{Name: "too-large", Why: why(
		"大きさの上限を超えています。上限は、1つのファイルがビルド全体を止めないためのものです。",
		"It is beyond a limit; the limits keep one file from holding up the whole build.")},
	{Name: "too-deep", Why: why(
		"入れ子が深すぎます。リンクが輪になったフォルダーでも起こります。",
		"It nests too deeply, as folders do when a link leads back above itself.")},
	{Name: "unknown-picture-format", Why: why(
		"使える画像は PNG、JPEG、GIF、WebP、SVG です。",
		"Pictures are PNG, JPEG, GIF, WebP or SVG.")},
	{Name: "large-picture", Why: why(
		"画像が大きすぎます。小さなファイルが、開くと巨大な画像になることもあります。",
		"The picture is too large; a small file may open into a huge one.")},
	{Name: "turned-picture", Why: why(
		"画像の向きがメタデータにしかありません。公開する画像からはメタデータを消すので、横倒しになります。",
		"Only metadata says which way up the picture is, and published pictures carry none.")},
	{Name: "broken-picture", Why: why(
		"画像のファイルが壊れています。",
		"The picture's file is broken.")},
	{Name: "unsafe-picture", Why: why(
		"SVGには動くものや外部への参照を入れられます。そうしたものは公開しません。",
		"SVG can hold scripts and references to other hosts; such pictures are not published."),
		Wrong: "<svg onload=\"…\">", Right: "<svg>"},
	{Name: "broken-template", Why: why(
		"テンプレートを実行できません。使えるのは、同じ名前のビューの項目だけです。",
		"The template cannot be run; it may use the fields of the view of its name, and no others.")},
	{Name: "unsafe-template", Why: why(
		"テンプレートが、安全でない場所に値を入れています。",
		"The template puts a value where it is not safe.")},
	{Name: "missing-template", Why: why(
		"ページのテンプレートがありません。",
		"The template of a page is not there.")},
	{Name: "outdated-override", Why: why(
		"「kaizen theme eject」で写したファイルの、もとになった組み込みのファイルが、新しい版で変わっています。直しや改良が届いていません。",
		"The built-in file that this one was ejected from has changed since: the site misses what was mended or improved in it.")},
	{Name: "machine", Why: why(
		"ビルドの途中で、ディスクや権限など、原稿ではないところに問題がありました。プレビューだけに表示されます。",
		"Something other than the sources failed, such as the disk or a permission. Only the preview shows it.")},
}
