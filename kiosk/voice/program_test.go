package voice

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// espeakHere is the installed speech program; build/test installs it.
func espeakHere(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("../../build/services", espeak).Output()
	if err != nil {
		t.Skip("espeak-ng is not installed and cannot be")
	}
	return strings.TrimSpace(string(out))
}

// script writes a program for /bin/sh.
func script(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheRealProgramSpeaksBothLanguages_FromAPipeIntoAPlayersPipe(t *testing.T) {
	program := espeakHere(t)
	for voice, text := range map[string]string{
		"cmn-latn-pinyin": "请放身份证。平放在读卡器上，人像朝上。",
		"en-us":           "Please lay your ID card on the reader, face up.",
	} {
		out := filepath.Join(t.TempDir(), "heard.wav")

		wav, err := ESpeak{program}.Say(t.Context(), voice, text)
		if err != nil {
			t.Fatal(err)
		}
		s, err := readWAV(wav)
		if err != nil {
			t.Fatal(err)
		}
		if err := (PlayerProgram{"tee", out}).Play(t.Context(), s.at(0.5).wav()); err != nil {
			t.Fatal(err)
		}

		file, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		heard, err := readWAV(file)
		if err != nil {
			t.Fatal(err)
		}
		loud := 0
		for _, v := range heard.samples {
			if v > 1000 || v < -1000 {
				loud++
			}
		}
		if d := heard.lasts(); d < 2*time.Second || d > 9*time.Second || loud < len(heard.samples)/20 {
			t.Errorf("%s: lasts %v, %d of %d samples can be heard", voice, d, loud, len(heard.samples))
		}
	}
}

// In the voice where Latin letters are English, espeak-ng 1.51 reads half of the
// characters as English letters, and takes twice as long for it.
func TestCharactersAreReadAsChinese(t *testing.T) {
	program := espeakHere(t)
	const number = "您的号码是，S 二  杠， 零 零 零 一。"

	wav, err := ESpeak{program}.Say(t.Context(), "cmn-latn-pinyin", number)
	if err != nil {
		t.Fatal(err)
	}
	good, err := readWAV(wav)
	if err != nil {
		t.Fatal(err)
	}
	if d := good.lasts(); d < 3*time.Second || d > 8*time.Second {
		t.Errorf("twelve syllables last %v", d)
	}
}

func TestNobodyReadsTheTextInTheListOfPrograms(t *testing.T) {
	program := script(t, `tr '\0' ' ' </proc/$$/cmdline; cat >/dev/null`)

	line, err := ESpeak{program}.Say(t.Context(), "en-us", "ending in 1234")

	if err != nil || strings.Contains(string(line), "1234") || !strings.Contains(string(line), "en-us") {
		t.Errorf("the command line is %q, %v", line, err)
	}
}

func TestAProgramThatIsMissingOrFailsSaysWhy(t *testing.T) {
	if err := (PlayerProgram{"/nowhere/aplay"}).Play(t.Context(), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	failing := script(t, "echo first >&2; echo 'no sound card' >&2; exit 1")
	if err := (PlayerProgram{failing}).Play(t.Context(), nil); err == nil || !strings.HasSuffix(err.Error(), ": no sound card") {
		t.Errorf("got %v", err)
	}
}

func TestAProgramThatTakesNothingAndEndsWellHasPlayed(t *testing.T) {
	wav := makeTones()[Success].at(1).wav()
	if err := (PlayerProgram{script(t, "exit 0")}).Play(t.Context(), append(wav, make([]byte, 1<<20)...)); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestAStoppedProgramIsGoneWithItsChildren(t *testing.T) {
	dir := t.TempDir()
	pids := filepath.Join(dir, "pids")
	program := script(t, "sleep 600 & echo $! >"+pids+".half; mv "+pids+".half "+pids+"; wait")
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- PlayerProgram{program}.Play(ctx, nil) }()
	child := pidIn(t, pids)

	cancel()

	select {
	case err := <-done:
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the program holds on")
	}
	if !gone(t, child) {
		t.Errorf("child %d lives on", child)
	}
}

func pidIn(t *testing.T, path string) int {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(20 * time.Second); ; {
		if text, err := os.ReadFile(path); err == nil {
			pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
			if err != nil {
				t.Fatal(err)
			}
			return pid
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("the program has not begun")
		}
	}
}

// gone waits until a process is no more, or only its parent's memory of it.
func gone(t *testing.T, pid int) bool {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(20 * time.Second); ; {
		stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) || err == nil && strings.Contains(string(stat), ") Z ") {
			return true
		}
		select {
		case <-tick.C:
		case <-deadline:
			return false
		}
	}
}

func TestASpeechProgramThatNeverStopsWritingIsRefused(t *testing.T) {
	program := script(t, "head -c 8000000 /dev/zero")
	if _, err := (ESpeak{program}).Say(t.Context(), "en-us", "x"); !errors.Is(err, errTooMuch) {
		t.Errorf("got %v", err)
	}
}
