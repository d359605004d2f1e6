package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"station365/kiosk"
	"station365/kiosk/personal"
	"station365/kiosk/store"
	"station365/sync/centre"
	"station365/sync/courier"
	"station365/sync/wire"
)

// outpost is a station without network, its centre far away, and a stick.
type outpost struct {
	t        *testing.T
	config   string
	state    string
	stick    string
	keys     wire.KioskKeys
	identity wire.Identity
	centre   *centre.Centre
	made     int
}

func newOutpost(t *testing.T) *outpost {
	t.Helper()
	top := t.TempDir()
	o := &outpost{t: t, config: filepath.Join(top, "kiosk.toml"), state: filepath.Join(top, "state"), stick: filepath.Join(top, "stick")}
	must[string](t)(centre.Init(filepath.Join(top, "centre")))
	o.centre = must[*centre.Centre](t)(centre.Open(filepath.Join(top, "centre"), centre.Opts{}))
	t.Cleanup(func() { _ = o.centre.Close() })
	var said bytes.Buffer
	if code := run([]string{"init", "--state", o.state, "--id", "shanan-2", "--community", "shanan", "--prefix", "S2"}, &said, &said); code != exitOK {
		t.Fatal(said.String())
	}
	o.keys = must[wire.KioskKeys](t)(wire.ReadKioskKeys(filepath.Join(o.state, keysFile)))
	o.identity = must[wire.Identity](t)(o.centre.Enrol(t.Context(), must[wire.Request](t)(wire.DecodeRequest(&said))))
	if err := wire.WriteFile(filepath.Join(top, "identity.json"), o.identity); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("[kiosk]\nid = \"shanan-2\"\ncommunity = \"shanan\"\nstate = %q\n[centre]\nurl = \"mqtt://127.0.0.1:1\"\nidentity = \"identity.json\"\n", o.state)
	if err := os.WriteFile(o.config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return o
}

// handIn keeps n cases as the kiosk does and returns the last.
func (o *outpost) handIn(n int) (k kiosk.Kept) {
	o.t.Helper()
	o.with(func(s *store.Store) {
		seal := wire.NewSealer(o.identity, o.keys).Seal
		for range n {
			o.made++
			c := kiosk.NewCase{ID: kiosk.CaseID(fmt.Sprint("case-", o.made)), Prefix: "S2", Matter: "concern", CatalogueVersion: 1, At: time.Now()}
			k = must[kiosk.Kept](o.t)(s.Keep(o.t.Context(), c, func(h kiosk.Head, number kiosk.CaseNumber) (kiosk.Record, error) {
				return seal(h, wire.Body{Kind: wire.KindCaseSubmitted, CaseID: c.ID, Number: number, Matter: "concern",
					Answers: map[string]personal.Value{"what": personal.New(address)}, SubmittedAt: c.At})
			}))
		}
	})
	return k
}

func (o *outpost) with(f func(*store.Store)) {
	o.t.Helper()
	s := must[*store.Store](o.t)(store.Open(o.state, store.Opts{}))
	defer s.Close()
	f(s)
}

func (o *outpost) call(args ...string) string {
	o.t.Helper()
	var said bytes.Buffer
	if code := run(append(args, "--config", o.config), &said, &said); code != exitOK {
		o.t.Fatalf("%v: %d %s", args, code, said.String())
	}
	return said.String()
}

func (o *outpost) toCentre() centre.Carried {
	o.t.Helper()
	return must[centre.Carried](o.t)(o.centre.TakeCarried(o.t.Context(), must[courier.Folder](o.t)(courier.Open(o.stick))))
}

func (o *outpost) deliveries() (n map[kiosk.Delivery]int) {
	o.t.Helper()
	o.with(func(s *store.Store) { n = must[map[kiosk.Delivery]int](o.t)(s.Deliveries(o.t.Context())) })
	return n
}

func TestStationWithoutNetwork_AStickBringsRecordsUpAndTheCentresWordBack(t *testing.T) {
	o := newOutpost(t)
	last := o.handIn(230)
	o.call("export", "--to", o.stick)
	n := o.toCentre()
	o.call("import", "--from", o.stick)

	if got := o.deliveries(); got[kiosk.Acknowledged] != 230 || n.Messages != 3 || n.Refused+n.Strangers != 0 {
		t.Fatalf("deliveries %v, taken %+v", got, n)
	}
	if err := o.centre.Move(t.Context(), centre.Move{Number: last.Number, Status: kiosk.Accepted}); err != nil {
		t.Fatal(err)
	}
	must[[]centre.Published](t)(o.centre.Publish(t.Context(), wire.KindPlaces, placesDocument(t), centre.Audience{}))

	o.call("export", "--to", o.stick)
	o.toCentre()
	said := o.call("import", "--from", o.stick)

	o.with(func(s *store.Store) {
		if k, _, err := s.ByNumber(t.Context(), last.Number); err != nil || k.Status != kiosk.Accepted {
			t.Errorf("status %s, %v; %s", k.Status, err, said)
		}
	})
	if _, err := os.Stat(filepath.Join(o.state, documentsDir, "places.json")); err != nil {
		t.Error(err)
	}
}

func placesDocument(t *testing.T) []byte {
	t.Helper()
	return must[[]byte](t)(os.ReadFile("../../../assets/dictionary/places.json"))
}

func TestStickIsCarriedAgainAndInAnyOrder_NothingChangesAndNothingIsDoubled(t *testing.T) {
	o := newOutpost(t)
	o.handIn(150)
	o.call("export", "--to", o.stick)
	before := o.names()
	if again := o.call("export", "--to", o.stick); !strings.Contains(again, "150 records") || !strings.Contains(again, " 0 files") {
		t.Errorf("the same again: %s", again)
	}
	if after := o.names(); !equal(before, after) {
		t.Errorf("files %v, then %v", before, after)
	}
	o.handIn(10)
	o.toCentre()
	o.toCentre()
	o.call("export", "--to", o.stick)
	o.call("import", "--from", o.stick)
	o.call("import", "--from", o.stick)
	o.toCentre()

	counts := must[centre.Counts](t)(o.centre.Counts(t.Context()))
	if got := o.deliveries(); got[kiosk.Acknowledged] != 150 || counts.Records != 160 || counts.Quarantined != 0 || counts.Alarms != 0 {
		t.Errorf("deliveries %v, the centre holds %+v", got, counts)
	}
	o.call("import", "--from", o.stick)
	o.call("export", "--to", o.stick)
	if left := o.names(); o.deliveries()[kiosk.Acknowledged] != 160 || strings.Contains(strings.Join(left, " "), ".up") {
		t.Errorf("all is at the centre, and on the stick are %v", left)
	}
}

func equal(a, b []string) bool { return strings.Join(a, " ") == strings.Join(b, " ") }

func (o *outpost) names() []string {
	o.t.Helper()
	var all []string
	for _, e := range must[[]os.DirEntry](o.t)(os.ReadDir(o.stick)) {
		all = append(all, e.Name())
	}
	return all
}

func TestStickIsLost_ItTellsNobodyAnything(t *testing.T) {
	o := newOutpost(t)
	last := o.handIn(3)
	o.call("export", "--to", o.stick)
	o.toCentre()
	shape := regexp.MustCompile(`^[0-9a-f]{32}\.(up|hello|ack|down|document)$`)

	for _, name := range o.names() {
		b := must[[]byte](t)(os.ReadFile(filepath.Join(o.stick, name)))
		for _, secret := range []string{address, "concern", string(last.Number), string(last.ID)} {
			if bytes.Contains(b, []byte(secret)) || !shape.MatchString(name) {
				t.Errorf("%s tells %q", name, secret)
			}
		}
	}
}

func TestFilesOnTheStickAreDamagedOrStrange_TheOthersAreTaken(t *testing.T) {
	o := newOutpost(t)
	o.handIn(250)
	o.call("export", "--to", o.stick)
	ups, err := filepath.Glob(filepath.Join(o.stick, "*.up"))
	if err != nil || len(ups) != 3 {
		t.Fatalf("%v %v", ups, err)
	}
	cut := must[[]byte](t)(os.ReadFile(ups[0]))
	for path, b := range map[string][]byte{ups[0]: cut[:len(cut)/2], filepath.Join(o.stick, "holiday.jpg"): {1}, filepath.Join(o.stick, "x.up"): []byte("{}"), filepath.Join(o.stick, "y.ack"): []byte("[]")} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	n := o.toCentre()
	o.call("import", "--from", o.stick)
	first := o.deliveries()[kiosk.Acknowledged]
	o.call("export", "--to", o.stick) // what did not arrive is written anew
	o.toCentre()
	o.call("import", "--from", o.stick)

	if got := o.deliveries()[kiosk.Acknowledged]; n.Messages != 2 || n.Strangers != 2 || first >= 250 || got != 250 {
		t.Errorf("taken %+v; acknowledged %d, then %d", n, first, got)
	}
}
