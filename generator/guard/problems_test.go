package guard

import (
	"fmt"
	"strings"
	"testing"

	"kaizen/generator/model"
)

const record = `---
title: 通知メールが届くようになりました
date: 2026-10-31
internal:
  customer: 佐藤様
  mail: tencho@kissa-asa.jp
  key: glpat-aX3kQ9mZ7tB2vN5cR8yW
---
「tencho@kissa-asa.jp」に届かない、という
お電話（０３－５５５５－０１２３）がきっかけでした。tencho@kissa-asa.jp は直りました。
`

// private is the part of record below internal:.
func private() []Span {
	return []Span{{strings.Index(record, "internal:"), strings.Index(record, "---\n「")}}
}

func TestSource(t *testing.T) {
	s := New(Policy{})
	ps := s.Source(File{Path: "content/mail.md", Data: []byte(record), Private: private()})
	want := []string{
		"content/mail.md:7:8 secret",
		"content/mail.md:9:2 email",
		"content/mail.md:10:5 phone",
		"content/mail.md:10:27 email",
	}
	if got := places(ps); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, p := range ps {
		if text := fmt.Sprint(p); strings.Contains(text, "tencho") || strings.Contains(text, "5555") || strings.Contains(text, "aX3k") {
			t.Errorf("a value is not masked: %s", text)
		}
		if !strings.Contains(p.Hint.In("ja"), "allow: [{rule: "+p.Rule+", sha: ") || !strings.Contains(p.Hint.In("en"), "allow: [{rule: ") {
			t.Errorf("the hint does not say how to allow it: %+v", p.Hint)
		}
	}
}

func places(ps []model.Problem) (s []string) {
	for _, p := range ps {
		s = append(s, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Col, p.Rule))
	}
	return s
}

func TestAllowances(t *testing.T) {
	mail, phone := Sha("tencho@kissa-asa.jp"), Sha("0355550123")
	customer := Secret{Value: "佐藤様"}.Sha()
	const reason = "お店が公開している連絡先のため"
	tests := []struct {
		name      string
		allow     Allowance
		emails    int    // still refused
		complaint string // about the allowance
	}{
		{"wherever it stands", Allowance{"email", mail, reason, "team", 5, 3}, 0, ""},
		{"a value of internal:", Allowance{"internal", customer, reason, "team", 5, 3}, 2, ""},
		{"another rule", Allowance{"phone", mail, reason, "team", 5, 3}, 2, "nothing here needs the allowance phone " + mail},
		{"another value", Allowance{"email", phone, reason, "team", 5, 3}, 2, "nothing here needs the allowance email " + phone},
		{"a short hash", Allowance{"email", mail[:8], reason, "team", 5, 3}, 2, `allow: sha "` + mail[:8] + `" has not 16 digits`},
		{"no reason", Allowance{"email", mail, "公開済み", "team", 5, 3}, 0, "the reason of an allowance needs 10 characters or more"},
		{"nobody", Allowance{"email", mail, reason, " ", 5, 3}, 0, "an allowance needs by:"},
	}
	s := New(Policy{})
	for _, c := range tests {
		emails, complaint := 0, ""
		for _, p := range s.Source(File{Path: "a.md", Data: []byte(record), Private: private(), Internal: []string{"佐藤様"}, Allow: []Allowance{c.allow}}) {
			switch p.Rule {
			case "email":
				emails++
			case "allowance":
				complaint = p.Text.In("en")
				if p.Line != 5 || p.Col != 3 || p.Level != model.Error {
					t.Errorf("%s: %+v", c.name, p)
				}
			}
		}
		if emails != c.emails || complaint != c.complaint {
			t.Errorf("%s: %d emails, %q; want %d, %q", c.name, emails, complaint, c.emails, c.complaint)
		}
	}
}

func TestPolicy(t *testing.T) {
	const text = "株式会社ヒナタの hinata-shop.jp（help@hinata-shop.jp、03-5555-0100、@hinata_shop）、加盟店コード 48213-7、山田さん"
	rulesOf := func(p Policy) (names []string) {
		for _, f := range New(p).Scan(text) {
			names = append(names, f.Rule)
		}
		return names
	}
	if got, want := fmt.Sprint(rulesOf(Policy{})), "[company domain email phone handle person]"; got != want {
		t.Errorf("without a policy: %s, want %s", got, want)
	}
	ours := Policy{
		Domains: []string{"Hinata-Shop.jp"}, Phones: []string{"+81-3-5555-0100"}, Emails: []string{"Help@hinata-shop.jp"},
		Names: []string{"株式会社ヒナタ", "@Hinata_Shop", "山田"}, IDLabels: []string{"加盟店コード"},
	}
	if got, want := fmt.Sprint(rulesOf(ours)), "[customer-id]"; got != want {
		t.Errorf("with a policy: %s, want %s", got, want)
	}
}

// TestToldStaysNeeded: an allowance of the rule "unpublished" is needed as long
// as its record has the sentence, also when the record has been published.
func TestToldStaysNeeded(t *testing.T) {
	f := File{Path: "content/d.md", Data: []byte(record), Private: private(), Texts: []string{"検索", "春に始まる予定です。料金は同じです。"}}
	for _, c := range []struct {
		sha    string
		needed bool
	}{{shaOf("料金は同じです"), true}, {shaOf("検索"), true}, {shaOf("料金は上がります"), false}} {
		f.Allow = []Allowance{{Rule: "unpublished", Sha: c.sha, Reason: "広報が先に知らせた文のため", By: "cre", Line: 3, Col: 1}}
		unused := 0
		for _, p := range New(Policy{}).Source(f) {
			if p.Rule == "allowance" {
				unused++
			}
		}
		if c.needed != (unused == 0) {
			t.Errorf("%s: %d problems with the allowance", c.sha, unused)
		}
	}
}
