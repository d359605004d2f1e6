package main

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

func TestTheTestPageComesOut_AndThePictureOfItIsKept(t *testing.T) {
	slips := filepath.Join(t.TempDir(), "slips")
	p := play(t, "printer", "--slips", slips)

	said := do(t, exitOK, "print", "--port", p.port)

	contains(t, said, "printer ready (EMU-80)", "printed, and the printer says so")
	p.out.until(t, "slip 1: ")
	f, err := os.Open(filepath.Join(slips, "slip-001.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if slip, err := png.Decode(f); err != nil || slip.Bounds().Dx() != 576 || slip.Bounds().Dy() < 800 {
		t.Errorf("%v, %v", slip.Bounds(), err)
	}
}

func TestAPrinterThatCannotPrintSaysWhatToDo(t *testing.T) {
	for _, c := range []struct{ fault, mend, code, try string }{
		{"paper out", "paper in", "P-03", "put paper in"},
		{"cover open", "cover closed", "P-04", "close the cover"},
	} {
		p := play(t, "printer")
		p.tell(t, c.fault)

		said := do(t, exitFailed, "print", "--port", p.port)

		contains(t, said, "not printed", c.code, "try: "+c.try)
		contains(t, do(t, exitFailed, "doctor", "--printer", p.port), "WRONG", c.code, c.try)
		p.tell(t, c.mend)
		contains(t, do(t, exitOK, "doctor", "--printer", p.port), "well: ready")
	}
}

func TestAWrongSettingIsAMistakeOfTheCall(t *testing.T) {
	for _, wrong := range [][]string{{"--width", "100mm"}, {"--encoding", "latin-1"}, {"--qr", "always"}, {"--flow", "by hand"}} {
		do(t, exitUsage, append([]string{"print", "--port", "/dev/null"}, wrong...)...)
	}
}
