package screen_test

import (
	"testing"

	"station365/kiosk/flow"
	"station365/kiosk/ui/kit"
)

func TestAnExpiredCardSendsNobodyAway(t *testing.T) {
	for _, name := range []string{"card-expired", "card-not-yet"} {
		view := sample(t, name)
		eachLook(t, func(look string, k *kit.Kit) {
			v, read := view, 0
			for {
				sent := pressed(t, k, v, "nav:next")
				if sent.Kind == flow.Next {
					break
				}
				if read++; sent.Kind != flow.Turn || read > 3 {
					t.Fatalf("%s, %s: next sends %s %q on page %d", name, look, sent.Kind, sent.Value, v.Page)
				}
				v.Page++
			}
		})
	}
}

func TestADoubtKeepsNobodyFromGoingOn(t *testing.T) {
	view := sample(t, "card-read-doubts")
	eachLook(t, func(look string, k *kit.Kit) {
		if sent := pressed(t, k, view, "nav:next"); sent.Kind != flow.Next {
			t.Errorf("%s: next sends %s", look, sent.Kind)
		}
	})
}
