// Package flat brings values into a form that is quick to read from the cache.
package flat

import (
	"encoding/binary"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// packer writes first all numbers of a value as varints, the lengths of its strings
// among them, after their own length; then all strings. A record and its text have a
// hundred small parts, and a site has tens of thousands, each of which would cost a
// decoder of named fields more than its bytes do.
//
// What is packed fits the types that it was made of, as all values of a cache do.
type packer struct {
	often         string // is so often among the strings that it is left out
	text, numbers []byte
	packed        []byte
}

// packers are used again: most of a packer is room for what it packs.
var packers = sync.Pool{New: func() any { return new(packer) }}

// Pack packs v, of which only exported fields count, for use, which must not keep the
// bytes. The string often, such as the name of the file that v is about, takes no room.
func Pack(often string, v any, use func(packed []byte)) {
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.often, p.text, p.numbers = often, p.text[:0], p.numbers[:0]
	p.value(reflect.ValueOf(v))
	p.packed = binary.AppendUvarint(p.packed[:0], uint64(len(p.numbers)))
	p.packed = append(append(p.packed, p.numbers...), p.text...)
	use(p.packed)
}

func (p *packer) number(n int) { p.numbers = binary.AppendVarint(p.numbers, int64(n)) }

func (p *packer) string(s string) {
	if s == p.often {
		p.number(-1)
		return
	}
	p.number(len(s))
	p.text = append(p.text, s...)
}

func (p *packer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		p.string(v.String())
	case reflect.Bool:
		p.number(bit(v.Bool()))
	case reflect.Int, reflect.Int64:
		p.numbers = binary.AppendVarint(p.numbers, v.Int())
	case reflect.Uint8:
		p.number(int(v.Uint()))
	case reflect.Float64:
		p.numbers = binary.AppendUvarint(p.numbers, math.Float64bits(v.Float()))
	case reflect.Pointer:
		p.number(bit(!v.IsNil()))
		if !v.IsNil() {
			p.value(v.Elem())
		}
	case reflect.Slice:
		p.number(v.Len() + bit(!v.IsNil())) // nil is not empty
		for i := range v.Len() {
			p.value(v.Index(i))
		}
	case reflect.Array: // of bytes: a sum
		at := len(p.text)
		p.text = append(p.text, make([]byte, v.Len())...)
		reflect.Copy(reflect.ValueOf(p.text[at:]), v)
	case reflect.Map:
		p.mapping(v)
	case reflect.Struct:
		p.record(v)
	default:
		panic("flat: nothing keeps a " + v.Type().String())
	}
}

// mapping packs a map whose keys are strings.
func (p *packer) mapping(v reflect.Value) {
	p.number(v.Len() + bit(!v.IsNil()))
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		p.string(key.String())
		p.value(v.MapIndex(key))
	}
}

var timeType = reflect.TypeFor[time.Time]()

func (p *packer) record(v reflect.Value) {
	if v.Type() == timeType {
		t := v.Interface().(time.Time)
		p.numbers = binary.AppendVarint(p.numbers, t.Unix())
		p.number(t.Nanosecond())
		return
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			p.value(v.Field(i))
		}
	}
}

// Unpack fills v, a pointer to the type that was packed with the same often, and reports
// whether the value was all of it and nothing else. Times come back in UTC.
func Unpack(packed, often string, v any) bool {
	n, size := binary.Uvarint([]byte(packed[:min(len(packed), binary.MaxVarintLen64)]))
	if size <= 0 || n > uint64(len(packed)-size) {
		return false
	}
	packed = packed[size:]
	u := unpacker{numbers: []byte(packed[:n]), text: packed[n:], often: often}
	u.value(reflect.ValueOf(v).Elem())
	return !u.broken && len(u.numbers) == 0 && u.text == ""
}

// unpacker reads a value in the order in which it was packed.
type unpacker struct {
	numbers []byte
	text    string
	often   string
	broken  bool
}

func (u *unpacker) number() int { return int(u.long()) }

func (u *unpacker) long() int64 {
	n, size := binary.Varint(u.numbers)
	if size <= 0 {
		u.broken = true
		return 0
	}
	u.numbers = u.numbers[size:]
	return n
}

func (u *unpacker) string() string {
	n := u.number()
	if n == -1 {
		return u.often
	}
	return u.cut(n)
}

// cut takes the next n bytes of the text.
func (u *unpacker) cut(n int) string {
	if n < 0 || n > len(u.text) {
		u.broken = true
		return ""
	}
	s := u.text[:n]
	u.text = u.text[n:]
	return s
}

// length is that of a list or map, or -1 for nil. Each element has a number or a text.
func (u *unpacker) length() int {
	n := u.number() - 1
	if n < -1 || n > len(u.numbers)+len(u.text) {
		u.broken = true
		return -1
	}
	return n
}

func (u *unpacker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(u.string())
	case reflect.Bool:
		v.SetBool(u.number() == 1)
	case reflect.Int, reflect.Int64:
		v.SetInt(u.long())
	case reflect.Uint8:
		v.SetUint(uint64(u.number()))
	case reflect.Float64:
		n, size := binary.Uvarint(u.numbers)
		if u.broken = u.broken || size <= 0; !u.broken {
			u.numbers = u.numbers[size:]
		}
		v.SetFloat(math.Float64frombits(n))
	case reflect.Pointer:
		if u.number() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			u.value(v.Elem())
		}
	case reflect.Slice:
		if n := u.length(); n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				u.value(v.Index(i))
			}
		}
	case reflect.Array:
		reflect.Copy(v, reflect.ValueOf([]byte(u.cut(v.Len()))))
	case reflect.Map:
		u.mapping(v)
	case reflect.Struct:
		u.record(v)
	}
}

func (u *unpacker) mapping(v reflect.Value) {
	n := u.length()
	if n < 0 {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), n))
	for range n {
		key := reflect.ValueOf(u.string()).Convert(v.Type().Key())
		element := reflect.New(v.Type().Elem()).Elem()
		u.value(element)
		v.SetMapIndex(key, element)
	}
}

func (u *unpacker) record(v reflect.Value) {
	if v.Type() == timeType {
		seconds, nanoseconds := u.long(), u.long()
		v.Set(reflect.ValueOf(time.Unix(seconds, nanoseconds).UTC()))
		return
	}
	for i := range v.NumField() {
		if f := v.Field(i); f.CanSet() {
			u.value(f)
		}
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
