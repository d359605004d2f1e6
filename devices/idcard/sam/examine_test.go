package sam_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"station365/devices"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial/serialtest"
)

func TestTheModuleIsExamined_ItsNumberAsOnTheLabelOrWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		fail byte
		mute bool
		want error
	}{
		"well":        {},
		"dead":        {fail: 0x60, want: devices.ErrOutOfService},
		"not enabled": {fail: 0x66, want: devices.ErrOutOfService},
		"not there":   {mute: true, want: devices.ErrTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				host, device := serialtest.Pipe()
				module := emulator.New(plain)
				module.Fail(c.fail)
				var running sync.WaitGroup
				if !c.mute {
					running.Go(func() { _ = module.Run(t.Context(), device) })
				}

				number, err := sam.Examine(t.Context(), host)

				if !errors.Is(err, c.want) || (err == nil) != (number == "05.03-20260101-0000000365-0000000001") {
					t.Errorf("%q, %v", number, err)
				}
				_ = host.Close()
				running.Wait()
			})
		})
	}
}

func TestEveryCodeHasItsMeaningAndItsNextStep(t *testing.T) {
	next := map[string]string{}
	for _, code := range sam.Codes() {
		means, do := sam.Explain(code)
		if means == "" || do == "" || strings.Contains(means, "in no table") {
			t.Errorf("%s: %q, %q", code, means, do)
		}
		if other, twice := next[means]; twice {
			t.Errorf("%s and %s mean the same", code, other)
		}
		next[means] = code
	}
	if n := len(sam.Codes()); n != 8+15 {
		t.Errorf("%d codes", n)
	}
	for _, code := range []string{"R-EE", "P-03", ""} {
		if means, do := sam.Explain(code); !strings.Contains(means, "in no table") || do == "" {
			t.Errorf("%q: %q, %q", code, means, do)
		}
	}
}
