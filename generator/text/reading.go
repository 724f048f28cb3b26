package text

import "unicode"

const (
	wideAMinute  = 500 // Japanese characters that are read in a minute
	wordsAMinute = 220 // words of Latin and other spaced scripts
)

// Minutes returns the time to read a text and the code within it, in whole
// minutes, rounded to the nearest and at least 1 unless there is nothing to
// read. Japanese is counted by characters, other writing by words, and code at
// half the weight: people skim it.
func Minutes(body, code string) int {
	minutes := readingTime(body) + readingTime(code)/2
	if minutes == 0 {
		return 0
	}
	return max(1, int(minutes+0.5))
}

// readingTime returns minutes.
func readingTime(s string) float64 {
	var wide, words int
	inWord := false
	for _, r := range s {
		letter := isWordRune(r)
		switch {
		case IsWide(r):
			if letter {
				wide++
			}
			inWord = false
		case letter && !inWord:
			words++
			inWord = true
		case unicode.IsSpace(r):
			inWord = false
		}
	}
	return float64(wide)/wideAMinute + float64(words)/wordsAMinute
}
