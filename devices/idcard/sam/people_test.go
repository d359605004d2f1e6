package sam_test

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"station365/devices/idcard"
	"station365/devices/idcard/sam"
	"station365/devices/idcard/sam/emulator"
)

// foreign2017 is on no list: cards of 2017 are still in hands, with numbers of 15
// characters. The number belongs to nobody.
var foreign2017 = emulator.Person{
	ID: "foreign2017", Kind: "foreign-2017", Name: "样例甲", EnglishName: "SAMPLE, PERSON MIDDLE", Sex: "1",
	IDNumber: "NOR520100000000", Nationality: "NOR", Birth: "19800229", ValidFrom: "20180601", ValidUntil: "20280601",
	CardVersion: "01", Accepted: "5201",
}

func TestEveryPersonIsReadAsTheirCardSays(t *testing.T) {
	onDesk(t, plain, sam.Opts{}, func(d *desk) {
		d.ready()
		for _, p := range append(people(t), foreign2017) {
			d.reader.Lay(p)
			c := d.reads(p)
			for what, pair := range map[string][2]string{
				"kind":      {string(c.Kind), p.Kind},
				"sex":       {c.Sex, p.Sex},
				"group":     {c.EthnicGroup, p.EthnicGroup},
				"birth":     {c.Birth.Reveal(), p.Birth},
				"address":   {c.Address.Reveal(), p.Address},
				"authority": {c.IssuingAuthority, p.IssuingAuthority},
				"from":      {date(c.ValidFrom, false), p.ValidFrom},
				"until":     {date(c.ValidUntil, c.LongTerm), p.ValidUntil},
				"pass":      {c.PassNumber.Reveal(), p.PassNumber},
				"english":   {c.EnglishName.Reveal(), p.EnglishName},
				"nation":    {c.Nationality, p.Nationality},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s: %s is %q, on the card %q", p.ID, what, pair[0], pair[1])
				}
			}
			if len(c.Warnings) > 0 {
				t.Errorf("%s: doubts about a good card: %v", p.ID, c.Warnings)
			}
			d.reader.Lift()
			d.pass(5 * time.Second)
		}
	})
}

func date(d idcard.Date, longTerm bool) string {
	if longTerm && d.IsZero() {
		return "长期"
	}
	return strconv.Itoa(d.Year*10000 + d.Month*100 + d.Day)
}

func TestFaultsOfRealCardsAreDoubtsAndNotFailures(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(p *emulator.Person)
		want  []string
	}{
		"wrong check digit": {func(p *emulator.Person) { p.IDNumber = "520102196804120023" }, []string{"id-check-digit"}},
		"number too short":  {func(p *emulator.Person) { p.IDNumber = "520102680412002" }, []string{"id-check-digit"}},
		"another birth":     {func(p *emulator.Person) { p.Birth = "19680413" }, []string{"birth-differs"}},
		"no birth":          {func(p *emulator.Person) { p.Birth = "" }, []string{"birth-blank"}},
		"another sex":       {func(p *emulator.Person) { p.Sex = "1" }, []string{"sex-differs"}},
		"sex not stated":    {func(p *emulator.Person) { p.Sex = "9" }, nil},
		"sex blank":         {func(p *emulator.Person) { p.Sex = "" }, nil},
		"no first day":      {func(p *emulator.Person) { p.ValidFrom = "" }, []string{"valid-from-blank"}},
		"30 February":       {func(p *emulator.Person) { p.ValidFrom = "20160230" }, []string{"valid-from-malformed"}},
		"no last day":       {func(p *emulator.Person) { p.ValidUntil = "" }, []string{"valid-until-blank"}},
		"last day of words": {func(p *emulator.Person) { p.ValidUntil = "某日" }, []string{"valid-until-malformed"}},
		"small x":           {func(p *emulator.Person) { p.IDNumber, p.Birth = "11010519491231002x", "19491231" }, nil},
		"private use":       {func(p *emulator.Person) { p.Name = "王\uE863" }, nil},
		"wide padding":      {func(p *emulator.Person) { p.Name = "李 秀芸\u3000\x00" }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			onDesk(t, plain, sam.Opts{}, func(d *desk) {
				p := person(t, "lixiuyun")
				c.spoil(&p)
				d.ready()

				d.reader.Lay(p)
				d.want(idcard.CardPlaced)
				card := d.want(idcard.CardRead).Card

				if !slices.Equal(card.Warnings, c.want) {
					t.Errorf("doubts %v, want %v", card.Warnings, c.want)
				}
				if got, want := card.Name.Reveal(), strings.TrimRight(p.Name, "\u3000\x00"); got != want {
					t.Errorf("name %q, want %q", got, want)
				}
				if got, want := card.IDNumber.Reveal(), strings.ToUpper(p.IDNumber); got != want {
					t.Errorf("number %q, want %q", got, want)
				}
			})
		})
	}
}

func TestWhatACardSaysIsInNoLogAndNoError(t *testing.T) {
	onDesk(t, repeating, sam.Opts{}, func(d *desk) {
		d.ready()
		var said strings.Builder
		for i, p := range people(t) {
			d.reader.Fail([]byte{0, 0x33, 0x41}[i%3])
			d.reader.Lay(p)
			d.want(idcard.CardPlaced)
			if e := d.next(); e.Err != nil {
				said.WriteString(e.Err.Error())
			}
			d.reader.Lift()
			d.pass(5 * time.Second)
		}

		said.WriteString(d.log.String())

		for _, p := range people(t) {
			for _, secret := range []string{p.Name, p.IDNumber, p.Birth, p.Address, p.EnglishName, p.PassNumber} {
				if secret != "" && (strings.Contains(said.String(), secret) || strings.Contains(said.String(), hex.EncodeToString([]byte(secret)))) {
					t.Errorf("something of %s is in the log", p.ID)
				}
			}
		}
		if !strings.Contains(said.String(), "card read") {
			t.Error("nothing was logged at all")
		}
	})
}
