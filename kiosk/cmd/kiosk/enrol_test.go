package main

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"station365/sync/centre"
	"station365/sync/centre/authority"
	"station365/sync/trust"
	"station365/sync/wire"
)

// secureCentre is a running centre with TLS; the addresses are those of its
// broker and its enrolment service.
func secureCentre(t *testing.T) (c *centre.Centre, broker, enrols string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "centre")
	must[string](t)(centre.Init(dir))
	c = must[*centre.Centre](t)(centre.Open(dir, centre.Opts{}))
	kiosks, service := must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0")), must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { _ = c.Serve(ctx, c.Secure(kiosks)) })
	running.Go(func() { _ = c.ServeEnrolment(ctx, service) })
	t.Cleanup(func() { cancel(); running.Wait(); _ = c.Close() })
	return c, kiosks.Addr().String(), service.Addr().String()
}

func codeOf(t *testing.T, c *centre.Centre) string {
	t.Helper()
	code, _, err := c.Authority().NewCode(t.Context(), authority.Names{Kiosk: "shanan-2", Community: "shanan", Prefix: "S2"})
	if err != nil {
		t.Fatal(err)
	}
	return code.Reveal()
}

func TestKioskEnrolledByItsCommand_ComesToTheCentreOverTLS(t *testing.T) {
	office, broker, enrols := secureCentre(t)
	c, d := bare(t), &diary{}
	c.Centre = centreConfig{URL: "mqtts://" + broker, Identity: filepath.Join(c.Kiosk.State, identityFile)}

	code, said, wrong := call("enrol", "--state", c.Kiosk.State, "--centre", enrols, "--code", strings.ToLower(codeOf(t, office)))
	if code != exitOK || !strings.Contains(said, "shanan-2") {
		t.Fatalf("exit %d: %s%s", code, said, wrong)
	}
	end := start(t, c, d)
	eventually(t, "the kiosk at the centre", func() bool { return slices.Contains(office.Connected(), "shanan-2") })

	if err := end(); err != nil {
		t.Errorf("ended with %v", err)
	}
}

func TestTransportKeyIsDamaged_CasesAreKeptAndANewCodeMendsIt(t *testing.T) {
	office, broker, enrols := secureCentre(t)
	c, d := bare(t), &diary{}
	c.Centre = centreConfig{URL: "mqtts://" + broker, Identity: filepath.Join(c.Kiosk.State, identityFile)}
	if code, _, said := call("enrol", "--state", c.Kiosk.State, "--centre", enrols, "--code", codeOf(t, office)); code != exitOK {
		t.Fatal(said)
	}
	damaged := filepath.Join(c.Kiosk.State, "transport.json")
	if err := os.WriteFile(damaged, nil, 0o600); err != nil {
		t.Fatal(err)
	}

	e := enrolled(c, d.log())
	if e.err != nil || e.noLine == nil || !strings.Contains(d.String(), "cases are kept") {
		t.Errorf("%v, %v\n%s", e.err, e.noLine, d)
	}
	if code, _, said := call("enrol", "--state", c.Kiosk.State, "--centre", enrols, "--code", codeOf(t, office)); code != exitOK {
		t.Fatal(said)
	}
	if e := enrolled(c, d.log()); e.err != nil || e.noLine != nil {
		t.Errorf("after a new code: %v, %v", e.err, e.noLine)
	}
}

func TestCodeOfAnotherCentre_IsToldInWords(t *testing.T) {
	_, _, enrols := secureCentre(t)
	other, _, _ := secureCentre(t)
	state := filepath.Join(t.TempDir(), "kiosk")

	code, _, said := call("enrol", "--state", state, "--centre", enrols, "--code", codeOf(t, other))

	if code != exitFailed || !strings.Contains(said, "nothing was sent") {
		t.Errorf("exit %d: %s", code, said)
	}
}

func TestCodeUsedAlready_IsToldInWords(t *testing.T) {
	office, _, enrols := secureCentre(t)
	typed := codeOf(t, office)
	if code, _, said := call("enrol", "--state", t.TempDir(), "--centre", enrols, "--code", typed); code != exitOK {
		t.Fatal(said)
	}

	code, _, said := call("enrol", "--state", t.TempDir(), "--centre", enrols, "--code", typed)

	if code != exitFailed || !strings.Contains(said, "ask for a new code") {
		t.Errorf("exit %d: %s", code, said)
	}
}

func TestCodeMistyped_IsWrongUsage(t *testing.T) {
	code, _, said := call("enrol", "--state", t.TempDir(), "--centre", "127.0.0.1:1", "--code", "00000-00000-00000-00000-00001")

	if code != exitUsage || !strings.Contains(said, "mistyped") {
		t.Errorf("exit %d: %s", code, said)
	}
}

func TestBrokerWithoutTLSElsewhere_IsRefusedInWords(t *testing.T) {
	for url, refused := range map[string]bool{
		"mqtt://127.0.0.1:3650": false, "mqtt://localhost:3650": false, "mqtt://[::1]:3650": false, "mqtts://10.1.2.3:8883": false,
		"mqtt://10.1.2.3:3650": true, "mqtt://centre.example:3650": true, "mqtt://127.0.0.1.example:3650": true,
	} {
		_, err := readConfig(write(t, strings.Replace(good, "mqtt://127.0.0.1:3651", url, 1)))
		if refused != (err != nil && strings.Contains(err.Error(), "no TLS")) || !refused && err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestCheckSaysHowLongTheCertificateIsGood(t *testing.T) {
	office, broker, enrols := secureCentre(t)
	path := write(t, strings.NewReplacer("mqtt://127.0.0.1:3651", "mqtts://"+broker, `identity = "identity.json"`, `identity = "kiosk/identity.json"`).Replace(good))
	state := filepath.Join(filepath.Dir(path), "kiosk")
	if code, _, said := call("enrol", "--state", state, "--centre", enrols, "--code", codeOf(t, office)); code != exitOK {
		t.Fatal(said)
	}

	code, out, _ := call("check", "--config", path)

	if code != exitOK || !strings.Contains(out, "certificate    good until") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestCentreHasAnotherAuthoritySince_CheckSaysThatTheKioskHasToBeEnrolledAgain(t *testing.T) {
	office, broker, enrols := secureCentre(t)
	c := bare(t)
	c.Centre = centreConfig{URL: "mqtts://" + broker, Identity: filepath.Join(c.Kiosk.State, identityFile), Enrol: enrols}
	if code, said, wrong := call("enrol", "--state", c.Kiosk.State, "--centre", enrols, "--code", codeOf(t, office)); code != exitOK {
		t.Fatalf("%s%s", said, wrong)
	}
	identity := must[wire.Identity](t)(wire.ReadIdentity(c.Centre.Identity))
	var before, after strings.Builder

	first := checkCertificate(&before, c, identity, nil)
	if err := errors.Join(office.Authority().Rotate(t.Context(), authority.DefaultOverlap, 0), office.Authority().End(t.Context())); err != nil {
		t.Fatal(err)
	}
	second := checkCertificate(&after, c, identity, nil)

	if first != nil || !strings.Contains(before.String(), "answers") {
		t.Errorf("before: %v\n%s", first, before.String())
	}
	if !errors.Is(second, trust.ErrOtherCentre) || !strings.Contains(after.String(), "kiosk enrol") {
		t.Errorf("after: %v\n%s", second, after.String())
	}
}
