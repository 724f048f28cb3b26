package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"kaizen/generator/model"
)

// Error says why nothing was published. The site in the output folder is as it
// was before.
type Error struct {
	Op   string // what was attempted: "write", "rename", "lock", …
	Path string // on what: below the output folder, or the folder itself
	Err  error  // the cause
	Text model.Text
	Hint model.Text // what to do about it; may be empty
}

func (e *Error) Error() string { return fmt.Sprintf("publish: %s %s: %v", e.Op, e.Path, e.Err) }

func (e *Error) Unwrap() error { return e.Err }

// Refused reports whether the machine could have published, but should not
// without a person's decision: the folder is somebody else's.
func (e *Error) Refused() bool { return errors.Is(e.Err, errRefused) }

var (
	// errNoSwap means that folders cannot be exchanged here: another way is open.
	errNoSwap = errors.New("folders cannot be exchanged here")

	errRefused = errors.New("refused")
	errLocked  = errors.New("another build is publishing there")
)

// failed wraps err, the outcome of op on path, in an Error; nil stays nil.
func failed(op, path string, err error) error {
	if err == nil {
		return nil
	}
	var already *Error
	if errors.As(err, &already) {
		return err
	}
	var onPath *fs.PathError
	var onLink *os.LinkError
	cause := err // without the path, which these two name again
	switch {
	case errors.As(err, &onPath):
		cause = onPath.Err
	case errors.As(err, &onLink):
		cause = onLink.Err
	}
	why, hint := explain(cause)
	return &Error{Op: op, Path: path, Err: cause, Hint: hint, Text: model.Text{
		"ja": fmt.Sprintf("%s: %s（%s）。公開中のサイトは変わっていません。", path, why["ja"], op),
		"en": fmt.Sprintf("%s: %s (%s); the published site is as it was", path, why["en"], op),
	}}
}

// refused is an Error for what kaizen will not do rather than cannot.
func refused(op, path string, says, hint model.Text) error {
	return &Error{Op: op, Path: path, Err: fmt.Errorf("%w: %s", errRefused, says["en"]), Hint: hint, Text: model.Text{
		"ja": fmt.Sprintf("%s: %s", path, says["ja"]),
		"en": fmt.Sprintf("%s: %s", path, says["en"]),
	}}
}

// explain puts the causes that people meet into words.
func explain(err error) (why, hint model.Text) {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return model.Text{"ja": "ディスクに空きがありません", "en": "no space left on the disk"},
			model.Text{"ja": "空きを増やして、もう一度実行してください。df -h と df -i で確かめられます。", "en": "free some space and run again; df -h and df -i show how much there is"}
	case errors.Is(err, syscall.EDQUOT):
		return model.Text{"ja": "ディスクの割り当てを使い切りました", "en": "disk quota exceeded"},
			model.Text{"ja": "割り当てを増やすか、不要なファイルを消してください。", "en": "raise the quota or remove files you do not need"}
	case errors.Is(err, syscall.EROFS):
		return model.Text{"ja": "読み取り専用のディスクです", "en": "the file system is read-only"},
			model.Text{"ja": "--output で、書き込める場所を指定してください。", "en": "name a writable place with --output"}
	case errors.Is(err, fs.ErrPermission):
		return model.Text{"ja": "権限がありません", "en": "permission denied"},
			model.Text{"ja": "出力先の所有者と権限を ls -ld で確かめてください。", "en": "check who owns the output folder and its mode with ls -ld"}
	case errors.Is(err, syscall.ENAMETOOLONG):
		return model.Text{"ja": "名前が長すぎます", "en": "the name is too long"},
			model.Text{"ja": "slug を短くするか、--output で浅い場所を指定してください。", "en": "shorten the slug, or name an output folder nearer to the root with --output"}
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return model.Text{"ja": "開けるファイルの数の上限です", "en": "too many open files"},
			model.Text{"ja": "ulimit -n で上限を上げてください。", "en": "raise the limit with ulimit -n"}
	}
	return model.Text{"": err.Error(), "ja": err.Error(), "en": err.Error()}, nil
}

func errForeign(name string) error {
	return refused("adopt", name,
		model.Text{"ja": "kaizen の出力先ではないフォルダーに、すでにファイルがあります", "en": "the output folder holds files, and kaizen has not published there before"},
		model.Text{"ja": "別の --output を指定するか、それでよければ --force を付けてください（同じ名前のファイルだけが置き換わります）。", "en": "name another folder with --output, or add --force if it is the right one: only files of the same name are replaced"})
}

func errInTheWay(output, obstacle string) error {
	return refused("write", output,
		model.Text{"ja": fmt.Sprintf("kaizen が書いたのではない %q があるため、置けません", obstacle), "en": fmt.Sprintf("%q, which kaizen did not write, is in the way", obstacle)},
		model.Text{"ja": "それを移すか消すかして、もう一度実行してください。", "en": "move or remove it and run again"})
}
