package sam_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/devices/idcard"
	"station365/devices/idcard/idcardtest"
	"station365/devices/idcard/sam"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

// recordAnew writes the transcript below from a live line; a real module's may be
// put in its place, with cards of people who agree to it or with sam.Mask.
var recordAnew = flag.Bool("record", false, "write testdata/recorded.txt anew")

const recorded = "testdata/recorded.txt"

const recordedTitle = `A session on a live line, with the emulated module and an invented person, in this
order: nobody; the card, which stays for a while; the same card read with status 41,
then refused with 40, with 32 and with 81. Made by "go test -run SessionIsRecorded -record".`

func TestASessionIsRecordedAsItWasHeld(t *testing.T) {
	var transcript bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, plain, sam.Opts{})
		d.tap = func(c serial.Conn) serial.Conn { return serialtest.Record(c, &transcript, recordedTitle, nil, nil) }
		d.run()
		p := person(t, "lixiuyun")
		d.ready()
		d.pass(time.Second)
		d.reader.Lay(p)
		d.reads(p)
		d.quiet(time.Second)
		for _, sw3 := range []byte{0x41, 0x40, 0x32, 0x81} {
			d.reader.Lift()
			d.pass(time.Second)
			d.reader.Fail(sw3)
			d.reader.Lay(p)
			d.want(idcard.CardPlaced)
			d.want(idcard.CardFailed)
		}
		d.stop()
		err := <-d.ended
		d.ended <- err // for the end of the test
	})
	if *recordAnew {
		if err := os.WriteFile(recorded, transcript.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(recorded)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, transcript.Bytes()) {
		t.Errorf("the session has changed; look at both and run with -record:\n%s", transcript.String())
	}
}

func TestTheDriverKeepsTheContractOnARecordedLine(t *testing.T) {
	idcardtest.Conform(t, func(t *testing.T, part func(*testing.T, *idcardtest.Bench)) {
		synctest.Test(t, func(t *testing.T) {
			r := newRecording(t)
			p := person(t, "lixiuyun")
			part(t, &idcardtest.Bench{
				Reader: sam.New(r.open, sam.Opts{Port: recorded}),
				Want: idcardtest.Card{Kind: idcard.Resident, Name: p.Name, Sex: p.Sex, Birth: p.Birth, Address: p.Address,
					IDNumber: p.IDNumber},
				Lay:  func() { r.lay(r.good) },
				Bad:  func(kind error) { r.lay(r.bad[kind]) },
				Lift: func() { r.lay(nil) },
				Wait: func() { time.Sleep(5 * time.Second) },
			})
		})
	})
}

// recording is a line that plays scenes of a session: what was recorded with a card
// once for each laying down, and between them what was recorded with none.
type recording struct {
	t     *testing.T
	begin []serialtest.Exchange
	empty serialtest.Exchange
	good  []serialtest.Exchange
	bad   map[error][]serialtest.Exchange

	mu    sync.Mutex
	scene []serialtest.Exchange // what is left of the card that lies there
}

// The third status byte of an answer, and the words that scenes are cut at. What
// is found after a select that failed is the same card once more.
const (
	sw3At        = 9
	foundCard    = 0x9F
	selectFailed = 0x81
)

func newRecording(t *testing.T) *recording {
	t.Helper()
	f, err := os.Open(recorded)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := serialtest.Exchanges(f)
	if err != nil {
		t.Fatal(err)
	}
	find := []byte{0x20, 0x01, 0x22}
	r := &recording{t: t}
	var scenes [][]serialtest.Exchange
	var before byte
	for _, e := range all {
		isFind := bytes.HasSuffix(e.Asked, find)
		switch {
		case isFind && e.Answered[sw3At] == foundCard && before != selectFailed:
			scenes = append(scenes, []serialtest.Exchange{e})
		case isFind && e.Answered[sw3At] != foundCard:
			r.empty = e
		case len(scenes) == 0:
			r.begin = append(r.begin, e)
		default:
			scenes[len(scenes)-1] = append(scenes[len(scenes)-1], e)
		}
		before = e.Answered[sw3At]
	}
	if len(scenes) != 5 || len(r.begin) == 0 || len(r.empty.Answered) == 0 {
		t.Fatalf("%d scenes with a card, want 5", len(scenes))
	}
	r.good = scenes[0]
	r.bad = map[error][]serialtest.Exchange{idcard.ErrUnreadable: scenes[1], idcard.ErrNotIDCard: scenes[2], idcard.ErrRefused: scenes[3],
		idcard.ErrTwoCards: scenes[4]}
	return r
}

func (r *recording) lay(scene []serialtest.Exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.scene = scene
}

func (r *recording) open() (serial.Conn, error) {
	return &recordedLine{recording: r, begin: r.begin, shut: make(chan struct{})}, nil
}

// recordedLine is one opening of it.
type recordedLine struct {
	*recording
	begin []serialtest.Exchange
	said  []byte
	shut  chan struct{}
}

// Send finds what the module answered to that.
func (l *recordedLine) Send(b []byte, _ time.Duration) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, left := range []*[]serialtest.Exchange{&l.begin, &l.scene} {
		if len(*left) > 0 && bytes.Equal((*left)[0].Asked, b) {
			l.said = append(l.said, (*left)[0].Answered...)
			*left = (*left)[1:]
			return len(b), nil
		}
	}
	if !bytes.Equal(l.empty.Asked, b) {
		l.t.Errorf("the host says %X, which was not said there", b)
		return 0, fmt.Errorf("send: %w", devices.ErrGone)
	}
	l.said = append(l.said, l.empty.Answered...)
	return len(b), nil
}

func (l *recordedLine) Receive(buf []byte, wait time.Duration) (int, error) {
	l.mu.Lock()
	n := copy(buf, l.said)
	l.said = l.said[n:]
	l.mu.Unlock()
	if n > 0 {
		return n, nil
	}
	select {
	case <-time.After(wait):
		return 0, fmt.Errorf("receive: %w", devices.ErrTimeout)
	case <-l.shut:
		return 0, fmt.Errorf("receive: %w", devices.ErrGone)
	}
}

func (l *recordedLine) Close() error {
	close(l.shut)
	return nil
}
