package screentest

import (
	"time"

	"station365/kiosk"
	"station365/kiosk/flow"
)

// healthSamples are what the foot of the welcome page says of the machine's own day.
func healthSamples() (out []Sample) {
	welcome := base(flow.Welcome)
	welcome.Back, welcome.Restart, welcome.Next = false, false, false
	welcome.Evening = kiosk.Week{Settled: 46, InHand: 17, Late: 2}
	add := func(name string, h flow.Health) {
		welcome.Health = h
		out = append(out, Sample{name, welcome})
	}
	add("welcome-away", flow.Health{Away: 23 * time.Minute, Arrived: true, Slips: 140})
	welcome.Coming = flow.Coming{Title: "邻里坝坝茶和写春联", Place: "二楼东边的大活动室", At: now.Add(5 * 24 * time.Hour)}
	add("welcome-away-long", flow.Health{Away: 23*time.Hour + 48*time.Minute, Waiting: 128, Slips: 230})
	add("welcome-waiting", flow.Health{Waiting: 2, Slips: 12})
	welcome.Top.Online = false
	add("welcome-away-now", flow.Health{Away: 3*time.Hour + 5*time.Minute, Waiting: 16, Slips: 140})
	welcome.Coming = flow.Coming{}
	add("welcome-away-since", flow.Health{Waiting: 1})
	return out
}
