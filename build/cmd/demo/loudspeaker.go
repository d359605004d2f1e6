package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"sync"
	"time"

	"station365/build/cmd/demo/page"
)

// playOption makes this program the kiosk's player: it hands a WAV from its
// standard input to the loudspeaker at a socket and waits until it is over.
const playOption = "--play"

// loudestSound is more than the kiosk says in one breath.
const loudestSound = 16 << 20 // bytes

// wavHead is where the samples of the kiosk's WAVs begin.
const wavHead = 44

// play is the player: length and bytes go out, the end comes back.
func play(socket string, in io.Reader) error {
	wav, err := io.ReadAll(io.LimitReader(in, loudestSound))
	if err != nil {
		return fmt.Errorf("read the sound: %w", err)
	}
	c, err := net.Dial("unix", socket)
	if err != nil {
		return fmt.Errorf("reach the loudspeaker: %w", err)
	}
	defer func() { _ = c.Close() }()
	if _, err := c.Write(binary.BigEndian.AppendUint32(nil, uint32(len(wav)))); err != nil {
		return fmt.Errorf("play: %w", err)
	}
	if _, err := c.Write(wav); err != nil {
		return fmt.Errorf("play: %w", err)
	}
	if _, err := io.Copy(io.Discard, c); err != nil {
		return fmt.Errorf("play: %w", err)
	}
	return nil
}

// loudspeaker lets the page be heard in the place of the kiosk: a machine on which
// the demonstration runs may have no sound, and who looks at it sits elsewhere.
type loudspeaker struct {
	socket net.Listener
	board  *page.Board
	log    *slog.Logger
}

func newLoudspeaker(socket string, board *page.Board, log *slog.Logger) (*loudspeaker, error) {
	l, err := net.Listen("unix", socket)
	if err != nil {
		return nil, fmt.Errorf("make the loudspeaker: %w", err)
	}
	return &loudspeaker{l, board, log}, nil
}

// player is the command of the kiosk's configuration; a path that a command cannot
// name leaves the kiosk silent, and so does a walk, at which nobody listens.
func (l *loudspeaker) player() string {
	program, err := os.Executable()
	if l == nil || err != nil || strings.ContainsAny(program+l.socket.Addr().String(), " \t\n") {
		return "none"
	}
	return strings.Join([]string{program, playOption, l.socket.Addr().String()}, " ")
}

// close refuses what still comes.
func (l *loudspeaker) close() error {
	if l == nil {
		return nil
	}
	if err := l.socket.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("close the loudspeaker: %w", err)
	}
	return nil
}

// run takes sounds until ctx ends.
func (l *loudspeaker) run(ctx context.Context) {
	var playing sync.WaitGroup
	defer playing.Wait()
	stop := context.AfterFunc(ctx, func() { _ = l.socket.Close() })
	defer stop()
	for {
		c, err := l.socket.Accept()
		if err != nil {
			return // closed at the end
		}
		playing.Go(func() {
			if err := l.hear(ctx, c); err != nil && ctx.Err() == nil {
				l.log.Warn("a sound was not heard", "error", err)
			}
		})
	}
}

// hear lets a sound be heard for as long as it lasts, or until its player is
// killed.
func (l *loudspeaker) hear(ctx context.Context, c net.Conn) error {
	stop := context.AfterFunc(ctx, func() { _ = c.Close() })
	defer stop()
	defer func() { _ = c.Close() }()
	wav, err := readSound(c)
	if err != nil {
		return err
	}
	n := l.board.Sound(wav)
	killed := make(chan struct{})
	go func() { defer close(killed); _, _ = c.Read(make([]byte, 1)) }()
	over := time.NewTimer(lasts(wav))
	defer over.Stop()
	select {
	case <-over.C:
		_ = c.Close()
	case <-killed:
		l.board.Hush(n)
	}
	<-killed
	return nil
}

var errNoSound = errors.New("not a sound of the kiosk")

func readSound(c io.Reader) ([]byte, error) {
	var size [4]byte
	if _, err := io.ReadFull(c, size[:]); err != nil {
		return nil, fmt.Errorf("read a sound: %w", err)
	}
	n := binary.BigEndian.Uint32(size[:])
	if n < wavHead || n > loudestSound {
		return nil, fmt.Errorf("%w: %d bytes", errNoSound, n)
	}
	wav := make([]byte, n)
	if _, err := io.ReadFull(c, wav); err != nil {
		return nil, fmt.Errorf("read a sound: %w", err)
	}
	return wav, nil
}

// lasts is how long a WAV plays, by the bytes a second of its head.
func lasts(wav []byte) time.Duration {
	pace := binary.LittleEndian.Uint32(wav[28:])
	if pace == 0 {
		return 0
	}
	return time.Duration(len(wav)-wavHead) * time.Second / time.Duration(pace)
}
