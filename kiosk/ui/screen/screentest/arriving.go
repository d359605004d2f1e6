package screentest

import (
	"time"

	"station365/devices/printer"
	"station365/kiosk"
	"station365/kiosk/flow"
)

// without takes the person on duty away until the next morning.
func without(v flow.View) flow.View {
	v.Duty.Now, v.Duty.From, v.Duty.Until = false, now.Add(22*time.Hour+15*time.Minute), now.Add(30*time.Hour+15*time.Minute)
	return v
}

// broken takes network, paper and reader away.
func broken(v flow.View) flow.View {
	v.Top.Online, v.Printer, v.Reader = false, printer.NoPaper, "absent"
	return v
}

// arrivingSamples are the pages before a card.
func arrivingSamples() (out []Sample) {
	add := func(name string, v flow.View) { out = append(out, Sample{name, v}) }
	welcome, home := base(flow.Welcome), base(flow.Home)
	for _, v := range []*flow.View{&welcome, &home} {
		v.Back, v.Restart, v.Next = false, false, false
	}
	welcome.Health = flow.Health{Arrived: true, Slips: 140}
	add("welcome", welcome)
	add("welcome-degraded", without(broken(welcome)))
	welcome.Evening = kiosk.Week{Settled: 46, InHand: 17, Late: 2}
	add("welcome-week", welcome)
	coming := flow.Coming{Title: "邻里坝坝茶和写春联", Place: "二楼东边的大活动室", At: now.Add(5 * 24 * time.Hour)}
	welcome.Coming = coming
	add("welcome-event", welcome)
	add("welcome-event-degraded", without(broken(welcome)))
	welcome.Coming = flow.Coming{}
	add("welcome-week-degraded", without(broken(welcome)))
	welcome.Evening = kiosk.Week{InHand: 3}
	add("welcome-week-begins", welcome)
	welcome.Evening, welcome.Top.About = kiosk.Week{}, true
	add("welcome-clock", welcome)
	welcome = without(broken(welcome))
	add("welcome-clock-degraded", welcome)
	add("home", home)
	offline := home
	offline.Top.Online = false
	add("home-offline", offline)
	about := home
	about.Top.About = true
	add("home-clock", about)
	alone := about // off line since it came up: nobody tells it the time
	alone.Top.Online = false
	add("home-clock-offline", alone)
	night := without(broken(home))
	night.Said = "bar.no-way-back"
	add("home-degraded", night)
	night.Top.About = true
	add("home-clock-degraded", night)
	list := base(flow.Matters)
	list.Next = false
	list.Matters = []flow.MatterView{matter(list).Matter, concern(list).Matter}
	add("matters", list)
	for i := range 5 {
		m := list.Matters[i%2]
		m.ID += kiosk.MatterID("-" + string(rune('a'+i)))
		list.Matters = append(list.Matters, m)
	}
	list.Page, list.Said = 1, "bar.nothing-next"
	add("matters-many", list)
	card := matter(base(flow.FlowCard))
	card.Wipes = false
	add("flow-card", card)
	add("flow-card-no-reader", broken(card))
	add("flow-card-concern", without(concern(base(flow.FlowCard))))
	notice := matter(base(flow.Notice))
	notice.Wipes = false
	add("notice", notice)
	add("notice-concern", concern(base(flow.Notice)))
	return out
}

// concern is the matter that needs no card.
func concern(v flow.View) flow.View {
	v.Matter = flow.MatterView{ID: "concern", Title: "concern.title", Short: "concern.short", Icon: "speak", Who: "concern.who",
		WhoMore: "concern.who.more", Fee: "fee.none", Where: "concern.where", Papers: []string{"concern.paper.none"}, DueDays: 5, Minutes: 3,
		DueBy: now.AddDate(0, 0, 7), MayBeAnonymous: true, Notice: []string{"concern.notice.purpose", "concern.notice.readers", "concern.notice.keeping"}}
	return v
}

// besideSamples are the pages beside the way.
func besideSamples() (out []Sample) {
	where := base(flow.WhereTo)
	where.Next = false
	for i := range 7 {
		names := []string{"王芳", "赵志国"}
		if i == 5 {
			names = nil
		}
		where.Week = append(where.Week, flow.DutyDay{Day: now.AddDate(0, 0, i), Names: names})
	}
	closed := without(where)
	closed.Said = "bar.nothing-next"
	out = append(out, Sample{"where-to", where}, Sample{"where-to-nobody", closed})
	return append(append(append(out, healthSamples()...), helpSamples()...), Sample{"size-and-colour", base(flow.SizeAndColour)})
}
