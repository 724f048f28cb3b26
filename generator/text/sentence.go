package text

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences returns the sentences of a plain text, without the space around
// them. A sentence ends at 。 ！ ？ and at the end of a line; at ! and ? before
// a space or between Japanese characters; and at a full stop before a space
// and a capital letter. What stands in brackets never ends one, and closing
// brackets after the end still belong to it.
func Sentences(s string) []string { return slices.Collect(sentences(s)) }

func sentences(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(s, "\n") {
			rest := line
			for begin, end := range sentenceSpans([]rune(line)) {
				size := sizeOf(rest, end-begin)
				one := strings.TrimSpace(rest[:size])
				rest = rest[size:]
				if one != "" && !yield(one) {
					return
				}
			}
		}
	}
}

// sizeOf is the size in bytes of the first n runes of s.
func sizeOf(s string, n int) int {
	at := 0
	for ; n > 0; n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

// sentenceSpans yields, one after the other, where the sentences of a line begin and
// end.
func sentenceSpans(line []rune) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		var closing []int
		if slices.ContainsFunc(line, isOpener) {
			closing = closings(line)
		}
		begin := 0
		for i := 0; i < len(line); i++ {
			if closing != nil && closing[i] > i {
				i = closing[i]
				continue
			}
			if !endsSentence(line, i) {
				continue
			}
			for i+1 < len(line) && (isCloser(line[i+1]) || isEndMark(line[i+1])) {
				i++
			}
			if !yield(begin, i+1) {
				return
			}
			begin = i + 1
		}
		yield(begin, len(line))
	}
}

func isEndMark(r rune) bool {
	switch r {
	case '。', '｡', '！', '？', '!', '?':
		return true
	}
	return false
}

// endsSentence reports whether the character at i, outside of brackets, is the
// last of a sentence but for more marks and closing brackets.
func endsSentence(line []rune, i int) bool {
	before, after := neighbours(line, i)
	switch line[i] {
	case '。', '｡', '！', '？':
		return true
	case '!', '?':
		return unicode.IsSpace(after) || isEndMark(after) || IsWide(before) && IsWide(after)
	case '.':
		return after == ' ' && opensSentence(line[i+1:]) && !isInitial(line[:i])
	}
	return false
}

func neighbours(line []rune, i int) (before, after rune) {
	if i > 0 {
		before = line[i-1]
	}
	if i+1 < len(line) {
		after = line[i+1]
	}
	return before, after
}

// opensSentence reports whether a capital letter comes after the spaces.
func opensSentence(rest []rune) bool {
	for _, r := range rest {
		if r != ' ' {
			return unicode.IsUpper(r)
		}
	}
	return false
}

// isInitial reports whether text ends in a single letter, as J. and e.g. do.
func isInitial(text []rune) bool {
	n := len(text)
	return n > 0 && unicode.IsLetter(text[n-1]) && (n == 1 || !isWordRune(text[n-2]))
}
