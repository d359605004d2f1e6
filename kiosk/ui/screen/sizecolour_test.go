package screen_test

import (
	"slices"
	"strings"
	"testing"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

func TestEverySizeColourVolumeAndReachIsChosenOnEveryGlass(t *testing.T) {
	view := sample(t, "size-and-colour")
	kinds := map[string]flow.Kind{"scale": flow.SetScale, "theme": flow.SetTheme, "sound": flow.SetSound, "low": flow.SetLow}
	eachLook(t, func(look string, k *kit.Kit) {
		want := []string{"scale:standard", "scale:large", "scale:largest", "theme:light", "theme:high"}
		switch {
		case k.Lowered():
			want = append(want, "low:off")
		case k.Class() != kit.Small:
			want = append(want, "low:on")
		}
		want = append(want, "sound:off", "sound:soft", "sound:middle", "sound:loud")
		var got []string
		eachLeaf(k, view, func(page int, _ *kit.Drawing) {
			v, sent := view, []flow.Event{}
			v.Page = page
			d := draw(k, v, func(e flow.Event) { sent = append(sent, e) })
			for _, name := range names(d) {
				what, value, _ := strings.Cut(name, ":")
				if kinds[what] == "" {
					continue
				}
				got = append(got, name)
				tap(t, d, name)
				if last := sent[len(sent)-1]; last.Kind != kinds[what] || last.Value != value {
					t.Errorf("%s, %s: sent %v", look, name, last)
				}
			}
		})
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: to choose from are %v, want %v", look, got, want)
		}
	})
}
