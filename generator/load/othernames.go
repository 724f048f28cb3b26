package load

// otherNames are what people call our keys, in Japanese or from other tools,
// by nameKey.
var otherNames = map[string]string{
	"タイトル": "title", "題名": "title", "題": "title", "件名": "title", "見出し": "title", "headline": "title", "subject": "title",
	"日付": "date", "日時": "date", "公開日": "date", "公開日時": "date", "publishdate": "date", "pubdate": "date", "published": "date", "published_at": "date",
	"種類": "kind", "種別": "kind", "カテゴリ": "kind", "カテゴリー": "kind", "分類": "kind", "category": "kind", "categories": "kind", "type": "kind",
	"プロダクト": "product", "製品": "product", "サービス": "product", "service": "product",
	"概要": "summary", "要約": "summary", "説明": "summary", "description": "summary", "excerpt": "summary", "abstract": "summary",
	"タグ": "tags", "keywords": "tags", "labels": "tags",
	"目的": "goal", "障害": "obstacle", "以前": "before", "前": "before", "今": "after", "後": "after",
	"お問い合わせ": "inquiries", "問い合わせ": "inquiries", "問い合わせ件数": "inquiries", "inquiry": "inquiries",
	"お願い": "action", "対応": "action", "チーム": "teams", "担当": "teams", "著者": "author",
	"注目": "highlight", "効果": "effect", "画像": "image", "写真": "image", "picture": "image", "cover": "image", "thumbnail": "image",
	"関連": "related", "関連記事": "related", "お礼": "thanks", "謝辞": "thanks", "下書き": "draft", "非公開": "unlisted",
	"社内": "internal", "社内用": "internal", "内部": "internal", "メモ": "internal", "private": "internal", "note": "internal", "notes": "internal", "memo": "internal",
	"lastmod": "updated", "modified": "updated", "last_modified": "updated", "更新日": "updated", "更新": "updated",
	"expirydate": "expires", "expiry": "expires", "unpublishdate": "expires", "公開終了日": "expires",
	"redirect_from": "aliases", "redirects": "aliases", "言語": "lang", "language": "lang", "permalink": "slug", "url": "src",
	"source": "src", "path": "src", "file": "src", "説明文": "alt", "altテキスト": "alt", "title_ja": "title",
	"期限": "until", "deadline": "until", "due": "until", "必要": "needed", "required": "needed",
	"name": "label", "ラベル": "label", "項目": "label", "単位": "unit", "期間": "window", "period": "window",
	"前書き": "lead", "導入": "lead", "リード": "lead", "intro": "lead", "introduction": "lead", "今後": "outlook", "これから": "outlook", "号数": "number", "vol": "number", "番号": "number",
}
