package guard

import "kaizen/generator/model"

// ruleID names a rule. Earlier rules are more specific.
type ruleID int

const (
	secretRule ruleID = iota
	passwordRule
	cardRule
	bankRule
	customerIDRule
	birthDateRule
	emailRule
	phoneRule
	ipRule
	addressRule
	postalRule
	myNumberRule
	personRule
	nameRule
	companyRule
	domainRule
	handleRule
)

// rules is what a finding says, in the order of the rules.
var rules = [...]struct {
	name     string
	level    model.Level
	what     model.Text // "looks like …"
	instead  model.Text // what to write or do instead
	settable string     // key under privacy: that makes such values ours; may be empty
}{
	secretRule: {"secret", model.Error,
		model.Text{"ja": "秘密の鍵かトークン", "en": "a secret key or token"},
		model.Text{"ja": "まず鍵を無効にし、ここから消す", "en": "revoke it first, then remove it here"}, ""},
	passwordRule: {"password", model.Error,
		model.Text{"ja": "パスワードの値", "en": "the value of a password"},
		model.Text{"ja": "パスワードを変え、ここでは「********」と書く", "en": "change the password and write “********” here"}, ""},
	cardRule: {"card", model.Error,
		model.Text{"ja": "クレジットカード番号", "en": "a card number"},
		model.Text{"ja": "「下4桁」とだけ書くか、消す", "en": "name at most the last four digits, or remove it"}, ""},
	bankRule: {"bank", model.Error,
		model.Text{"ja": "銀行の口座番号", "en": "a bank account"},
		model.Text{"ja": "消す", "en": "remove it"}, ""},
	customerIDRule: {"customer-id", model.Error,
		model.Text{"ja": "お客様の番号（注文・会員・お問い合わせなど）", "en": "a customer's number (order, member, inquiry, …)"},
		model.Text{"ja": "消すか internal: に移す", "en": "remove it or move it to internal:"}, ""},
	birthDateRule: {"birth-date", model.Error,
		model.Text{"ja": "生年月日", "en": "a date of birth"},
		model.Text{"ja": "消すか「30代」のように書く", "en": "remove it, or write “in her thirties”"}, ""},
	emailRule: {"email", model.Error,
		model.Text{"ja": "メールアドレス", "en": "an e-mail address"},
		model.Text{"ja": "example.com のアドレスに替える", "en": "use an address at example.com"}, "emails"},
	phoneRule: {"phone", model.Error,
		model.Text{"ja": "電話番号", "en": "a phone number"},
		model.Text{"ja": "「03-0000-0000」のように書くか、消す", "en": "write “03-0000-0000”, or remove it"}, "phones"},
	ipRule: {"ip", model.Error,
		model.Text{"ja": "公開のIPアドレス", "en": "a public IP address"},
		model.Text{"ja": "203.0.113.0/24 か 2001:db8::/32 の例に替える", "en": "use one of 203.0.113.0/24 or 2001:db8::/32"}, ""},
	addressRule: {"address", model.Error,
		model.Text{"ja": "住所", "en": "a postal address"},
		model.Text{"ja": "市区町村までにするか、消す", "en": "stop at the city, or remove it"}, ""},
	postalRule: {"postal", model.Error,
		model.Text{"ja": "郵便番号", "en": "a postal code"},
		model.Text{"ja": "「〒000-0000」のように書くか、消す", "en": "write “〒000-0000”, or remove it"}, ""},
	myNumberRule: {"my-number", model.Error,
		model.Text{"ja": "マイナンバー（12桁、検査用数字が合う）", "en": "a My Number (12 digits with a matching check digit)"},
		model.Text{"ja": "消す", "en": "remove it"}, ""},
	personRule: {"person", model.Error,
		model.Text{"ja": "人の名前", "en": "a person's name"},
		model.Text{"ja": "「お客様A」のように書く", "en": "write “a customer”"}, "names"},
	nameRule: {"name", model.Warning,
		model.Text{"ja": "人か会社の名前かもしれない言葉", "en": "a word that may be somebody's name"},
		model.Text{"ja": "名前なら「お客様A」のように書く", "en": "if it is a name, write “a customer”"}, "names"},
	companyRule: {"company", model.Warning,
		model.Text{"ja": "会社名", "en": "a company's name"},
		model.Text{"ja": "お客様の名前なら「あるショップ」のように書く", "en": "if it is a customer, write “a shop”"}, "names"},
	domainRule: {"domain", model.Warning,
		model.Text{"ja": "ドメイン名", "en": "a host name"},
		model.Text{"ja": "お客様のものなら example.com に替える", "en": "if it is a customer's, use example.com"}, "domains"},
	handleRule: {"handle", model.Warning,
		model.Text{"ja": "SNSなどのユーザー名", "en": "a user name of a social service"},
		model.Text{"ja": "お客様のものなら消す", "en": "if it is a customer's, remove it"}, "names"},
}

func (r ruleID) String() string     { return rules[r].name }
func (r ruleID) level() model.Level { return rules[r].level }

// Private reports whether problems of a rule are about what must not be
// published: a rule of this package, and not about its allowances.
func Private(rule string) bool {
	for _, r := range rules {
		if r.name == rule {
			return true
		}
	}
	return rule == internalRule || rule == unpublishedRule
}
