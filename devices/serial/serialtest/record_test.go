package serialtest_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"station365/devices"
	"station365/devices/serial/serialtest"
)

// talkOver has the host say each word and the device answer it.
func talkOver(t *testing.T, r *serialtest.Recorder, device io.ReadWriter, words ...string) {
	t.Helper()
	for i := 0; i < len(words); i += 2 {
		if _, err := r.Send([]byte(words[i]), time.Second); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(device, make([]byte, len(words[i]))); err != nil {
			t.Fatal(err)
		}
		for _, lump := range strings.SplitAfter(words[i+1], " ") {
			if _, err := device.Write([]byte(lump)); err != nil {
				t.Fatal(err)
			}
			for got := 0; got < len(lump); {
				n, err := r.Receive(make([]byte, 64), time.Minute)
				if err != nil {
					t.Fatal(err)
				}
				got += n
			}
		}
	}
}

func TestARecordedLinePlaysAsItWas(t *testing.T) {
	host, device := serialtest.Pipe()
	var transcript bytes.Buffer
	r := serialtest.Record(host, &transcript, "a greeting\nof two lines", nil, nil)
	long := strings.Repeat("long answer ", 20)
	talkOver(t, r, device, "hello", "well met", "go on", long)
	if _, err := r.Receive(make([]byte, 8), 0); !errors.Is(err, devices.ErrTimeout) {
		t.Fatal(err)
	}
	_ = device.(io.Closer).Close()
	if _, err := r.Receive(make([]byte, 8), time.Minute); !errors.Is(err, devices.ErrGone) {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(transcript.String(), "# a greeting\n# of two lines\n> 68656C6C6F  after ") || !strings.Contains(transcript.String(), "the port is gone") {
		t.Errorf("transcript:\n%s", transcript.String())
	}

	again := serialtest.Play(t, &transcript)

	for _, word := range []string{"hello", "well met", "go on", long} {
		if word == "hello" || word == "go on" {
			if _, err := again.Send([]byte(word), time.Second); err != nil {
				t.Fatal(err)
			}
			continue
		}
		var said []byte
		for len(said) < len(word) {
			buf := make([]byte, 64)
			n, err := again.Receive(buf, time.Second)
			if err != nil {
				t.Fatal(err)
			}
			said = append(said, buf[:n]...)
		}
		if string(said) != word {
			t.Errorf("played %q, was %q", said, word)
		}
	}
}

func TestNothingIsWrittenBeforeItIsMasked_AndWholeAnswersAreMaskedAtOnce(t *testing.T) {
	host, device := serialtest.Pipe()
	var transcript bytes.Buffer
	var runs []string
	mask := func(said []byte) []byte {
		runs = append(runs, string(said))
		return bytes.Repeat([]byte{'x'}, len(said))
	}
	r := serialtest.Record(host, &transcript, "masked", nil, mask)

	talkOver(t, r, device, "who", "Li Xiu Yun")
	_ = r.Close()

	if len(runs) != 1 || runs[0] != "Li Xiu Yun" {
		t.Errorf("masked %q", runs)
	}
	if !strings.Contains(transcript.String(), "< 78787878787878787878") || strings.Contains(transcript.String(), "4C69") {
		t.Errorf("transcript:\n%s", transcript.String())
	}
}

// full takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestAFullDiskDoesNotDisturbTheLine_ButIsTold(t *testing.T) {
	host, device := serialtest.Pipe()
	r := serialtest.Record(host, full{}, "nothing", nil, nil)

	talkOver(t, r, device, "hello", "well met")

	if r.Err() == nil || r.Close() == nil {
		t.Error("a transcript that is not there was not told")
	}
}

func TestExchangesAreQuestionsWithTheirAnswers(t *testing.T) {
	got, err := serialtest.Exchanges(strings.NewReader("> 01\n> 02\n< 03\n# later\n< 04\n> 05\n"))

	if err != nil || len(got) != 2 || !bytes.Equal(got[0].Asked, []byte{1, 2}) || !bytes.Equal(got[0].Answered, []byte{3, 4}) || !bytes.Equal(got[1].Asked, []byte{5}) || got[1].Answered != nil {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := serialtest.Exchanges(strings.NewReader("< 01\n")); err == nil {
		t.Error("an answer to nothing was taken")
	}
}
