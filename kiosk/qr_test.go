package kiosk_test

import (
	"crypto/sha256"
	"errors"
	"strings"
	"testing"

	"station365/kiosk"
)

func TestAReceiptsCodeIsReadBack(t *testing.T) {
	for n := range 50 {
		number, hash := kiosk.NewCaseNumber("S2", int64(n+1)), sha256.Sum256([]byte{byte(n)})

		gotNumber, gotHash, err := kiosk.ParseQR(kiosk.QRText(number, hash))

		if err != nil || gotNumber != number || gotHash != hash {
			t.Errorf("%s: %s, %x, %v", number, gotNumber, gotHash, err)
		}
	}
}

func TestWhatIsNoReceiptsCodeIsRefused(t *testing.T) {
	number, hash := kiosk.NewCaseNumber("S2", 4821), sha256.Sum256([]byte("record"))
	good := kiosk.QRText(number, hash)
	for name, text := range map[string]string{
		"nothing":                 "",
		"an address":              "https://example.com/" + good,
		"another version":         strings.Replace(good, "/1/", "/2/", 1),
		"lower case":              strings.ToLower(good),
		"a space behind":          good + " ",
		"one character short":     good[:len(good)-1],
		"one character long":      good + "0",
		"a letter not in base 32": good[:len(good)-1] + "U",
		"bits past the hash":      good[:len(good)-1] + "Z",
		"a wrong check digit":     strings.Replace(good, "4821-", "4812-", 1),
		"a number of SQL":         "S365/1/S2' OR 1=1 --/" + good[len(good)-52:],
		"only a number":           "S365/1/" + string(number),
		"a third part":            good + "/x",
	} {
		if n, h, err := kiosk.ParseQR(text); !errors.Is(err, kiosk.ErrQR) || n != "" || h != [32]byte{} {
			t.Errorf("%s: %q, %x, %v", name, n, h, err)
		}
	}
}

func FuzzParseQR(f *testing.F) {
	f.Add(kiosk.QRText(kiosk.NewCaseNumber("S2", 4821), sha256.Sum256([]byte("record"))))
	f.Add("S365/1/S2-4821-7/0000000000000000000000000000000000000000000000000000")
	f.Fuzz(func(t *testing.T, text string) {
		number, hash, err := kiosk.ParseQR(text)
		if err == nil && kiosk.QRText(number, hash) != text {
			t.Errorf("%q is read as %s and %x", text, number, hash)
		}
	})
}
