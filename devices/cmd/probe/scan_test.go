package main

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"station365/kiosk"
)

func TestAScannedCodeIsToldButNotShown(t *testing.T) {
	s := play(t, "scanner", "--suffix", "crlf")
	receipt := kiosk.QRText(kiosk.NewCaseNumber("S2", 7), sha256.Sum256(nil))
	c := begin(t, "scan", "--port", s.port, "--suffix", "crlf", "--count", "2")
	c.out.until(t, "hold a code")

	s.tell(t, "scan", receipt)
	c.out.until(t, "the receipt of case "+string(kiosk.NewCaseNumber("S2", 7)))
	s.tell(t, "scan", "健康码 520102")

	said := c.ends(t, exitOK)
	contains(t, said, "code of 10 characters: not a receipt's")
	if strings.Contains(said, "520102") || strings.Contains(said, receipt) {
		t.Errorf("it shows what was scanned:\n%s", said)
	}
}

func TestWhatIsNoCodeSaysWhatToTry(t *testing.T) {
	s := play(t, "scanner")
	c := begin(t, "scan", "--port", s.port, "--for", "2s")
	c.out.until(t, "hold a code")

	s.tell(t, "half", "S365/1/S2-0007-1/")
	c.out.until(t, "Q-10")
	s.tell(t, "noise", "ff fe 0d")

	contains(t, c.ends(t, exitFailed), "Q-13", "scanner.charset", "no code was held up")
}

func TestWatchShowsBytesAndNeverLetsThemWorkTheTerminal(t *testing.T) {
	s := play(t, "scanner")
	c := begin(t, "watch", "--port", s.port)
	c.out.until(t, "listening")

	s.tell(t, "noise", "1b5b324a 41 0d")

	c.out.until(t, "1b 5b 32 4a 41 0d")
	c.out.until(t, "|.[2JA.|")
	c.stop()
	if strings.Contains(c.ends(t, exitOK), "\x1b") {
		t.Error("an escape reached the terminal")
	}
}

func TestATranscriptOfAScannerHasNoCodeInIt(t *testing.T) {
	s := play(t, "scanner")
	file := filepath.Join(t.TempDir(), "scanner.txt")
	c := begin(t, "record", "--port", s.port, "--as", "scanner", "--out", file)
	c.out.until(t, "hold a code")

	s.tell(t, "scan", "Ab9/回")

	c.ends(t, exitOK)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, string(text), "< 7878302F7878780D") // xx0/xxx and CR
}
