package text

// closerOf returns the bracket that closes what r opens, or 0.
func closerOf(r rune) rune {
	switch r {
	case '（', '(', '「', '『', '【', '〔', '〈', '《', '“':
		return r + 1
	case '［', '[', '｛', '{': // \ and ＼ are in between
		return r + 2
	}
	return 0
}

func isOpener(r rune) bool { return closerOf(r) != 0 }

// isCloser reports whether r closes what some bracket opens.
func isCloser(r rune) bool {
	switch r {
	case '）', ')', '〉', '》', '」', '』', '】', '〕', '］', ']', '｝', '}', '”':
		return true
	}
	return false
}

// closings returns for every opening bracket of a line where it is closed, and
// 0 for all else, brackets without a partner included. Each kind of bracket is
// matched by itself, so that a lost 」 does no harm to （）.
func closings(line []rune) []int {
	at := make([]int, len(line))
	open := make(map[rune][]int) // by the closer they wait for
	for i, r := range line {
		if closer := closerOf(r); closer != 0 {
			open[closer] = append(open[closer], i)
		} else if waiting := open[r]; len(waiting) > 0 {
			last := len(waiting) - 1
			at[waiting[last]] = i
			open[r] = waiting[:last]
		}
	}
	return at
}
