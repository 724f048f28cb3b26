package plan

import "kaizen/generator/model"

// subscribe plans the page that explains feeds and lists them all.
func (x *edition) subscribe() {
	path := x.Prefix + "/subscribe/"
	if x.keep(path) {
		return
	}
	v := model.SubscribeView{
		Base: x.page(page{
			path: path, title: x.t("subscribe.title"), description: x.t("subscribe.description"),
			feeds: x.feedsOf(x.Prefix + "/"),
		}),
		Feeds: x.feedGroups(),
		OPML:  x.url("/feeds.opml"),
	}
	x.add(path, v, nil)
}
