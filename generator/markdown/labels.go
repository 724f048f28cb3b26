package markdown

// Labels are the words that the renderer adds to a text.
type Labels struct {
	Note, Tip, Important, Warning, Caution string // titles of alerts

	Before, After string // of a pair of pictures
	Copy          string // button of a code block
	Code, Table   string // names of regions that scroll
	Section       string // name of the link beside a heading; {heading} stands for its text
	Footnotes     string // name of the notes at the end
	Back          string // name of the link from a note back to the text
	Done, Open    string // state of a task
}

// JapaneseLabels returns the labels of Japanese texts.
func JapaneseLabels() Labels {
	return Labels{
		Note: "補足", Tip: "ヒント", Important: "重要", Warning: "警告", Caution: "注意",
		Before: "これまで", After: "これから",
		Copy: "コピー", Code: "コード", Table: "表",
		Section: "「{heading}」へのリンク", Footnotes: "脚注", Back: "本文へ戻る",
		Done: "完了", Open: "未完了",
	}
}

// EnglishLabels returns the labels of English texts.
func EnglishLabels() Labels {
	return Labels{
		Note: "Note", Tip: "Tip", Important: "Important", Warning: "Warning", Caution: "Caution",
		Before: "Before", After: "After",
		Copy: "Copy", Code: "Code", Table: "Table",
		Section: "Link to “{heading}”", Footnotes: "Footnotes", Back: "Back to the text",
		Done: "Done", Open: "Open",
	}
}

// labels returns the labels of o: its own, or those of its language.
func (o Options) labels() Labels {
	switch {
	case o.Labels != (Labels{}):
		return o.Labels
	case o.Lang == "en":
		return EnglishLabels()
	}
	return JapaneseLabels()
}
