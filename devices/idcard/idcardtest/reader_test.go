package idcardtest_test

import (
	"testing"

	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/kiosk/personal"
)

func TestThePlayedReaderKeepsTheContract(t *testing.T) {
	for name, presence := range map[string]bool{"silent": false, "tells removal": true} {
		t.Run(name, func(t *testing.T) {
			idcardtest.Conform(t, func(t *testing.T, part func(*testing.T, *idcardtest.Bench)) {
				part(t, played(presence))
			})
		})
	}
}

func played(presence bool) *idcardtest.Bench {
	r := idcardtest.NewReader(presence)
	return &idcardtest.Bench{
		Reader: r,
		Want:   idcardtest.Card{Kind: idcard.Resident, Name: "李秀芸", Sex: "2", Birth: "19680412", Address: "样例路12号", IDNumber: "520102196804120022"},
		Lay: func() {
			r.Lay(&idcard.Card{Kind: idcard.Resident, Name: personal.New("李秀芸"), Sex: "2", Birth: personal.New("19680412"),
				Address: personal.New("样例路12号"), IDNumber: personal.New("520102196804120022")})
		},
		Bad:     func(kind error) { r.Fail(kind, "R-41") },
		Lift:    r.Lift,
		Wait:    func() {},
		Removes: presence,
	}
}
