package picture

import "encoding/binary"

// orientation is how a picture is stored, from 1 to 8 as EXIF counts (CIPA
// DC-008, tag 0x0112): 1 is upright, from 5 on rows are columns. 0 is: not said, upright.
type orientation int

func (o orientation) turned() bool   { return o > 1 }
func (o orientation) sideways() bool { return o > 4 }

// steps tells where the pixels of a stored picture of w × h pixels belong in
// the upright one: that of the first, and how far it is from there to the one
// at its right and the one below it.
func (o orientation) steps(w, h int) (first, right, below int) {
	row := w // of the upright picture
	if o.sideways() {
		row = h
	}
	switch o {
	case 2:
		return w - 1, -1, row
	case 3:
		return w*h - 1, -1, -row
	case 4:
		return (h - 1) * row, 1, -row
	case 5:
		return 0, row, 1
	case 6:
		return h - 1, row, -1
	case 7:
		return w*h - 1, -row, -1
	case 8:
		return (w - 1) * row, -row, 1
	}
	return 0, 1, row
}

// orientationOf finds the orientation in EXIF data, which is a TIFF file
// without a picture. Anything odd counts as upright: browsers see it so.
func orientationOf(tiff []byte) orientation {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for n := order.Uint16(tiff[at:]); n > 0 && len(entries) >= 12; n-- {
		const orientationTag, short = 0x0112, 3
		if order.Uint16(entries) == orientationTag && order.Uint16(entries[2:]) == short {
			if o := orientation(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
		entries = entries[12:]
	}
	return 1
}
