package guard

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The rules of this file only warn, and only about sources: nobody can tell a
// shop's or person's name from other words.

// maybeName finds kanji or katakana in front of さん and 様 that are no usual
// word.
func (c *scan) maybeName(before string, end int) {
	name := trailing(before, 16, func(r rune) bool { return isKanji(r) || isKatakana(r) || r == '・' })
	if !hasAnySuffix(name, trades...) || slices.Contains(trades, name) { // 商店様 alone is everybody
		script := isKanji
		if !isKanji(lastRune(name)) {
			script = func(r rune) bool { return isKatakana(r) || r == '・' }
		}
		name = trailing(name, 16, script)
		if usual(name) || utf8.RuneCountInString(name) < 2 && !slices.Contains(shortSurnames, name) {
			return
		}
	}
	if !c.ours[name] {
		c.add(nameRule, end-len(name), end, name)
	}
}

// trades end the names of shops: マルヤマ商店.
var trades = strings.Fields("商店 商会 工房 電機 農園 製作所 食堂 酒店 書店 薬局 医院 旅館 酒造 産業 工業 商事 物産 不動産 印刷 建設 製菓 工務店 美容室 牧場 茶園 呉服店")

// shortSurnames have one character, and are often something else.
var shortSurnames = strings.Fields("林 森 原 東 関 堀 辻 菅 岸 泉 谷 島 嶋 星 南 北 西 柴 畑 沖 角 柳 桂 椿 梶 堤 乾 幸 金 秦 滝 浜 牧 平 峰 宮 向 渡 李 王 陳 張 朴")

// usual reports whether a word with さん or 様 behind it is nobody's name: a
// word of its own such as 仕様, or a role such as お客様.
func usual(name string) bool {
	return strings.ContainsRune(wordsWithSama, lastRune(name)) || hasAnySuffix(name, roles...)
}

var (
	// 同様 仕様 多様 模様 …
	wordsWithSama = "同仕多模異有両各何今紋皆御無逆別左姫殿仏"
	roles         = strings.Fields(`客 皆 者 員 人 主 長 店 屋 社 方 元 先 校 院 園 局 館 会 部 課 団体 企業 法人 個人 家族 学生 生徒 子供 父 母 兄 姉 妹 弟 息子 娘 孫 旦那 嫁 婿
		職 側 手 係 業者 取引先 運営 担当 開発 代表 御社 貴社 各社 各位 自治体 役所 銀行 大家 隣 客先 馳走 世話 苦労 先祖 邪魔
		ショップ ストア ユーザー ユーザ オーナー メンバー スタッフ パートナー クライアント ベンダー メーカー リーダー エンジニア デザイナー マネージャー サポート
		ゲスト ドライバー テスター モニター フォロワー ファン ママ パパ サンタ グループ チーム キャスト アーティスト クリエイター セラー バイヤー カスタマー ライター ブロガー`)
)

// companyForms are the words that make a company's name, before or behind it.
var companyForms = []string{"株式会社", "有限会社", "合同会社", "合資会社", "医療法人", "(株)", "(有)"}

// company finds the name of a company by 株式会社 and the like.
func (c *scan) company(start, end int) {
	if !c.hints {
		return
	}
	from, to := start, end
	if name := companyAfter.FindString(c.right(end, 64)); name != "" {
		to += len(name)
	} else {
		from -= len(trailing(c.left(start, 64), 16, isNamePart))
	}
	if name := strings.ToLower(c.t[from:to]); to-from > end-start && !c.ours[name] {
		c.add(companyRule, from, to, name)
	}
}

var companyAfter = regexp.MustCompile(`^ ?[\p{Han}ァ-ヺー・A-Za-z0-9&.-]{2,20}`)

func isNamePart(r rune) bool {
	return isKanji(r) || isKatakana(r) || r == '・' || r == '&' || r < utf8.RuneSelf && isWord(byte(r))
}

// domains finds host names that are not ours, each once.
func (c *scan) domains() {
	seen := map[string]bool{}
	for i := 0; ; i++ {
		n := strings.IndexByte(c.t[i:], '.')
		if n < 0 {
			return
		}
		i += n
		start := i - len(trailing(c.t[:i], 63, isHostPart))
		written := c.right(start, 255)
		host := hostName(written)
		if host == "" {
			continue
		}
		i = start + len(host) - 1
		if c.before(start) == '@' || seen[host] || !strings.HasSuffix(written[:len(host)], host[strings.LastIndexByte(host, '.'):]) {
			continue // BoxItem.Info is no host
		}
		seen[host] = true
		if hasAnySuffix(host, registries...) && !isSampleHost(host) && !below(host, c.hosts) && !below(host, everybodys) {
			c.add(domainRule, start, start+len(host), host)
		}
	}
}

func isHostPart(r rune) bool {
	return r == '-' || r < utf8.RuneSelf && isWord(byte(r))
}

var (
	registries = strings.Fields(".com .net .org .jp .info .biz .shop .store .online .site .tokyo .asia .cn .kr .tw .hk .uk .de .fr .eu .us .xyz .tv .cc .club .life .work .blog .cloud")
	// Hosts that every manual names.
	everybodys = strings.Fields(`github.com githubusercontent.com gitlab.com bitbucket.org w3.org whatwg.org ietf.org rfc-editor.org mozilla.org google.com googleapis.com gstatic.com
		apple.com microsoft.com amazon.com amazonaws.com wikipedia.org wordpress.org wordpress.com npmjs.com nuget.org pypi.org rubygems.org maven.org php.net python.org go.dev
		youtube.com twitter.com x.com facebook.com instagram.com line.me medium.com stackoverflow.com cloudflare.com letsencrypt.org schema.org creativecommons.org
		keepachangelog.com semver.org`)
)

// below reports whether host is one of the names or below one.
func below(host string, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool {
		return host == n || strings.HasSuffix(host, "."+n)
	})
}

// handles finds @name as services for chat and news write it.
func (c *scan) handles() {
	word := classOf("A-Za-z0-9_")
	for i := 0; ; i++ {
		n := strings.IndexByte(c.t[i:], '@')
		if n < 0 {
			return
		}
		i += n
		name := strings.ToLower(leading(c.right(i+1, 30), &word))
		end := i + 1 + len(name)
		if len(name) < 3 || !isLetter(name[0]) || slices.Contains(annotations, name) || c.ours["@"+name] ||
			!strings.ContainsRune("\x00 \n、。「(:", c.before(i)) || strings.ContainsRune("(/.-@", c.after(end)) {
			continue
		}
		c.add(handleRule, i, end, "@"+name)
	}
}

// annotations are words behind "@" in style sheets and programs.
var annotations = strings.Fields(`media import charset supports keyframes font-face page layer namespace property container include extend mixin use forward
	param return returns throws see since deprecated type types typedef example link author override nullable nonnull notnull test before after inject
	component injectable published state binding main discardableresult available objc escaping autoclosure suppress suppresslint jvmstatic jvmfield
	todo default private protected public internal version license ts latest next beta alpha`)
