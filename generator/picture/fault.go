package picture

import (
	"bytes"
	"fmt"

	"kaizen/generator/model"
)

// Fault is what is wrong with a picture: something its author can mend. Only
// the caller knows the File of its Problem; Line and Col are set for SVGs.
type Fault struct{ Problem model.Problem }

func (f *Fault) Error() string { return "picture: " + f.Problem.Text.In("en") }

func newFault(rule string, says model.Says) *Fault {
	return &Fault{model.NewProblem(model.Error, model.Pos{}, rule, says)}
}

// unknownFormat is the fault of what is no picture; it may name what it is.
func unknownFormat(format string) *Fault {
	says := model.Says{
		EN:     "not a PNG, JPEG, GIF, WebP or SVG picture",
		JA:     "PNG、JPEG、GIF、WebP、SVGのどの画像でもありません",
		HintEN: "save it in one of these formats; PNG suits screenshots",
		HintJA: "このうちのどれかの形式で保存し直してください。画面の画像にはPNGが向いています",
	}
	if format = short(format); format != "" {
		says.EN += " (" + format + ")"
		says.JA += "（" + format + "）"
	}
	return newFault("unknown-picture-format", says)
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

func tooManyBytes(n, most int) *Fault {
	megabytes, most := float64(n)/1e6, most/1_000_000
	return newFault("large-picture", model.Says{
		EN:     fmt.Sprintf("the picture has %.1f MB, more than %d", megabytes, most),
		JA:     fmt.Sprintf("画像が%.1f MBあります。上限は%d MBです", megabytes, most),
		HintEN: "save it smaller",
		HintJA: "小さくして保存し直してください",
	})
}

func tooManyPixels(w, h int) *Fault {
	return newFault("large-picture", model.Says{
		EN:     fmt.Sprintf("the picture has %d × %d pixels, more than %d million", w, h, MaxPixels/1_000_000),
		JA:     fmt.Sprintf("画像が%d × %dピクセルあります。上限は%d万ピクセルです", w, h, MaxPixels/10_000),
		HintEN: "scale it down or crop it",
		HintJA: "縮小するか、切り抜いてください",
	})
}

func cannotTurn() *Fault {
	return newFault("turned-picture", model.Says{
		EN:     "the picture lies on its side, and only its metadata says so",
		JA:     "画像が横倒しで、向きがメタデータにしか書かれていません",
		HintEN: "turn it in an editor and save it again",
		HintJA: "画像編集ソフトで正しい向きにして保存し直してください",
	})
}

// broken is a fault of the file's structure.
func broken(en, ja string) *Fault {
	return newFault("broken-picture", model.Says{
		EN:     "the picture is broken: " + en,
		JA:     "画像が壊れています：" + ja,
		HintEN: "open it in an editor and save it again",
		HintJA: "画像編集ソフトで開き、保存し直してください",
	})
}

// truncated is the fault of a file that ends before part is complete.
func truncated(part string) *Fault {
	return broken("it ends too early ("+part+")", "途中で終わっています（"+part+"）")
}

// wrong is the fault of a part that browsers can't be trusted to understand.
func wrong(part string) *Fault {
	return broken("a part is damaged or of an unknown kind ("+part+")", "壊れた部分か、未対応の部分があります（"+part+"）")
}

// short cuts what comes out of a file to a length that fits a message.
func short(s string) string {
	const enough = 80
	if runes := []rune(s); len(runes) > enough {
		return string(runes[:enough]) + "…"
	}
	return s
}
