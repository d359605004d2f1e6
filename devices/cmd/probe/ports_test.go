package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"station365/devices/serial"
)

func TestPortsSaysWhatHangsWhereAndWhy(t *testing.T) {
	r, p, s := play(t, "reader"), play(t, "printer"), play(t, "scanner")
	c := begin(t, "ports", "--listen", "20s", r.port, p.port, s.port, os.DevNull, filepath.Join(t.TempDir(), "none"))
	c.out.until(t, "hold a printed code before it")
	s.tell(t, "scan", "anything")

	said := c.ends(t, exitOK)

	contains(t, said,
		r.port+"  card reader\n  because  its safety module 05.03-20260101-0000000365-0000000001 answers at 115200 baud",
		p.port+"  receipt printer\n  because  it answers an ESC/POS status question at 115200 baud (EMU-80)",
		s.port+"  scanner\n  because  it sent 9 bytes of text by itself at 9600 baud, with CR: suffix = cr",
		os.DevNull+"  no port", "there is no such port")
}

func TestAskingLeavesNothingInAPrintersLine(t *testing.T) {
	slips := t.TempDir()
	p := play(t, "printer", "--slips", slips)
	do(t, exitOK, "ports", p.port)

	do(t, exitOK, "print", "--port", p.port)

	p.out.until(t, "slip 1: ")
	if all, _ := filepath.Glob(filepath.Join(slips, "*")); len(all) != 1 {
		t.Errorf("slips: %v", all)
	}
}

func TestTheDoctorFindsSwappedPlugs(t *testing.T) {
	r, p := play(t, "reader"), play(t, "printer")

	said := do(t, exitFailed, "doctor", "--reader", p.port, "--printer", r.port)

	contains(t, said, "reader   WRONG: on its port hangs a receipt printer", "printer  WRONG: on its port hangs a card reader", "exchange the two")
}

func TestTheDoctorReadsTheKiosksConfiguration(t *testing.T) {
	r, p, s := play(t, "reader"), play(t, "printer"), play(t, "scanner")
	config := filepath.Join(t.TempDir(), "kiosk.toml")
	write := func(reader, printer, scanner string) {
		text := fmt.Sprintf("[kiosk]\nid = \"x\"\n[reader]\ndriver = \"sam\"\nport = %q\n[printer]\ndriver = \"escpos\"\nport = %q\nwidth = \"80mm\"\n[scanner]\ndriver = \"line\"\nport = %q\n", reader, printer, scanner)
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(r.port, p.port, s.port)
	contains(t, do(t, exitOK, "doctor", "--config", config), "reader   well", "printer  well", "scanner  as well as can be told")

	write(r.port, r.port, filepath.Join(t.TempDir(), "gone"))
	contains(t, do(t, exitFailed, "doctor", "--config", config), "are configured on the same port", "scanner  WRONG: there is no such port")

	do(t, exitFailed, "doctor", "--config", config+".none")
	if err := os.WriteFile(config, fmt.Appendf(nil, "[printer]\ndriver = \"escpos\"\nport = %q\nbaud = 9600\nflow = \"by hand\"\n", p.port), 0o600); err != nil {
		t.Fatal(err)
	}
	contains(t, do(t, exitFailed, "doctor", "--config", config), "correct printer.flow")
}

func TestTheDoctorFindsAnotherProgramOnThePort(t *testing.T) {
	r := play(t, "reader")
	conn, err := serial.Opener(serial.Opts{Path: r.port, Baud: 9600})()
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()

	contains(t, do(t, exitFailed, "doctor", "--reader", r.port), "another program holds it", "a kiosk that runs holds its ports")
}

func TestADeviceThatIsOffIsToldFromOneThatIsNotThere(t *testing.T) {
	p := play(t, "printer")
	p.tell(t, "power", "off")

	contains(t, do(t, exitFailed, "doctor", "--printer", p.port), "it answers nothing: it is off")

	p.tell(t, "cable", "out")
	contains(t, do(t, exitFailed, "doctor", "--printer", p.port), "there is no such port")
}
