package voice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// PlayerProgram plays with a program of the machine that takes a WAV on its
// standard input: name and arguments.
type PlayerProgram []string

// Play is over when the program has ended.
func (p PlayerProgram) Play(ctx context.Context, wav []byte) error {
	_, err := run(ctx, p, wav)
	return err
}

// ESpeak speaks with espeak-ng.
type ESpeak struct {
	Program string // its path; "" is looked for
}

// How espeak-ng is to speak: slowly, for old ears. Loudness is set where it is
// played, for programs and clips alike.
const (
	espeak       = "espeak-ng"
	wordsMinute  = "150"
	fullLoudness = "100"
)

// Say makes the text's WAV. The text goes through a pipe: everybody on the machine
// can read a command line.
func (e ESpeak) Say(ctx context.Context, voice, text string) ([]byte, error) {
	program := e.Program
	if program == "" {
		program = espeak
	}
	return run(ctx, []string{program, "--stdin", "--stdout", "-v", voice, "-s", wordsMinute, "-a", fullLoudness}, []byte(text))
}

// mostSpeech is two minutes at what espeak-ng writes.
const mostSpeech = 6 << 20 // bytes

// reap is how long the pipes of a killed program are waited for.
const reap = time.Second

var errTooMuch = errors.New("wrote more than any line takes")

// run runs a program to its end and gives what it wrote. When ctx ends, it and all
// that it started are killed.
func run(ctx context.Context, command []string, in []byte) ([]byte, error) {
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
	c.WaitDelay = reap
	c.Stdin = bytes.NewReader(in)
	var out, complaint limited
	out.most, complaint.most = mostSpeech, 2000
	c.Stdout, c.Stderr = &out, &complaint
	err := c.Run()
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("run %s: %w", command[0], ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("run %s: %w%s", command[0], err, complaint.lastLine())
	case out.over:
		return nil, fmt.Errorf("run %s: %w", command[0], errTooMuch)
	}
	return out.kept.Bytes(), nil
}

// limited keeps no more than most of what a program writes.
type limited struct {
	kept bytes.Buffer
	most int
	over bool
}

// Write never fails: a program that writes on is not to be held up by a full pipe.
func (l *limited) Write(p []byte) (int, error) {
	room := min(len(p), max(0, l.most-l.kept.Len()))
	l.over = l.over || room < len(p)
	l.kept.Write(p[:room])
	return len(p), nil
}

// lastLine is what the program complained of at the end.
func (l *limited) lastLine() string {
	lines := strings.Split(strings.TrimSpace(l.kept.String()), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return ": " + last
	}
	return ""
}
