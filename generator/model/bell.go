package model

// Bell is what watching a site tells.
type Bell int

const (
	Stirred Bell = iota // something has changed, and may go on changing
	Settled             // it has been quiet since it last stirred: whatever was read after that is right
)
