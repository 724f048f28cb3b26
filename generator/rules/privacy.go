package rules

// privacyRules are those that keep private things private. What they find may
// be published only with an allowance in the record, or when the config lists
// it as the site's own.
const allowed = "allow: [{rule: phone, sha: 3f9a…, reason: 公開している代表電話です, by: cre}]"

var privacyRules = []Rule{
	{Name: "secret", Why: why("鍵やトークンが公開されると、見つけた人がそのまま使えます。まず無効にしてください。", "Whoever finds a key or token can use it. Revoke it first.")},
	{Name: "password", Why: why("パスワードの値です。", "It is the value of a password."), Wrong: "パスワードは hunter2Abc です", Right: "パスワードは ******** です"},
	{Name: "card", Why: why("クレジットカードの番号として正しい数字です。", "The digits are those of a valid card number.")},
	{Name: "bank", Why: why("銀行の口座番号です。", "It is the number of a bank account.")},
	{Name: "customer-id", Why: why("お客様を特定できる番号です。チームのためのメモは internal: に書きます。", "The number identifies a customer. Notes for the team belong under internal:."), Wrong: "注文番号 A-20931 の件", Right: "internal: {order: A-20931}"},
	{Name: "birth-date", Why: why("生年月日は個人を特定する手がかりになります。", "A date of birth helps to identify a person.")},
	{Name: "email", Why: why("メールアドレスは個人情報です。自社のものは privacy.emails に書きます。", "An e-mail address is personal data. List your own under privacy.emails."), Wrong: "taro@example-shop.jp", Right: "taro@example.com"},
	{Name: "phone", Why: why("電話番号は個人情報です。自社のものは privacy.phones に書きます。", "A phone number is personal data. List your own under privacy.phones."), Right: allowed},
	{Name: "ip", Why: why("公開のIPアドレスは、契約者にたどり着けます。例には 203.0.113.0/24 を使います。", "A public IP address leads to a subscriber. Use 203.0.113.0/24 in examples.")},
	{Name: "address", Why: why("番地まである住所は個人情報です。", "An address with a house number is personal data.")},
	{Name: "postal", Why: why("郵便番号は、住所の手がかりになります。", "A postal code gives a place away.")},
	{Name: "my-number", Why: why("マイナンバーは、法律で公開が禁じられています。", "The law forbids publishing a My Number.")},
	{Name: "person", Why: why("お客様の名前を、ご本人の了承なしに出すことはできません。", "A customer's name is not ours to publish."), Wrong: "佐藤さんのご要望", Right: "お客様Aのご要望"},
	{Name: "name", Why: why("人か会社の名前かもしれない言葉です。", "The word may be the name of a person or company.")},
	{Name: "company", Why: why("会社名です。お客様の会社なら、取引のあることが知られます。", "It is a company's name; if it is a customer, the business relation shows.")},
	{Name: "domain", Why: why("お客様のドメイン名かもしれません。自社のものは privacy.domains に書きます。", "The host may be a customer's. List your own under privacy.domains.")},
	{Name: "handle", Why: why("SNSなどのユーザー名です。", "It is the user name of somebody.")},
	{Name: "allowance", Why: why("公開を許すには、値のハッシュ、10文字以上の理由、決めた人が要ります。使われなくなった許可は消します。", "To allow something takes the hash of the value, a reason of ten characters or more, and who decided. Allowances that nothing needs are removed."), Right: allowed},
	{Name: "internal", Why: why("internal: の値が、公開されるファイルに出ています。", "A value of internal: stands in a file that would be published.")},
	{Name: "internal-short", Why: why("internal: の値が短すぎて、公開されるファイルの中を探せません。", "A value of internal: is too short to be searched in what would be published.")},
	{Name: "unpublished", Why: why("まだ公開していない（または公開を終えた）記録の文が、公開されるファイルに出ています。先に出してよい文なら、その下書きの allow: に書きます。", "Words of a record that is not public stand in a file that would be published. What may be said before is allowed in that record."),
		Right: "allow: [{rule: unpublished, sha: 3f9a…, reason: 広報が先に知らせた文です, by: cre}]"},
}
