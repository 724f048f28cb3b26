package guard

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maybeNames finds kanji or katakana in front of さん and 様 that are no usual
// word. Nobody can tell a shop's or person's name from other words, so these
// are warnings.
func (c *scan) maybeNames() {
	for _, m := range honored.FindAllStringSubmatchIndex(c.t, -1) {
		name := c.t[m[2]:m[3]]
		next := c.after(m[1])
		if isHonorific(c.t[m[3]:m[1]], next) && !usual(name) && !c.ours[strings.ToLower(name)] {
			c.add(nameRule, m[2], m[3], strings.ToLower(name))
		}
	}
}

var honored = regexp.MustCompile(`((?:\p{Han}|々|ヶ){1,8}|[ァ-ヺー・]{2,16})(?:様|さん)`)

// usual reports whether a word with さん or 様 behind it is nobody's name: a
// word of its own such as 仕様, or a role such as お客様.
func usual(name string) bool {
	if slices.Contains(wordsWithSama, lastRune(name)) && utf8.RuneCountInString(name) <= 4 {
		return true
	}
	return hasAnySuffix(name, roles...)
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

var (
	// 仕様 同様 多様 模様 …
	wordsWithSama = strings.Fields("仕 同 多 模 一 異 有 左 両 各 何 今 大 文 紋 神 王 姫 殿 奥 仏 皆 御 無 逆 別 沢 貴 上 外 客 唐")
	roles         = strings.Fields(`客 皆 者 員 人 主 長 店 屋 社 方 元 先 校 院 園 局 館 会 部 課 団体 企業 法人 個人 家族 学生 生徒 子供 父 母 兄 姉 妹 弟 息子 娘 孫 旦那 嫁 婿
		職 側 手 係 業者 取引先 運営 担当 開発 代表 御社 貴社 各社 各位 自治体 役所 銀行 大家 隣 客先
		ショップ ストア ユーザー ユーザ オーナー メンバー スタッフ パートナー クライアント ベンダー メーカー リーダー エンジニア デザイナー マネージャー サポート
		ゲスト ドライバー テスター モニター フォロワー ファン ママ パパ サンタ グループ チーム キャスト アーティスト クリエイター セラー バイヤー カスタマー ライター ブロガー`)
)

// companies finds names with 株式会社 and the like.
func (c *scan) companies() {
	for _, m := range company.FindAllStringIndex(c.t, -1) {
		name := strings.TrimSpace(c.t[m[0]:m[1]])
		if !c.ours[strings.ToLower(name)] {
			c.add(companyRule, m[0], m[0]+len(name), strings.ToLower(name))
		}
	}
}

var company = regexp.MustCompile(`(?:株式会社|有限会社|合同会社|合資会社|一般社団法人|医療法人|\(株\)|\(有\)) ?(?:[\p{Han}ァ-ヺー・A-Za-z0-9&.-]{2,20})` +
	`|[\p{Han}ァ-ヺー・A-Za-z0-9&.-]{2,20} ?(?:株式会社|有限会社|合同会社|\(株\)|\(有\))`)

// domains finds host names that are not ours, each once.
func (c *scan) domains() {
	seen := map[string]bool{}
	for _, m := range hostLike.FindAllStringIndex(c.t, -1) {
		host := hostName(c.t[m[0]:m[1]])
		if host == "" || seen[host] || c.wordBefore(m[0]) || c.before(m[0]) == '@' || !hasAnySuffix(host, registries...) {
			continue
		}
		seen[host] = true
		if !isSampleHost(host) && !below(host, c.hosts) && !below(host, everybodys) {
			c.add(domainRule, m[0], m[0]+len(host), host)
		}
	}
}

var (
	hostLike   = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}`)
	registries = strings.Fields(".com .net .org .jp .info .biz .shop .store .online .site .tokyo .asia .cn .kr .tw .hk .uk .de .fr .eu .us .xyz .tv .cc .club .life .work .blog .cloud")
	// Hosts that every manual names.
	everybodys = strings.Fields(`github.com githubusercontent.com gitlab.com bitbucket.org w3.org whatwg.org ietf.org rfc-editor.org mozilla.org google.com googleapis.com gstatic.com
		apple.com microsoft.com amazon.com amazonaws.com aws.amazon.com wikipedia.org wordpress.org wordpress.com npmjs.com pypi.org rubygems.org php.net python.org go.dev
		youtube.com twitter.com x.com facebook.com instagram.com line.me stackoverflow.com cloudflare.com letsencrypt.org schema.org creativecommons.org keepachangelog.com semver.org`)
)

// below reports whether host is one of the names or below one.
func below(host string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		return host == n || strings.HasSuffix(host, "."+n)
	})
}

// handles finds @name as services for chat and news write it.
func (c *scan) handles() {
	for _, m := range handle.FindAllStringSubmatchIndex(c.t, -1) {
		name := strings.ToLower(c.t[m[2]:m[3]])
		if next := c.after(m[3]); next == '(' || next == '/' || next == '.' || next == '-' || slices.Contains(annotations, name) || c.ours["@"+name] {
			continue
		}
		c.add(handleRule, m[2]-1, m[3], "@"+name)
	}
}

var (
	handle = regexp.MustCompile(`(?:^|[\s、。「(（:])@([A-Za-z][A-Za-z0-9_]{2,29})\b`)
	// Words behind "@" in style sheets and programs.
	annotations = strings.Fields(`media import charset supports keyframes font-face page layer namespace property container include extend mixin use forward
		param return returns throws see since deprecated type types typedef example link author override nullable nonnull notnull test before after inject
		component injectable property published state binding main discardableresult available objc escaping autoclosure suppress suppresslint jvmstatic jvmfield throws
		todo default private protected public internal version license import ts latest next beta alpha`)
)
