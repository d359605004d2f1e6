package main

import (
	"context"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"station365/kiosk/ui/backend"
)

// catcher is a player that keeps what it plays in a folder, as a configuration
// names it.
func catcher(t *testing.T) (player, folder string) {
	t.Helper()
	dir := t.TempDir()
	program, folder := filepath.Join(dir, "play"), filepath.Join(dir, "played")
	text := "#!/bin/sh\ncat >\"$1/half.$$\" && mv \"$1/half.$$\" \"$1/$$.wav\"\n"
	if err := os.WriteFile(program, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	return program + " " + folder, folder
}

// lengths are how long the sounds in a folder last.
func lengths(t *testing.T, folder string) (all []time.Duration) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.wav"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		wav, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rate := time.Duration(binary.LittleEndian.Uint32(wav[24:]))
		all = append(all, time.Duration(len(wav)-44)/2*time.Second/rate)
	}
	return all
}

// espeak makes sure of the speech program, which the kiosk looks for on its PATH.
func espeak(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("../../../build/services", "espeak-ng").CombinedOutput(); err != nil {
		t.Skipf("espeak-ng is not installed and cannot be: %s", out)
	}
}

func TestAPressIsHeardAndThePageIsRead(t *testing.T) {
	espeak(t)
	c, d := bare(t), &diary{}
	player, folder := catcher(t)
	c.Sound = soundConfig{Player: player, Speech: "espeak-ng", Volume: "loud"}
	a, err := assemble(c, d.log())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- a.run(ctx) }()
	eventually(t, "the welcome page", func() bool { return lit(c.Screen.Device) })

	for _, target := range a.screen.glass.Describe().Targets {
		if target.Name == "start" {
			at := target.Rect.Min.Add(target.Rect.Size().Div(2))
			a.screen.glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Down})
			eventually(t, "a tick while the finger still lies there", func() bool { return len(lengths(t, folder)) == 1 })
			a.screen.glass.Touch(backend.Touch{X: at.X, Y: at.Y, Kind: backend.Up})
		}
	}
	eventually(t, "the page of doors, read to its end", func() bool { return len(lengths(t, folder)) == 6 })

	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := a.store.Close(); err != nil {
		t.Error(err)
	}
	short := 0
	for _, length := range lengths(t, folder) {
		if length < 50*time.Millisecond {
			short++
		} else if length < 400*time.Millisecond || length > 10*time.Second {
			t.Errorf("a sentence of %v", length)
		}
	}
	if short != 1 || strings.Contains(d.String(), "does not work") {
		t.Errorf("%d ticks\n%s", short, d)
	}
}

func TestCheckPlaysTwoNotesSpeaksAndCountsClips(t *testing.T) {
	espeak(t)
	player, folder := catcher(t)
	clips := t.TempDir()
	path := write(t, good+"[sound]\nplayer = \""+player+"\"\nclips = \""+clips+"\"\n")

	_, out, _ := call("check", "--config", path)

	if got := lengths(t, folder); len(got) != 1 || got[0].Round(10*time.Millisecond) != 350*time.Millisecond {
		t.Errorf("played %v", got)
	}
	for _, want := range []string{"sound          good", "speech         good", "zh-Hans: 0 of ", "en: 0 of "} {
		if !strings.Contains(out, want) {
			t.Errorf("the check does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "voice.home") {
		t.Errorf("lines are named that nobody asked for:\n%s", out)
	}
	_, out, _ = call("check", "--config", path, "--clips")
	for _, want := range []string{"zh-Hans/voice.home\n", "zh-Hans/residence.reason.q\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("the lines to record lack %q:\n%s", want, out)
		}
	}
}

func TestCheckSaysWhatIsMissingForSound(t *testing.T) {
	path := write(t, good+"[sound]\nplayer = \"/nowhere/aplay -D plughw:1\"\nspeech = \"none\"\nclips = \"/nowhere\"\n")

	_, out, _ := call("check", "--config", path)

	for _, want := range []string{"/nowhere/aplay", "plug a loudspeaker in", "correct sound.clips"} {
		if !strings.Contains(out, want) {
			t.Errorf("the check does not say %q:\n%s", want, out)
		}
	}
	_, out, _ = call("check", "--config", write(t, good+"[sound]\nplayer = \"none\"\n"))
	if !strings.Contains(out, "nothing is heard") {
		t.Errorf("the check does not say that there is no sound:\n%s", out)
	}
}

func TestWrongSoundNamesItsKeysAndWhatIsAllowed(t *testing.T) {
	_, err := readConfig(write(t, good+"[sound]\nplayer = \" \"\nspeech = \"siri\"\nvolume = \"11\"\npitch = 3\n"))

	for _, want := range []string{"sound.player", "aplay -D plughw:1", "sound.speech", `"siri"`, "espeak-ng, none", "sound.volume", "off, soft, middle, loud", "sound.pitch", "4 fault"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the message does not say %q:\n%v", want, err)
		}
	}
}

func TestClipsBesideTheConfigurationAreFound(t *testing.T) {
	path := write(t, good+"[sound]\nclips = \"clips\"\n")

	c, err := readConfig(path)

	if err != nil || c.Sound.Clips != filepath.Join(filepath.Dir(path), "clips") || c.Sound.Player != "aplay" {
		t.Errorf("got %+v, %v", c.Sound, err)
	}
}
