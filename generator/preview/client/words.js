// What the preview says, in the language of messages.

const ja = {
  preview: 'プレビュー',
  problems: '直すところ',
  clean: '問題はありません',
  errors: (n) => `エラー ${n}件`,
  warnings: (n) => `警告 ${n}件`,
  behind: '下のページは、直る前の内容のままのことがあります。',
  private: '個人情報',
  hint: '直し方',
  copy: '場所をコピー',
  copied: 'コピーしました',
  hide: '閉じる',
  desk: '編集机',
  from: 'このページの原稿',
  shows: 'ここに出ている記録',
  more: (n) => `ほか${n}件`,
  omitted: (n) => `ほか${n}件。「kaizen check --all」がすべてを表示します。`,
  reason: (time, files) => `${time} に変わりました（${files}）`,
  unchanged: 'プレビューを始めてから変わっていません',
  draft: '下書きです。draft を消すと公開されます。',
  scheduled: (when) => `${when} に公開されます。`,
  lost: 'プレビューのサーバーにつながりません。つながると自動で最新になります。',
};

const en = {
  preview: 'Preview',
  problems: 'To mend',
  clean: 'No problems',
  errors: (n) => (n === 1 ? '1 error' : `${n} errors`),
  warnings: (n) => (n === 1 ? '1 warning' : `${n} warnings`),
  behind: 'Until they are mended, the page below may be as it was before.',
  private: 'private data',
  hint: 'What to do',
  copy: 'Copy the place',
  copied: 'Copied',
  hide: 'Close',
  desk: 'Desk',
  from: 'Sources of this page',
  shows: 'Records on it',
  more: (n) => `and ${n} more`,
  omitted: (n) => `And ${n} more; kaizen check --all shows all.`,
  reason: (time, files) => `changed at ${time} (${files})`,
  unchanged: 'unchanged since the preview began',
  draft: 'A draft. Remove draft to publish it.',
  scheduled: (when) => `Will appear at ${when}.`,
  lost: 'The preview server does not answer. The page will catch up when it is back.',
};

export function words(lang) {
  return lang === 'ja' ? ja : en;
}
