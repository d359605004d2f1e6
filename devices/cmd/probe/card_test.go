package main

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"station365/devices/serial/serialtest"
)

const (
	layPerson  = "lixiuyun"
	laidNumber = "520102196804120022"
	laidName   = "李秀芸"
)

func TestACardIsShownMasked_AndInTheOpenOnlyWhenAsked(t *testing.T) {
	r := play(t, "reader")
	for _, show := range []bool{false, true} {
		args := []string{"card", "--port", r.port}
		if show {
			args = append(args, "--show")
		}
		c := begin(t, args...)
		c.out.until(t, "lay a card down")
		r.tell(t, "lay", layPerson)

		said := c.ends(t, exitOK)

		contains(t, said, "kind               resident", "authority", "valid ")
		if strings.Contains(said, laidName) != show || strings.Contains(said, laidNumber) != show {
			t.Errorf("show %v:\n%s", show, said)
		}
		r.tell(t, "lift")
	}
}

func TestACardThatCannotBeReadSaysWhatToTry(t *testing.T) {
	r := play(t, "reader")
	r.tell(t, "fail", "41")
	r.tell(t, "lay", layPerson)

	said := do(t, exitFailed, "card", "--port", r.port)

	contains(t, said, "R-41", "try: ")
}

func TestNoCardAndNoReaderAreSaidInWords(t *testing.T) {
	r := play(t, "reader")

	contains(t, do(t, exitFailed, "card", "--port", r.port, "--for", "1s"), "no card was laid down")
	r.tell(t, "cable", "out")
	contains(t, do(t, exitFailed, "card", "--port", r.port, "--for", "1s"), "R-01", "try: ")
	r.tell(t, "cable", "in")
	r.tell(t, "lay", layPerson)
	contains(t, do(t, exitOK, "card", "--port", r.port), "card read")
}

func TestATranscriptHasNobodyInIt_AndPlays(t *testing.T) {
	r := play(t, "reader")
	r.tell(t, "lay", layPerson)
	file := filepath.Join(t.TempDir(), "reader.txt")

	said := do(t, exitOK, "record", "--port", r.port, "--as", "reader", "--out", file)

	contains(t, said, "card read", "read it before you give it away")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{laidNumber, laidName} {
		if strings.Contains(string(text), onCard(secret)) {
			t.Errorf("%s stands in the transcript", secret)
		}
	}
	contains(t, string(text), "> AAAAAA9669", "< AAAAAA9669", onCard("xxx"))
	line := serialtest.Play(t, strings.NewReader(string(text)))
	if _, err := line.Send([]byte{0xAA, 0xAA, 0xAA, 0x96, 0x69}, 0); err != nil {
		t.Errorf("it does not play: %v", err)
	}
	t.Cleanup(func() { playOut(t, line, string(text)) })
	do(t, exitFailed, "record", "--port", r.port, "--as", "reader", "--out", file)
}

// playOut plays what is left of a transcript from the host's side.
func playOut(t *testing.T, line *serialtest.Player, text string) {
	skip, buf := 5, make([]byte, 4096)
	for _, row := range strings.Split(text, "\n") {
		if !strings.HasPrefix(row, ">") {
			for {
				if _, err := line.Receive(buf, 0); err != nil {
					break
				}
			}
			continue
		}
		digits, _, _ := strings.Cut(strings.TrimSpace(row[1:]), "  ")
		b, err := hex.DecodeString(digits)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := line.Send(b[skip:], 0); err != nil {
			t.Fatal(err)
		}
		skip = 0
	}
	_, _ = line.Receive(buf, 0)
}

// onCard is how a text stands in a transcript of a card, as far as one line holds
// it.
func onCard(text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return strings.ToUpper(hex.EncodeToString(b))
}
