package markdown

// Level says how grave a Problem is: what is an Error must not be published.
type Level int

const (
	Note Level = iota
	Warning
	Error
)

// Problem is a mistake of the author, with its place in the file.
type Problem struct {
	Level Level
	Rule  string // stable name, such as "unclosed-tag"
	Line  int    // from 1
	Col   int    // from 1, in characters
	Text  Words  // what is wrong
	Hint  Words  // what to do about it
}

// Words is one message in both languages.
type Words struct{ JA, EN string }
