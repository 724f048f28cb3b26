package rules

// yamlRules are those of the form of front matter and YAML files.
var yamlRules = []Rule{
	{Name: "missing-front-matter", Why: why(
		"記録は「---」で囲んだ部分から始まります。題名や日付はそこから読みます。",
		"A record begins with a part fenced by ---, which holds its title and date."),
		Wrong: "title: 検索条件を保存できます", Right: "---\ntitle: 検索条件を保存できます\n---"},
	{Name: "wrong-front-matter", Why: why(
		"front matterはYAMLで書きます。TOML（+++）とJSON（{）は読みません。",
		"Front matter is YAML; TOML (+++) and JSON ({) are not read."),
		Wrong: "+++\ntitle = \"…\"\n+++", Right: "---\ntitle: …\n---"},
	{Name: "unclosed-front-matter", Why: why(
		"閉じる「---」がないと、どこから本文か分かりません。",
		"Without the closing --- nobody can tell where the text begins."),
		Wrong: "---\ntitle: …\n\n本文", Right: "---\ntitle: …\n---\n\n本文"},
	{Name: "wrong-yaml", Why: why(
		"YAMLとして読めないと、その先の値がどれも確かでなくなります。",
		"What is not valid YAML cannot be read, and neither can what follows."),
		Wrong: "title: お知らせ: 検索が速くなりました", Right: "title: \"お知らせ: 検索が速くなりました\""},
	{Name: "unclosed-quote", Why: why(
		"引用符を閉じないと、次の行からも値の続きとして読まれます。",
		"A quotation mark that is never closed takes the next lines into the value."),
		Wrong: "title: \"検索が速くなりました", Right: "title: \"検索が速くなりました\""},
	{Name: "unclosed-bracket", Why: why(
		"かっこを閉じないと、次の行からもリストの続きとして読まれます。",
		"A bracket that is never closed takes the next lines into the list."),
		Wrong: "tags: [orders, csv", Right: "tags: [orders, csv]"},
	{Name: "forbidden-yaml", Why: why(
		"アンカー、別名、タグは、小さなファイルを巨大にできます。記録には要りません。",
		"Anchors, aliases and tags can make a small file huge, and records do not need them."),
		Wrong: "title: &t 検索\nsummary: *t", Right: "title: 検索\nsummary: 検索"},
	{Name: "merge-conflict", Why: why(
		"マージの衝突の印が残っています。このままでは、両方の文が公開されます。",
		"The marks of a merge conflict are left in the file; both versions would be published."),
		Wrong: "<<<<<<< HEAD\ntitle: 検索\n=======\ntitle: 絞り込み\n>>>>>>> main", Right: "title: 絞り込み"},
	{Name: "duplicate-key", Why: why(
		"同じキーが2回あると、片方が黙って消えます。",
		"Of two lines with one key, one would be lost without a word."),
		Wrong: "kind: fix\nkind: speed", Right: "kind: speed"},
	{Name: "tab-indent", Why: why(
		"YAMLの字下げは半角の空白だけです。",
		"YAML is indented with spaces only."),
		Wrong: "action:\n\tneeded: false", Right: "action:\n  needed: false"},
	{Name: "missing-space", Why: why(
		"コロンの後に空白がないと、キーと値に分かれません。",
		"Without a space after the colon, key and value are one word."),
		Wrong: "kind:fix", Right: "kind: fix"},
	{Name: "full-width-colon", Why: why(
		"全角のコロンは文字であり、キーと値を分けません。",
		"A full-width colon is a letter to YAML and separates nothing."),
		Wrong: "title：検索が速くなりました", Right: "title: 検索が速くなりました"},
	{Name: "full-width-space", Why: why(
		"全角の空白は文字であり、字下げにも区切りにもなりません。",
		"A full-width space is a letter to YAML: it neither indents nor separates."),
		Wrong: "kind:　fix", Right: "kind: fix"},
	{Name: "full-width-dash", Why: why(
		"箇条書きの印は半角のハイフンです。",
		"The marker of a list is an ordinary hyphen."),
		Wrong: "tags:\n  － orders", Right: "tags:\n  - orders"},
	{Name: "comment-in-value", Why: why(
		"空白に続く「#」から先はコメントで、値に入りません。題名の後ろが、黙って消えます。",
		"From a # behind a space on, the line is a comment: the end of a title would be gone without a word."),
		Wrong: "title: 問い合わせ #123 の件", Right: "title: \"問い合わせ #123 の件\""},
	{Name: "full-width-comment", Why: why(
		"全角の「＃」は、YAMLにはただの文字です。コメントになりません。",
		"A full-width # is a letter to YAML and begins no comment."),
		Wrong: "＃ 公開前に見直す", Right: "# 公開前に見直す"},
	{Name: "full-width-digits", Why: why(
		"数は半角の数字で、桁区切りを入れずに書きます。",
		"Numbers are written in ordinary digits without separators."),
		Wrong: "inquiries: {before: １２０}", Right: "inquiries: {before: 120}"},
	{Name: "full-width-quotes", Why: why(
		"曲がった引用符や全角の引用符は、値を囲まず、そのまま題名などに表示されます。",
		"Curly and full-width quotation marks do not enclose a value; readers see them."),
		Wrong: "title: “検索が速くなりました”", Right: "title: \"検索が速くなりました\""},
	{Name: "full-width-bracket", Why: why(
		"全角のかっこは文字であり、リストになりません。",
		"Full-width brackets are letters to YAML and make no list."),
		Wrong: "tags: ［orders、csv］", Right: "tags: [orders, csv]"},
	{Name: "control-character", Why: why(
		"制御文字は、フィード全体を読めなくすることがあります。",
		"One control character can make a whole feed unreadable.")},
	{Name: "invisible-character", Why: why(
		"幅のない文字や文字の向きを変える文字は、検索を妨げ、見た目と違う内容を隠せます。",
		"Characters without width, or that turn text around, get in the way of search and can hide what is really there.")},
	{Name: "byte-order-mark", Why: why(
		"ファイルの先頭にBOMがあります。読むときに除きますが、ほかの道具でつまずくことがあります。",
		"The file begins with a byte order mark. It is left out when read, but other tools stumble over it.")},
	{Name: "line-ending", Why: why(
		"改行がCRLFかCRです。読むときにLFに直しますが、1つのファイルの中で混ざると差分が読みにくくなります。",
		"Lines end in CRLF or CR. They are read as LF, but mixed endings make differences hard to read.")},
	{Name: "wrong-encoding", Why: why(
		"原稿はUTF-8で保存します。ほかの文字コードは文字化けします。",
		"Sources are UTF-8; any other encoding turns into garbage.")},
}
