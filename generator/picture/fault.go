package picture

import (
	"bytes"
	"fmt"
	"strconv"

	"kaizen/generator/model"
)

// Fault is what is wrong with a picture: something its author can mend. Only
// the caller knows the File of its Problem; Line and Col are set for SVGs.
type Fault struct{ Problem model.Problem }

func (f *Fault) Error() string { return "picture: " + f.Problem.Text.In("en") }

// newFault makes a fault from texts and hints in English and Japanese.
func newFault(rule string, text, hint [2]string) *Fault {
	return &Fault{model.Problem{
		Level: model.Error,
		Rule:  rule,
		Text:  model.Text{"en": text[0], "ja": text[1]},
		Hint:  model.Text{"en": hint[0], "ja": hint[1]},
	}}
}

func unknownFormat(data []byte) *Fault {
	name := [2]string{"", ""}
	if format := foreignFormat(data); format != "" {
		name = [2]string{" (" + format + ")", "（" + format + "）"}
	}
	return newFault("picture-format",
		[2]string{"this is no picture that browsers show" + name[0], "ブラウザーで表示できる画像ではありません" + name[1]},
		[2]string{"save it as PNG, JPEG, GIF, WebP or SVG", "PNG、JPEG、GIF、WebP、SVGのいずれかで保存してください"})
}

// foreignFormat names the format of data when authors are likely to have it.
func foreignFormat(data []byte) string {
	if len(data) >= 12 && string(data[4:8]) == "ftyp" {
		switch string(data[8:12]) {
		case "heic", "heix", "heim", "heis", "mif1", "msf1":
			return "HEIC"
		case "avif", "avis":
			return "AVIF"
		}
		return "MP4"
	}
	for _, known := range [...][2]string{
		{"II*\x00", "TIFF"}, {"MM\x00*", "TIFF"}, {"BM", "BMP"}, {"%PDF-", "PDF"},
		{"\x00\x00\x01\x00", "ICO"}, {"8BPS", "Photoshop"}, {"\x1f\x8b", "gzip"},
	} {
		if bytes.HasPrefix(data, []byte(known[0])) {
			return known[1]
		}
	}
	return ""
}

func tooManyBytes(n int) *Fault {
	return newFault("picture-bytes",
		[2]string{
			fmt.Sprintf("the picture has %d MB, more than %d", n/1_000_000, MaxBytes/1_000_000),
			fmt.Sprintf("画像が%d MBあります。上限は%d MBです", n/1_000_000, MaxBytes/1_000_000),
		},
		[2]string{"save it smaller", "小さくして保存し直してください"})
}

func tooManyPixels(w, h int) *Fault {
	size := strconv.Itoa(w) + " × " + strconv.Itoa(h)
	return newFault("picture-pixels",
		[2]string{
			fmt.Sprintf("the picture has %s pixels, more than %d million", size, MaxPixels/1_000_000),
			fmt.Sprintf("画像が%sピクセルあります。上限は%d万ピクセルです", size, MaxPixels/10_000),
		},
		[2]string{"scale it down or crop it", "縮小するか、切り抜いてください"})
}

func cannotTurn() *Fault {
	return newFault("picture-turned",
		[2]string{"the picture lies on its side, and only its metadata says so", "画像が横倒しで、向きがメタデータにしか書かれていません"},
		[2]string{"turn it in an editor and save it again", "画像編集ソフトで正しい向きにして保存し直してください"})
}

// broken is a fault of the file's structure.
func broken(en, ja string) *Fault {
	return newFault("picture-broken",
		[2]string{"the picture is broken: " + en, "画像が壊れています：" + ja},
		[2]string{"open it in an editor and save it again", "画像編集ソフトで開き、保存し直してください"})
}

// truncated is the fault of a file that ends before part is complete.
func truncated(part string) *Fault {
	return broken("it ends within "+part, part+" の途中で終わっています")
}

// wrong is the fault of a part that is not what its format asks for.
func wrong(part string) *Fault {
	return broken(part+" is not as it should be", part+" が正しくありません")
}
