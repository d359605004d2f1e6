package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"station365/devices/idcard/sam/emulator"
	"station365/devices/serial/serialtest"
	"station365/kiosk"
	"station365/kiosk/flow"
	"station365/kiosk/personal"
	"station365/kiosk/store"
)

// plugScannerIn puts a scanner on a cable of its own, which holds nothing up.
func (s *stand) plugScannerIn() {
	s.t.Helper()
	s.keepAt(time.Now())
	p, err := serialtest.OpenPTY()
	if err != nil {
		s.t.Skipf("no pseudo terminals here: %v", err)
	}
	s.t.Cleanup(func() { _ = p.Close() })
	s.cables["scanner"] = p
	s.config.Scanner = usualScanner
	s.config.Scanner.Driver, s.config.Scanner.Port = "line", p.Path
}

// plugSoundIn has the doors' page recorded, and a player that works until a file stands
// beside it.
func (s *stand) plugSoundIn() {
	s.t.Helper()
	dir := s.t.TempDir()
	clip, program := filepath.Join(dir, "clips", "zh-Hans", "voice.home.wav"), filepath.Join(dir, "play")
	if err := os.MkdirAll(filepath.Dir(clip), 0o700); err != nil {
		s.t.Fatal(err)
	}
	player := "#!/bin/sh\ncat >/dev/null\n[ ! -e " + program + ".gone ] && : >" + program + ".played\n"
	for path, text := range map[string][]byte{clip: silence(), program: []byte(player)} {
		if err := os.WriteFile(path, text, 0o700); err != nil {
			s.t.Fatal(err)
		}
	}
	s.config.Sound = soundConfig{Player: program, Speech: none, Clips: filepath.Join(dir, "clips"), Volume: "off"}
}

// silence is a WAV of a tenth of a second.
func silence() []byte {
	const rate, samples = 16000, 1600
	var b bytes.Buffer
	b.WriteString("RIFF")
	for _, v := range []any{uint32(36 + 2*samples), [8]byte([]byte("WAVEfmt ")), uint32(16), uint16(1), uint16(1), uint32(rate), uint32(2 * rate), uint16(2), uint16(16),
		[4]byte([]byte("data")), uint32(2 * samples), [samples]int16{}} {
		_ = binary.Write(&b, binary.LittleEndian, v) // into memory
	}
	return b.Bytes()
}

// fallsSilent: the loudspeaker is pulled out while pages are read. The page goes on in
// writing, and who asks to hear it is told.
func (s *stand) fallsSilent() {
	there := func(tail string) bool { _, err := os.Stat(s.config.Sound.Player + tail); return err == nil }
	s.press("tool:sound")
	eventually(s.t, "a sound", func() bool { return there(".played") })
	if s.reads("top.no-sound") {
		s.t.Errorf("no sound, says the page:\n%s", s.page())
	}
	if err := os.WriteFile(s.config.Sound.Player+".gone", nil, 0o600); err != nil {
		s.t.Fatal(err)
	}
	eventually(s.t, "the page to say that nothing is heard", func() bool { s.press("tool:sound"); return s.reads("top.no-sound") })
	s.tell("done.title")
}

// keepAt leaves a concern on the disk that was kept at that time.
func (s *stand) keepAt(at time.Time) {
	s.t.Helper()
	s.keep(kiosk.NewCase{Matter: "concern", Sensitive: true, At: at})
}

// keepFor leaves the registration of a person on the disk, which her card finds.
func (s *stand) keepFor(p emulator.Person, at time.Time) {
	s.t.Helper()
	id := must[flow.Identity](s.t)(identifier{enrolled(s.config, s.log.log()).keys}.Identify(personal.New(p.IDNumber)))
	defer id.Wipe()
	s.keep(kiosk.NewCase{Matter: "residence-registration", ResidentTag: id.Tag(), At: at})
}

// keep leaves a case on the disk, sealed as this kiosk seals.
func (s *stand) keep(c kiosk.NewCase) {
	s.t.Helper()
	d := must[*store.Store](s.t)(store.Open(s.config.Kiosk.State, store.Opts{}))
	s.kept++
	c.ID, c.Prefix, c.CatalogueVersion, c.TimeTrusted = kiosk.CaseID(fmt.Sprintf("0192f0c1-0000-7000-8000-%012d", s.kept)), "S2", 1, true
	c.Promise = kiosk.Promise{Officer: "王芳", Phone: "0851-0000-0365", DueBy: c.At.AddDate(0, 0, 7)}
	sub := flow.Submission{ID: c.ID, Matter: c.Matter, CatalogueVersion: 1, NoticeVersion: 1, Promise: c.Promise, At: c.At, TimeTrusted: true}
	s.old = must[kiosk.Kept](s.t)(d.Keep(s.t.Context(), c, sealer{enrolled(s.config, s.log.log()).sealer()}.Seal(sub)))
	if err := d.Close(); err != nil {
		s.t.Fatal(err)
	}
}
