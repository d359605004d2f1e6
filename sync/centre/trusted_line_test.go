package centre_test

import (
	"context"
	"testing"
	"time"

	"station365/sync/link"
	"station365/sync/trust"
	"station365/sync/wire"
)

func TestKiosksOwnLine_ComesUpAndIsMadeAnewWithARenewedCertificate(t *testing.T) {
	onEveryBroker(t, func(t *testing.T, r *realm) {
		enrols := listenHere(t)
		address := enrols.Addr().String()
		serveUntilEnd(t, func(ctx context.Context) error { return r.ServeEnrolment(ctx, enrols) })
		tr, identity := trustOf(t, r, address)
		l := link.New(link.Opts{URL: "mqtts://" + r.address, Client: identity.Kiosk, TLS: tr.TLS, StateTopic: identity.Topics.State,
			Here: wire.StateHere, Gone: wire.StateGone, MinBackoff: time.Millisecond, MaxBackoff: 50 * time.Millisecond})
		tr.OnRenewed(l.Reconnect)
		ups := make(chan bool, 99)
		l.Watch(func(_ context.Context, up bool) { ups <- up })
		serveUntilEnd(t, l.Run)
		first := tr.Certificate()
		awaitLine(t, ups, true)

		must(t, tr.Renew(t.Context()))

		awaitLine(t, ups, false)
		awaitLine(t, ups, true)
		if tr.Certificate().SerialNumber.Cmp(first.SerialNumber) == 0 || !tr.Clock().Fresh() {
			t.Error("the line is up with the old certificate, or without the centre's time")
		}
	})
}

// trustOf is a new kiosk that was enrolled by file.
func trustOf(t *testing.T, r *realm, service string) (*trust.Trust, wire.Identity) {
	t.Helper()
	dir := t.TempDir()
	keys, err := wire.NewKioskKeys()
	must(t, err)
	request, err := keys.Request()
	must(t, err)
	papers, err := trust.OpenPapers(dir)
	must(t, err)
	request.TLS, err = papers.Request()
	must(t, err)
	identity, err := r.Enrol(t.Context(), request)
	must(t, err)
	tr, err := trust.Open(dir, trust.Opts{Identity: identity, Sign: keys.SignKey(), Centre: service})
	must(t, err)
	return tr, identity
}

func awaitLine(t *testing.T, ups <-chan bool, want bool) {
	t.Helper()
	end := time.After(deadline)
	for {
		select {
		case up := <-ups:
			if up == want {
				return
			}
		case <-end:
			t.Fatalf("waited for the line to be up: %v", want)
		}
	}
}
