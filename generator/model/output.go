package model

import (
	"crypto/sha256"
	"encoding/hex"
)

// Sum is a SHA-256 hash; it names contents everywhere: sources, keys, outputs.
type Sum [sha256.Size]byte

// SumOf hashes data.
func SumOf(data []byte) Sum { return sha256.Sum256(data) }

// String returns the hash in lower-case hexadecimal.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Output is one file of the finished site. Data is immutable; it is nil when
// the bytes are kept elsewhere.
type Output struct {
	Path string // slash-separated path below the output folder, such as "hinata/2026/10/index.html"
	Sum  Sum    // of Data
	Size int64  // of Data, in bytes
	Data []byte
}
