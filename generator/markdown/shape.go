package markdown

// Lexers are quadratic in many inputs that no one writes, and chroma gives up
// a match by the clock without saying so. So which code gets colours is
// decided by its size and shape alone, and is the same on every machine.
const (
	maxColored = 96 << 10 // bytes of code that get colours in one text
	maxBlock   = 16 << 10 // bytes of one block
	maxRun     = 200      // equal characters in a row
)

// colorable reports whether code is small and varied enough for a lexer.
func colorable(code string) bool {
	if len(code) > maxBlock {
		return false
	}
	run := 0
	for i := 1; i < len(code); i++ {
		if code[i] != code[i-1] {
			run = 0
		} else if run++; run >= maxRun {
			return false
		}
	}
	return varied(code)
}

// varied reports whether code is more than a few characters in ever new
// order: it has as many different groups of three as its length calls for.
func varied(code string) bool {
	const enough = 512
	if len(code) < enough {
		return true
	}
	groups := map[string]bool{}
	for i := range len(code) - 2 {
		groups[code[i:i+3]] = true
	}
	return len(groups) >= 64
}
