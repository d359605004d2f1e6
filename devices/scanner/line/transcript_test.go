package line_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"station365/devices"
	"station365/devices/scanner"
	"station365/devices/scanner/line"
	"station365/devices/serial"
	"station365/devices/serial/serialtest"
)

func TestWrittenDownLinesGiveTheirCodes(t *testing.T) {
	for name, c := range map[string]struct {
		format line.Format
		want   []string
	}{
		"receipt-cr.txt":        {usual, []string{"S365/1/S2-0007-1/" + strings.Repeat("0", 52)}},
		"gb18030-stx-crlf.txt":  {line.Format{Prefix: "\x02", Suffix: line.CRLF, Charset: "gb18030", AIM: true}, []string{"Q1:回执号 S2-0007", "Q-12", "C0:123"}},
		"gb18030-stx-crlf.txt ": {usual, []string{"Q-13", "Q-13", "Q-14"}}, // the same line with the settings of the box
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", strings.TrimSpace(name)))
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) {
				if got := played(t, string(text), c.format); !slices.Equal(got, c.want) {
					t.Errorf("it gives %q, want %q", got, c.want)
				}
			})
		})
	}
}

// played is what the driver makes of a transcript, until its cable is out.
func played(t *testing.T, transcript string, f line.Format) (got []string) {
	t.Helper()
	script := serialtest.Play(t, strings.NewReader(transcript))
	plugs := 1
	open := func() (serial.Conn, error) {
		if plugs--; plugs < 0 {
			return nil, devices.ErrGone
		}
		return script, nil
	}
	ctx, over := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		_ = line.New(open, line.Opts{Port: "transcript", Format: f}).Run(ctx, func(e scanner.Event) {
			switch e.Kind {
			case scanner.CodeScanned:
				got = append(got, strings.TrimPrefix(e.Code.Symbology+":"+e.Code.Text.Reveal(), ":"))
			case scanner.CodeFailed:
				got = append(got, e.Fault)
			case scanner.HealthChanged:
				if e.Health.State == devices.Absent {
					over()
				}
			}
		})
	})
	running.Wait()
	over()
	return got
}
