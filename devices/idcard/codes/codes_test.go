package codes_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"station365/assets"
	"station365/devices/idcard"
	"station365/devices/idcard/codes"
	"station365/devices/idcard/idcardtest"
	"station365/kiosk/personal"

	"io/fs"
)

func tables(t *testing.T, local string) *codes.Tables {
	t.Helper()
	folder, err := fs.Sub(assets.FS(), "dictionary")
	if err != nil {
		t.Fatal(err)
	}
	var all *codes.Tables
	if local == "" {
		all, err = codes.Read(folder, nil)
	} else {
		all, err = codes.Read(folder, strings.NewReader(local))
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCodesInNoListAreWarnings(t *testing.T) {
	all := tables(t, "")
	number := func(s string) personal.Value { return personal.New(s) }
	for name, c := range map[string]struct {
		card idcard.Card
		want []string
	}{
		"resident":            {idcard.Card{Kind: idcard.Resident, EthnicGroup: "01", IDNumber: number("520102196804120022")}, nil},
		"of a local group":    {idcard.Card{Kind: idcard.Resident, EthnicGroup: "59", IDNumber: number("520102196804120022")}, nil},
		"group in no list":    {idcard.Card{Kind: idcard.Resident, EthnicGroup: "73", IDNumber: number("110102196804120022")}, []string{idcard.EthnicUnknown}},
		"group blank":         {idcard.Card{Kind: idcard.Resident, IDNumber: number("110102196804120022")}, []string{idcard.EthnicUnknown}},
		"province in no list": {idcard.Card{Kind: idcard.Resident, EthnicGroup: "01", IDNumber: number("990102196804120022")}, []string{idcard.DivisionUnknown}},
		"number too short":    {idcard.Card{Kind: idcard.Resident, EthnicGroup: "01", IDNumber: number("1")}, []string{idcard.DivisionUnknown}},
		"permit":              {idcard.Card{Kind: idcard.HongKongMacaoTW, IDNumber: number("830000198802160047")}, nil},
		"foreigner":           {idcard.Card{Kind: idcard.Foreign2023, Nationality: "NOR", IDNumber: number("952578198506300068")}, nil},
		"foreigner of 2017":   {idcard.Card{Kind: idcard.Foreign2017, Nationality: "QQQ", IDNumber: number("QQQ520100000000")}, []string{idcard.NationUnknown}},
		"nationality blank":   {idcard.Card{Kind: idcard.Foreign2023}, []string{idcard.NationUnknown}},
	} {
		if got := all.Check(&c.card); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestAPlaceMayNameItsOwnGroups(t *testing.T) {
	all := tables(t, `{"local": [{"name": "穿青人", "codes": ["73"]}]}`)

	name, known := all.EthnicGroup("73")

	if !known || name != "穿青人" || len(all.LocalGroups()) != 1 {
		t.Errorf("73 is %q; local groups %v", name, all.LocalGroups())
	}
	if _, known := all.EthnicGroup("59"); known {
		t.Error("the built-in local table is still there")
	}
}

func TestAWrongTableOfAPlaceIsNamed(t *testing.T) {
	folder, err := fs.Sub(assets.FS(), "dictionary")
	if err != nil {
		t.Fatal(err)
	}
	for _, local := range []string{
		`{"local": [{"name": "穿青人", "codes": ["01"]}]}`, `{"local": [{"name": "穿青人", "codes": ["7"]}]}`, `{"local": [{"codes": ["73"]}]}`,
		`{"locals": []}`, `[`,
	} {
		if _, err := codes.Read(folder, strings.NewReader(local)); err == nil {
			t.Errorf("%s was taken", local)
		}
	}
	if _, err := codes.Read(fstest.MapFS{}, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no lists: %v", err)
	}
}

func TestEveryCardOfACheckedReaderCarriesTheWarnings(t *testing.T) {
	played := idcardtest.NewReader(true)
	r := codes.Checked(played, tables(t, ""))
	ctx, cancel := context.WithCancel(t.Context())
	played.Lay(&idcard.Card{Kind: idcard.Resident, EthnicGroup: "73", IDNumber: personal.New("520102196804120022"), Warnings: []string{idcard.BirthBlank}})
	var got []string

	err := r.Run(ctx, func(e idcard.Event) {
		if e.Kind == idcard.CardRead {
			got = e.Card.Warnings
			cancel()
		}
	})

	if !errors.Is(err, context.Canceled) || !slices.Equal(got, []string{idcard.BirthBlank, idcard.EthnicUnknown}) {
		t.Errorf("%v, %v", got, err)
	}
	if !r.Presence() || r.String() != played.String() {
		t.Error("a checked reader is another reader")
	}
}
