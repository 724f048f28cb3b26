package main

const helpJa = `kaizen は、解決したお客様の障害と改善の記録（Markdown）から、
公開用の変更履歴サイト、フィード、通し番号のある月次レポートを作ります。

はじめに
  kaizen init my-site        新しいサイトを作る
  kaizen serve               書きながら確かめる（保存するたびに表示が変わります）
  kaizen new "題名"           記録を1つ書きはじめる
  kaizen check               公開前に、直すところをすべて表示する
  kaizen build               public/ に書き出す

終了コード: 0 正常、1 内容に問題がある、2 使い方の誤り、3 ディスクなどの失敗`

const helpEn = `kaizen turns Markdown records of resolved customer obstacles and improvements
into a public changelog site with feeds and numbered monthly reports.

To begin
  kaizen init my-site        make a new site
  kaizen serve               preview while you write; every save shows at once
  kaizen new "TITLE"         begin a record
  kaizen check               show everything to mend before publishing
  kaizen build               write public/

Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 the machine failed`
