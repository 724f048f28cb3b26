package guard

import (
	"sync"
	"unsafe"
)

// room is where a file is made plain, step by step: each step reads what one of
// the others has made. Nearly all of a file is copied by each, so who reads many
// uses one room again and again.
type room struct {
	body, inner []byte // of cutTags
	text        []byte // of unwrap
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// leave lets somebody else use the room, unless it has grown out of proportion.
func (r *room) leave() {
	if cap(r.body)+cap(r.inner)+cap(r.text) < 4<<20 {
		rooms.Put(r)
	}
}

// view is b as a string, without a copy: b must not change as long as somebody has
// the string.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
