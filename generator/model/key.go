package model

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"
	"reflect"
	"slices"
	"sync"
	"time"
)

// Keys hashes views. It remembers how each type of view is read, so one Keys
// should serve all views of a build; it may be used concurrently.
type Keys struct {
	plans sync.Map // reflect.Type → fieldPlan
	bufs  sync.Pool
}

// KeyOf hashes a single value; see Keys.Of.
func KeyOf(view any) Sum { return new(Keys).Of(view) }

// Of hashes everything a view holds, so that equal keys mean equal pages.
// Two struct tags steer it: `key:"-"` leaves a field out (its sum stands
// beside it), and `key:"sum"` marks a Sum of the whole struct, which is then
// taken in place of the fields.
func (keys *Keys) Of(view any) Sum {
	buf, ok := keys.bufs.Get().(*[]byte)
	if !ok {
		buf = new(make([]byte, 0, 8192))
	}
	k := keyer{keys: keys, h: sha256.New(), buf: *buf}
	k.value(reflect.ValueOf(view))
	k.flush()
	*buf = k.buf
	keys.bufs.Put(buf)
	return Sum(k.h.Sum(nil))
}

type keyer struct {
	keys *Keys
	h    hash.Hash
	buf  []byte // gathers small writes: a hash is dear per call, not per byte
}

func (k *keyer) flush() {
	k.h.Write(k.buf)
	k.buf = k.buf[:0]
}

func (k *keyer) bytes(b []byte) {
	if k.buf = append(k.buf, b...); len(k.buf) > 4096 {
		k.flush()
	}
}

func (k *keyer) number(n uint64) { k.buf = binary.LittleEndian.AppendUint64(k.buf, n) }

func (k *keyer) text(s string) {
	k.number(uint64(len(s)))
	if k.buf = append(k.buf, s...); len(k.buf) > 4096 {
		k.flush()
	}
}

func (k *keyer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		k.text(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		k.number(uint64(v.Int()))
	case reflect.Float64:
		k.number(math.Float64bits(v.Float()))
	case reflect.Bool:
		if v.Bool() {
			k.buf = append(k.buf, 1)
		} else {
			k.buf = append(k.buf, 0)
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			k.buf = append(k.buf, 0)
			return
		}
		k.buf = append(k.buf, 1)
		if v.Kind() == reflect.Interface {
			k.text(v.Elem().Type().String())
		}
		k.value(v.Elem())
	case reflect.Slice, reflect.Array:
		k.list(v)
	case reflect.Map:
		k.mapping(v)
	case reflect.Struct:
		k.record(v)
	default:
		panic("model: a view holds a " + v.Kind().String() + ", which has no key")
	}
}

func (k *keyer) list(v reflect.Value) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		k.number(uint64(v.Len()))
		if v.Kind() == reflect.Slice {
			k.bytes(v.Bytes())
			return
		}
		for i := range v.Len() {
			k.buf = append(k.buf, byte(v.Index(i).Uint()))
		}
		return
	}
	k.number(uint64(v.Len()))
	for i := range v.Len() {
		k.value(v.Index(i))
	}
}

func (k *keyer) mapping(v reflect.Value) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	})
	k.number(uint64(len(keys)))
	for _, key := range keys {
		k.value(key)
		k.value(v.MapIndex(key))
	}
}

var timeType = reflect.TypeFor[time.Time]()

func (k *keyer) record(v reflect.Value) {
	t := v.Type()
	if t == timeType {
		at := v.Interface().(time.Time)
		_, zone := at.Zone()
		k.number(uint64(at.UnixNano()))
		k.number(uint64(zone))
		return
	}
	plan := k.keys.fields(t)
	if plan.sum >= 0 {
		if sum := v.Field(plan.sum).Interface().(Sum); sum != (Sum{}) {
			k.buf = append(k.buf, sum[:]...)
			return
		}
	}
	for _, i := range plan.fields {
		k.value(v.Field(i))
	}
}

// fieldPlan says which fields of a struct count for its key.
type fieldPlan struct {
	fields []int
	sum    int // index of the field tagged "sum", or -1
}

func (keys *Keys) fields(t reflect.Type) fieldPlan {
	if p, ok := keys.plans.Load(t); ok {
		return p.(fieldPlan)
	}
	p := fieldPlan{sum: -1}
	for i := range t.NumField() {
		switch t.Field(i).Tag.Get("key") {
		case "-":
		case "sum":
			p.sum = i
		default:
			p.fields = append(p.fields, i)
		}
	}
	keys.plans.Store(t, p)
	return p
}
