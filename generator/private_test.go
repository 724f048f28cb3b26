package generator_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kaizen/generator"
	"kaizen/generator/model"
	"kaizen/templates"
	"kaizen/themes"
)

// TestInternalMistyped: whoever mistypes internal: has one mistake to mend.
// What stands below it was not meant for the public, and is no further one.
func TestInternalMistyped(t *testing.T) {
	for _, c := range []struct{ written, want string }{
		{"internal:\n  customer: 佐藤様\n  phone: 090-5555-1234", ""},
		{"internal：\n  customer: 佐藤様\n  phone: 090-5555-1234", "6 full-width-colon"},
		{"internal： {customer: 佐藤様, phone: 090-5555-1234}", "6 full-width-colon"},
		{"internal ：\n  phone: 090-5555-1234", "6 full-width-colon"},
		{"ｉｎｔｅｒｎａｌ:\n  phone: 090-5555-1234", "6 unknown-key"},
		{"Internal:\n  phone: 090-5555-1234", "6 unknown-key"},
		{"intenal:\n  phone: 090-5555-1234", "6 unknown-key"},
		{"　internal:\n  phone: 090-5555-1234", "6 full-width-space"},
		{"\tinternal:\n  phone: 090-5555-1234", "6 tab-indent"},
		{"internal:090-5555-1234", "6 missing-space"},
		{"internal:\n　　phone: 090-5555-1234", "7 full-width-space"},
		{"internal:\n－ 090-5555-1234", "7 full-width-dash"},
		{"internal：\n  phone: 090-5555-1234\ngoal: 折り返しは 090-5555-1234", "6 full-width-colon, 8 phone"},
		{"goal: 折り返しは 090-5555-1234\ninternal：\n  phone: 090-5555-1234", "6 phone, 7 full-width-colon"},
	} {
		s, err := generator.Build(context.Background(), generator.Inputs{Site: fstest.MapFS{
			"kaizen.yaml":                 {Data: []byte(linkSite)},
			"content/hinata/2026/10/a.md": {Data: []byte("---\nid: a\ntitle: 検索\ndate: 2026-10-31\nkind: fix\n" + c.written + "\n---\n本文\n")},
		}, Templates: templates.FS, Themes: themes.FS, Search: true, Now: time.Date(2026, 12, 15, 0, 0, 0, 0, time.UTC)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range grave(s.Problems) {
			got = append(got, fmt.Sprintf("%d %s", p.Line, p.Rule))
		}
		if list := strings.Join(got, ", "); list != c.want {
			t.Errorf("%q: %s, want %s", c.written, list, c.want)
		}
	}
}

// TestRefusedPicture: a picture that is there but must not be published is one
// problem, not a missing file too.
func TestRefusedPicture(t *testing.T) {
	s := linked(t, "", "![図](a.svg)", map[string]string{"content/hinata/2026/10/a.svg": `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`})
	var got []string
	for _, p := range grave(s.Problems) {
		got = append(got, p.File+" "+p.Rule)
	}
	if list := strings.Join(got, ", "); list != "content/hinata/2026/10/a.svg unsafe-picture" {
		t.Errorf("got %s", list)
	}
}

// TestNumbersAreNoPersonalData: numbers in a row become something else without
// the signs between them, as in the data of the search. None is a mistake.
func TestNumbersAreNoPersonalData(t *testing.T) {
	for _, text := range []string{
		"対応したのは #1874、#2830、#2846 です。",
		"2021、2024、2022年の請求書を直しました。",
		"CVE-2015-0278 と 9274 に対応しました。",
		"1302/1325/1326番のポートを開けました。",
		"まとめて join at the office、com は使えません。",
	} {
		in := linkedInputs("", text, nil)
		in.Search = true
		if ps := grave(built(t, in, nil).Problems); len(ps) > 0 {
			t.Errorf("%s: %+v", text, ps)
		}
	}
}

// TestFormatsOfDownloads: what is private in a text is found though a file of
// another kind, in which nothing can be looked for, has the same bytes.
func TestFormatsOfDownloads(t *testing.T) {
	for _, names := range [][2]string{{"a.pdf", "b.csv"}, {"b.pdf", "a.csv"}} { // either may be rendered first
		more := map[string]string{}
		for _, name := range names {
			more["content/hinata/2026/10/"+name] = "名前,電話番号\n,090-1234-5678\n"
		}
		in := linkedInputs("", "["+names[0]+"]("+names[0]+")と["+names[1]+"]("+names[1]+")", more)
		in.Search = true
		ps := grave(built(t, in, nil).Problems)
		if len(ps) != 1 || ps[0].Rule != "phone" || !strings.HasSuffix(ps[0].File, ".csv") {
			t.Errorf("%v: got %+v", names, ps)
		}
	}
}

// TestToldBeforehand: a sentence of a draft that a published record says in its
// goal is one problem, however many pages and feeds show it, and the allowance
// that the problem offers settles it.
func TestToldBeforehand(t *testing.T) {
	const sentence = "春から新しい料金の仕組みに変わる予定です"
	build := func(allow string) []model.Problem {
		in := linkedInputs("goal: "+sentence+"\n", "本文です。", map[string]string{
			"content/hinata/2026/10/off.md": "---\nid: off\ntitle: 下書き\ndate: 2026-10-29\nkind: fix\ndraft: true\n" + allow + "---\n\n" + sentence + "。まだ誰にも言っていないことも書いてあります。\n",
		})
		in.Search, in.Drafts = true, false
		return grave(built(t, in, nil).Problems)
	}
	ps := build("")
	if len(ps) != 1 || ps[0].Rule != "unpublished" || ps[0].File != "content/hinata/2026/10/off.md" || !strings.Contains(ps[0].Text["en"], "hinata/2026/10/a/index.html:") || !strings.Contains(ps[0].Text["en"], "more files") {
		t.Fatalf("got %+v", ps)
	}
	_, offered, _ := strings.Cut(ps[0].Hint["en"], "allow: ")
	offered = strings.NewReplacer("reason: \"…\"", "reason: 広報が先に知らせた文のため", "by: …", "by: cre").Replace(offered)
	if ps := build("allow: " + offered + "\n"); len(ps) != 0 {
		t.Errorf("with allow: %s: %+v", offered, ps)
	}
}
