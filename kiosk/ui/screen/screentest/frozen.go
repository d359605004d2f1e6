package screentest

import (
	"time"

	"station365/kiosk"
	"station365/kiosk/flow"
)

// frozenSamples are the pages of a kiosk that takes no new requests, with every
// rule once, and with a clock that nobody vouches for.
func frozenSamples() (out []Sample) {
	frozen := func(v flow.View, r kiosk.Rule) flow.View {
		v.Frozen, v.Top.Online = r, false
		return v
	}
	welcome, home := base(flow.Welcome), base(flow.Home)
	for _, v := range []*flow.View{&welcome, &home} {
		v.Back, v.Restart, v.Next = false, false, false
	}
	list := base(flow.Matters)
	list.Next = false
	list.Matters = []flow.MatterView{matter(list).Matter, concern(list).Matter}
	out = append(out, Sample{"welcome-frozen", frozen(welcome, kiosk.QueueFull)}, Sample{"home-frozen", frozen(home, kiosk.DiskLow)},
		Sample{"matters-frozen", frozen(list, kiosk.QueueOld)})
	for _, r := range kiosk.Rules() {
		card := frozen(matter(base(flow.FlowCard)), r)
		card.Wipes, card.Next, card.WhyNot = false, false, "frozen."+string(r)
		card.Matter.DueBy = time.Time{}
		out = append(out, Sample{"flow-card-frozen-" + string(r), card})
	}
	about := matter(base(flow.FlowCard))
	about.Wipes, about.Top.About, about.Matter.DueBy = false, true, time.Time{}
	return append(out, Sample{"flow-card-clock", about})
}
