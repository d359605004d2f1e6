package sam_test

import (
	"slices"
	"testing"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
)

const moved = "贵州省贵阳市南明区新址路1号"

func TestAnAddressOnTheChipIsNewerThanThePrintedOne(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		p.NewestAddress = moved
		d.ready()

		d.reader.Lay(p)
		c := d.reads(p)

		if c.Address.Reveal() != moved || !c.NewestAddress || len(c.Warnings) > 0 {
			t.Errorf("address %q, newest %v, %v", c.Address.Reveal(), c.NewestAddress, c.Warnings)
		}
	})
}

func TestAModuleWithoutTheseCommands_ReadsAsBefore(t *testing.T) {
	for name, habits := range map[string]emulator.Opts{
		"says 21": {Baud: 115200, CardTime: 800 * time.Millisecond, Plain: true},
		"silent":  {Baud: 115200, CardTime: 800 * time.Millisecond, Mute: true},
	} {
		t.Run(name, func(t *testing.T) {
			onDesk(t, habits, sam.Opts{ManagementNumber: true}, func(d *desk) {
				p := person(t, "lixiuyun")
				d.ready()
				for range 3 {
					d.reader.Lay(p)
					c := d.reads(p)
					if c.Address.Reveal() != p.Address || c.NewestAddress || len(c.Warnings) > 0 || !c.ManagementNumber.Empty() {
						t.Errorf("address %q, newest %v, %v", c.Address.Reveal(), c.NewestAddress, c.Warnings)
					}
					d.reader.Lift()
					d.pass(5 * time.Second)
				}
			})
		})
	}
}

func TestCardPulledBeforeItsNewestAddressCame_ThePrintedOneIsGivenAndDoubted(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		p := person(t, "lixiuyun")
		p.NewestAddress = moved
		d.ready()
		d.reader.Lay(p)
		d.want(idcard.CardPlaced)
		d.line().Up.Delay(1200, 250*time.Millisecond) // near the end of the photo

		d.pass(time.Second)
		d.reader.Lift()

		c := d.want(idcard.CardRead).Card
		if c.Address.Reveal() != p.Address || !slices.Equal(c.Warnings, []string{idcard.NewestUnread}) {
			t.Errorf("address %q, %v", c.Address.Reveal(), c.Warnings)
		}
	})
}

func TestFingerprintsAreReceivedAndNeverLookedAt(t *testing.T) {
	for _, n := range []int{0, 512, 1024} {
		onDesk(t, plain, sam.Opts{Fingerprints: true}, func(d *desk) {
			p := person(t, "lixiuyun")
			d.reader.Fingerprints(n)
			d.ready()

			d.reader.Lay(p)

			if c := d.reads(p); c.Address.Reveal() != p.Address || len(c.Warnings) > 0 {
				t.Errorf("%d bytes of fingerprints: %q, %v", n, c.Address.Reveal(), c.Warnings)
			}
		})
	}
}

func TestTheManagementNumberIsReadOnlyWhereItIsWanted(t *testing.T) {
	const number = "30313233343536373839303132333435363738393031323334353637"
	for wanted, want := range map[bool]string{true: number, false: ""} {
		onDesk(t, plain, sam.Opts{ManagementNumber: wanted}, func(d *desk) {
			p := person(t, "lixiuyun")
			d.ready()

			d.reader.Lay(p)

			c := d.reads(p)
			if got := c.ManagementNumber.Reveal(); got != want {
				t.Errorf("%q, want %q", got, want)
			}
			number := c.ManagementNumber
			c.Wipe()
			if !number.Empty() {
				t.Error("it outlives the card")
			}
		})
	}
}

func TestTheRadioFrameIsSetBeforeTheFirstLook(t *testing.T) {
	onDesk(t, plain, sam.Opts{RadioFrame: 0x50}, func(d *desk) {
		p := person(t, "lixiuyun")
		d.ready()
		d.reader.Lay(p)
		d.reads(p)
		if set := d.reader.RadioFrame(); set != 0x50 {
			t.Errorf("radio frame %X", set)
		}
	})
}
