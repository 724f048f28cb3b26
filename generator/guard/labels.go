package guard

import (
	"regexp"
	"slices"
	"strings"
)

// idLabels are words that a customer's number follows. kaizen.yaml can add
// others.
var idLabels = slices.Concat(japaneseIDLabels(), []string{
	"診察券番号", "保険証番号", "免許証番号", "旅券番号", "パスポート番号", "アカウント名", "問合番号", "申込み番号",
	"order number", "order no", "order id", "order_id", "orderid", "order #", "order ref", "customer id", "customer number", "customer no", "customer #",
	"customer_id", "client id", "client number", "member id", "member number", "member no", "membership number", "membership id", "member #", "member_id",
	"account number", "account no", "account id", "account #", "shop id", "shop_id", "store id", "user id", "user_id", "subscriber id",
	"inquiry number", "inquiry no", "inquiry #", "case number", "case no.", "case #", "support ticket", "ticket number", "ticket id",
	"invoice number", "invoice no", "invoice #", "reservation number", "booking number", "booking reference", "tracking number", "reference number",
	"contract number", "contract id", "passport number", "license number",
})

// japaneseIDLabels are 注文番号, 会員ID, お客様No and the like: what has a
// number, and how the number is called.
func japaneseIDLabels() (labels []string) {
	for _, of := range strings.Fields("注文 受注 オーダー 会員 顧客 お客様 契約 契約者 ショップ 店舗 加盟店 アカウント ユーザー ユーザ ログイン 問い合わせ 問合せ 受付 伝票 追跡 予約 請求書 請求 決済 取引 申込 サポート チケット 案件") {
		for _, number := range []string{"番号", "ID", "No", "ナンバー"} {
			labels = append(labels, of+number)
		}
	}
	return append(labels, "顧客コード", "お客様コード", "会員コード")
}

var (
	idJoint = regexp.MustCompile("^\\.?[\"”’)\\]」』]?[ :=#\"'“‘(\\[`*「『【が]*(?:は|が|is|was|No\\.?|no\\.?|№|:|=|#)?[ :=#\"'“‘(\\[`*「『【]*")
	idValue = regexp.MustCompile(`^(?:(?:[A-Za-z]{0,8}[-_]?|[A-Za-z]{9,16}[-_])[0-9][0-9A-Za-z_-]{2,31}|[a-z]{2,5}_[0-9A-Za-z]{8,32})`) // or cus_Nk48…
	isoDate = regexp.MustCompile(`^(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?(?:[^0-9]|$)`)
)

// customerID finds the number behind a label such as 注文番号.
func (c *scan) customerID(start, end int) {
	if isLetter(c.t[start]) && c.wordBefore(start) {
		return
	}
	rest := c.right(end, 96)
	joint := idJoint.FindString(rest)
	value := strings.TrimRight(idValue.FindString(rest[len(joint):]), "-_")
	if !isCustomerID(value) || joint == "" && !isDigit(value[0]) && isLetter(c.t[end-1]) {
		return
	}
	from := end + len(joint)
	to := from + len(value)
	rest = strings.TrimPrefix(c.right(to, 12), "番") // 会員番号48213番の方, but 1000番台
	if !c.wordAfter(to) && (strings.HasPrefix(rest, " ") || !countsAfter(rest)) {
		c.add(customerIDRule, from, to, strings.ToLower(value))
	}
}

// isCustomerID reports whether a value has enough digits to be somebody's, and
// is neither a date, a round limit, a placeholder, nor a toll-free number.
func isCustomerID(v string) bool {
	d := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, v)
	switch {
	case issued.MatchString(v) && len(d) > 0 && variety(v) >= 3 && !isPlaceholder(v):
		return true
	case len(d) < 4, strings.Trim(d[1:], "0") == "", allSame(d), isoDate.MatchString(v), isPlaceholder(v):
		return false
	}
	return !isPublicLine(d)
}

// issued matches ids with a prefix of whom they belong to, such as acct_1Nv0….
var issued = regexp.MustCompile(`^[a-z]{2,5}_(?:[0-9a-z]*[A-Z][0-9A-Z]*[a-z]|[0-9A-Z]*[a-z][0-9a-z]*[A-Z])[0-9A-Za-z]{8,}$`)

// accountKinds are words that a bank account's number follows.
var accountKinds = []string{"普通", "当座", "貯蓄", "(普)", "(当)", "口座番号", "記号"}

var (
	accountNumber = regexp.MustCompile(`^(?:預金|貯金|口座|番号|No\.?|[ :(#)はが・、,「])*([0-9]{6,8})\b`)
	postalAccount = regexp.MustCompile(`^[ :は]*(1[0-9]{4})[ 、,-]*(?:番号)?[ :は]*([0-9]{6,8})\b`)
)

// bankAccount finds 普通 1234567 and, of Japan Post Bank, 記号 10000 番号 12345671.
func (c *scan) bankAccount(start, end int) {
	rest := c.right(end, 64)
	pattern := accountNumber
	if c.t[start:end] == "記号" {
		pattern = postalAccount
	}
	m := pattern.FindStringSubmatchIndex(rest)
	if m == nil {
		return
	}
	last := rest[m[len(m)-2]:m[len(m)-1]]
	if allSame(last) || countsAfter(rest[m[1]:]) {
		return
	}
	c.add(bankRule, end+m[2], end+m[1], last)
}

// birthLabels are words that a date of birth follows; bornWords follow one.
var (
	birthLabels = []string{"生年月日", "誕生日", "date of birth", "birth date", "birthdate", "birthday", "dob", "born"}
	bornWords   = []string{"生まれ", "日生"}
)

const someDate = `(?:(?:(?:明治|大正|昭和|平成|令和) ?(?:[0-9]{1,2}|元)|[MTSHR][0-9]{1,2}|(?:19|20)[0-9]{2}) ?[年/.-] ?[0-9]{1,2} ?[月/.-] ?[0-9]{1,2}日?` +
	`|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]` +
	`|(?:[0-3]?[0-9](?:st|nd|rd|th)? (?:of )?)?(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: [0-3]?[0-9](?:st|nd|rd|th)?)?,? (?:19|20)[0-9]{2}` +
	`|[0-3]?[0-9]/[0-3]?[0-9]/(?:19|20)[0-9]{2})`

var (
	dateAfterLabel = regexp.MustCompile("^(?:[ :=(\"'「『`*は]|が|is|was|of|on)*(" + someDate + `)`)
	dateBeforeBorn = regexp.MustCompile(someDate + `[ )]*$`)
	recentYear     = regexp.MustCompile(`20[2-9][0-9]`)
	// The first of January before words for an example shows how dates are written.
	newYear     = regexp.MustCompile(`[年/.-] ?0?1 ?[月/.-] ?0?1日?$|^(?:19|20)[0-9]{2}0101$`)
	sampleAfter = regexp.MustCompile("^ ?[」』)\"'`”]*(?:のよう|の形|など|形式|のとおり)")
)

// birthDate finds the date behind a label. A date in the twenties of this
// century is more likely the start of a campaign for birthdays.
func (c *scan) birthDate(start, end int) {
	if isLetter(c.t[start]) && c.wordBefore(start) {
		return
	}
	rest := c.right(end, 64)
	if m := dateAfterLabel.FindStringSubmatchIndex(rest); m != nil {
		c.addBirth(end+m[2], end+m[3])
	}
}

// bornOn finds the date before 生まれ.
func (c *scan) bornOn(start, end int) {
	if strings.HasPrefix(c.t[start:end], "日") {
		start += len("日")
	}
	if m := dateBeforeBorn.FindString(c.left(start, 48)); m != "" {
		c.addBirth(start-len(m), start)
	}
}

func (c *scan) addBirth(start, end int) {
	if date := c.t[start:end]; !recentYear.MatchString(date) && !(newYear.MatchString(date) && sampleAfter.MatchString(c.right(end, 24))) {
		c.add(birthDateRule, start, end, strings.ToLower(strings.ReplaceAll(date, " ", "")))
	}
}
