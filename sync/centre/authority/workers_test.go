package authority_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"station365/sync/centre/authority"
	"station365/sync/wire"
)

// workers are processes that have one book open.
func (s shelf) workers(t *testing.T, n int, c *clock) []*authority.Authority {
	t.Helper()
	all := make([]*authority.Authority, n)
	for i := range all {
		all[i] = s.open(t, c)
	}
	return all
}

func TestWorkersStartAtOnceOnAnEmptyBook_TheyAreOneAuthority(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		at := fresh()
		names := make([]string, 6)
		var all sync.WaitGroup
		for i := range names {
			all.Go(func() {
				a, err := authority.Open(at.book(t), lock, authority.Opts{})
				if err != nil {
					t.Error(err)
					return
				}
				ca, err := a.CA(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				names[i] = string(ca.Raw)
			})
		}
		all.Wait()

		for _, n := range names {
			if n != names[0] {
				t.Fatal("two workers have different authorities")
			}
		}
	})
}

func TestManyKiosksRedeemOneCodeAtManyWorkersAtOnce_OneGetsIt(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		workers := fresh().workers(t, 4, &clock{noon})
		code, _, err := workers[0].NewCode(t.Context(), authority.Names{})
		must(t, err)
		key := code.Key(root(t, workers[0]).RawSubjectPublicKeyInfo)
		var got atomic.Int64

		var all sync.WaitGroup
		for n := range 16 {
			m, err := wire.NewRedemption(code, key, exporter, request(t))
			must(t, err)
			all.Go(func() {
				_, _, err := workers[n%len(workers)].Redeem(t.Context(), m, exporter)
				switch {
				case err == nil:
					got.Add(1)
				case !errors.Is(err, authority.ErrCode):
					t.Error(err)
				}
			})
		}
		all.Wait()

		if n := got.Load(); n != 1 {
			t.Errorf("%d kiosks have one code", n)
		}
	})
}

func TestFourGuessesAtEachOfFourWorkersAtOnce_CountTogetherAndShutTheCode(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		workers := fresh().workers(t, 4, &clock{noon})
		code, _, err := workers[0].NewCode(t.Context(), authority.Names{})
		must(t, err)
		right := redemption(t, workers[0], code, request(t))
		wrong := right
		wrong.Proof = make([]byte, 32)

		var all sync.WaitGroup
		for n := range 16 {
			all.Go(func() {
				if _, _, err := workers[n%len(workers)].Redeem(t.Context(), wrong, exporter); !errors.Is(err, authority.ErrCode) {
					t.Errorf("a guess: %v", err)
				}
			})
		}
		all.Wait()

		if _, _, err := workers[1].Redeem(t.Context(), right, exporter); !errors.Is(err, authority.ErrCode) {
			t.Errorf("after sixteen guesses: %v", err)
		}
	})
}

func TestKioskRevokedAtOneWorker_IsOutAtAll(t *testing.T) {
	onBothStores(t, func(t *testing.T, fresh func() shelf) {
		workers := fresh().workers(t, 2, &clock{noon})
		c := issued(t, workers[0], "kiosk-a")
		must(t, workers[1].Admits(t.Context(), c))

		must(t, workers[0].Revoke(t.Context(), "kiosk-a", "stolen"))

		if err := workers[1].Admits(t.Context(), c); !errors.Is(err, authority.ErrRevoked) {
			t.Errorf("admitted: %v", err)
		}
	})
}
