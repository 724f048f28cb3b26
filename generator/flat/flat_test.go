package flat_test

import (
	"math"
	"reflect"
	"testing"
	"time"

	"kaizen/generator/flat"
)

func pack(often string, v any) (packed string) {
	flat.Pack(often, v, func(b []byte) { packed = string(b) })
	return packed
}

type part struct {
	Name  string
	Names map[string]string
}

type whole struct {
	Text   string
	Yes    bool
	Int    int
	Long   int64
	Byte   uint8
	Float  float64
	Sum    [32]byte
	Sums   [][32]byte
	Time   time.Time
	Part   *part
	None   *part
	Parts  []part
	Empty  []string
	Nil    []string
	Bytes  []byte
	hidden int
}

func example() whole {
	return whole{
		Text: "often", Yes: true, Int: -3, Long: math.MaxInt64, Byte: 255, Float: math.Pi, Sum: [32]byte{1, 31: 2}, Sums: [][32]byte{{3}, {}, {4}},
		Time: time.Date(2026, 11, 2, 9, 0, 0, 7, time.UTC), Part: &part{Name: "\xff"}, Empty: []string{}, Bytes: []byte("b"),
		Parts: []part{{"", map[string]string{"": "", "ja": "often"}}, {"b", map[string]string{}}},
	}
}

// What was packed comes back as it was, but for what is not exported.
func TestRoundTrip(t *testing.T) {
	want := example()
	want.hidden = 1
	packed := pack("often", want)
	want.hidden = 0
	var got whole
	if !flat.Unpack(packed, "often", &got) || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	var zero, again whole
	if !flat.Unpack(pack("", zero), "", &again) || !reflect.DeepEqual(again, zero) {
		t.Errorf("nothing became %+v", again)
	}
}

// What was damaged is refused, or becomes another value, and harms nobody.
func FuzzUnpack(f *testing.F) {
	f.Add(pack("often", example()))
	f.Add(pack("", whole{}))
	f.Add("")
	f.Fuzz(func(t *testing.T, packed string) {
		var v whole
		flat.Unpack(packed, "often", &v)
		for i := range packed {
			if flat.Unpack(packed[:i], "often", &v) && flat.Unpack(packed, "often", &v) {
				t.Fatalf("%q is whole with %d bytes, and with %d", packed, i, len(packed))
			}
		}
	})
}
