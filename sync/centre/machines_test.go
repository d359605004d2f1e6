package centre_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"station365/sync/centre"
	"station365/sync/centre/authority"
	"station365/sync/centre/database/databasetest"
)

// elsewhere is the same centre on another machine, which has a copy of its keys
// and of where its store is, and nothing else.
func (o *office) elsewhere() *centre.Centre {
	o.t.Helper()
	dir := o.t.TempDir()
	for _, name := range []string{"centre.key", "centre.passphrase", "centre.store"} {
		must(o.t, os.WriteFile(filepath.Join(dir, name), mustRead(o.t, filepath.Join(o.dir, name)), 0o600))
	}
	c, err := centre.Open(dir, centre.Opts{Who: "tester"})
	must(o.t, err)
	o.t.Cleanup(func() { must(o.t, c.Close()) })
	return c
}

func TestCodeIssuedOnOneMachine_IsRedeemedOnAnotherAndTheKioskComesToBoth(t *testing.T) {
	o := &office{t: t, dir: filepath.Join(t.TempDir(), "centre"), address: "127.0.0.1:0", secure: true, store: databasetest.StartPostgres(t).Address(t)}
	o.found()
	other := o.elsewhere()
	l := listenHere(t)
	serveUntilEnd(t, func(ctx context.Context) error { return other.ServeEnrolment(ctx, l) })
	secure := listenHere(t)
	serveUntilEnd(t, func(ctx context.Context) error { return other.Serve(ctx, other.Secure(secure)) })
	c := &city{o, l.Addr().String()} // codes are this machine's, the service is the other one's

	r := c.settle(t)
	r.submit(2)
	r.start()
	r.acknowledges(2)
	r.off()
	r.address = secure.Addr().String()
	r.submit(2)
	r.start()
	r.acknowledges(4)

	if _, err := os.Stat(filepath.Join(o.dir, "authority.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the authority has a book in the directory: %v", err)
	}
	must(t, o.Revoke(t.Context(), r.identity.Kiosk, "stolen"))
	if err := other.Authority().Allows(t.Context(), r.identity.Kiosk); !errors.Is(err, authority.ErrBanned) {
		t.Errorf("revoked on one machine, on the other: %v", err)
	}
	waitFor(t, "the other machine cuts its line", func() bool { return len(other.Connected()) == 0 })
}
