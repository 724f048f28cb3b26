package watch

import (
	"errors"
	"fmt"
	"syscall"

	"kaizen/generator/model"
)

func silentDisk(root string) model.Text {
	return model.Text{
		"ja": fmt.Sprintf("%s は変更を通知しないディスク（ネットワークや仮想マシンの共有フォルダーなど）にあるため、定期的に確認します。", root),
		"en": fmt.Sprintf("%s is on a disk that does not tell of changes, such as a network or shared folder: looking at regular intervals instead", root),
	}
}

func limited(err error) model.Text {
	limit, command := "fs.inotify.max_user_watches", "sudo sysctl fs.inotify.max_user_watches=524288"
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		limit, command = "fs.inotify.max_user_instances, ulimit -n", "sudo sysctl fs.inotify.max_user_instances=1024; ulimit -n 4096"
	}
	return model.Text{
		"ja": fmt.Sprintf("変更の通知の上限（%s）に達したため、定期的に確認します（%v）。上限を上げるには: %s", limit, err, command),
		"en": fmt.Sprintf("the system tells of no more changes (%s: %v): looking at regular intervals instead; to raise the limit: %s", limit, err, command),
	}
}

func gone(root string) model.Text {
	return model.Text{
		"ja": fmt.Sprintf("%s がなくなりました。戻るのを待っています。", root),
		"en": fmt.Sprintf("%s is gone; waiting for it to come back", root),
	}
}
