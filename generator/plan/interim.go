package plan

type feedItems struct{}

func (x *edition) feeds()     {}
func (x *edition) subscribe() {}
