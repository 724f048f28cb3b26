package markdown

// Lexers are quadratic in many inputs that no one writes, and chroma gives up
// a match by the clock without saying so. So which code gets colours is
// decided by its size and shape alone, and is the same on every machine.
const (
	maxColored   = 64 << 10 // bytes of code that get colours in one text
	maxColorWork = 96 << 20 // sum over its blocks of the squared size
	maxBlock     = 8 << 10  // bytes of one block
	maxRun       = 120      // equal characters in a row
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
// order: what people write has a dozen different ones on every line, and more
// different groups of three the longer it is.
func varied(code string) bool {
	const short, long = 100, 1 << 10
	if len(code) < short {
		return true
	}
	var seen [256]bool
	characters := 0
	for i := range len(code) {
		if !seen[code[i]] {
			seen[code[i]] = true
			characters++
		}
	}
	if characters < 12 || len(code) < long {
		return characters >= 12
	}
	groups := map[string]struct{}{}
	for i := range len(code) - 2 {
		groups[code[i:i+3]] = struct{}{}
	}
	return len(groups) >= max(64, len(code)/32)
}
