package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"strings"
	"sync"
	"time"
)

// listen takes words from where control says until ctx ends.
func (p *played) listen(ctx context.Context, control string, t terminal) error {
	info, err := os.Lstat(control)
	switch {
	case control == "":
		return p.readWords(ctx, t.in, t)
	case err == nil && info.Mode()&os.ModeNamedPipe != 0:
		return p.readFIFO(ctx, control, t)
	case err == nil && info.Mode()&os.ModeSocket == 0:
		return fmt.Errorf("%s is there already and neither a socket nor a FIFO", control)
	}
	return p.serve(ctx, control)
}

// readWords takes words from a stream whose end is not the device's end: a
// terminal that is closed unplugs nothing.
func (p *played) readWords(ctx context.Context, in io.Reader, t terminal) error {
	lines := make(chan string)
	go func() { // ends with its stream, at the latest with the program
		for s := bufio.NewScanner(in); s.Scan(); {
			select {
			case lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case line := <-lines:
			t.say("%s", p.obey(line))
		}
	}
}

// readFIFO holds the FIFO open for writing too, so that it has no end.
func (p *played) readFIFO(ctx context.Context, path string, t terminal) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("open the control: %w", err)
	}
	defer context.AfterFunc(ctx, func() { _ = f.Close() })()
	return p.readWords(ctx, f, t)
}

// serve answers on a socket that only this user can reach. One that an earlier run
// left behind is taken away; one that somebody answers is not.
func (p *played) serve(ctx context.Context, path string) error {
	if c, err := net.Dial("unix", path); err == nil {
		_ = c.Close()
		return fmt.Errorf("%s: somebody answers there already", path)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("clear the control: %w", err)
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return fmt.Errorf("open the control: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return errors.Join(fmt.Errorf("close the control to others: %w", err), listener.Close())
	}
	defer context.AfterFunc(ctx, func() { _ = listener.Close() })()
	var callers sync.WaitGroup
	defer callers.Wait()
	var mu sync.Mutex // one word at a time
	for {
		c, err := listener.Accept()
		if err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return fmt.Errorf("serve the control: %w", err)
		}
		callers.Go(func() { p.answer(ctx, c, &mu) })
	}
}

// answer does what one caller says, a word a line, and ends each answer with an
// empty line.
func (p *played) answer(ctx context.Context, c net.Conn, mu *sync.Mutex) {
	defer func() { _ = c.Close() }()
	defer context.AfterFunc(ctx, func() { _ = c.Close() })()
	for s := bufio.NewScanner(c); s.Scan(); {
		mu.Lock()
		said := p.obey(s.Text())
		mu.Unlock()
		if _, err := fmt.Fprintf(c, "%s\n\n", said); err != nil {
			return
		}
	}
}

// patience is for a word that plugs a cable, which waits for the device.
const patience = 10 * time.Second

// tell is the other end of a control socket.
func tell(ctx context.Context, flags *flag.FlagSet, args []string, t terminal) error {
	control := flags.String("control", "", "the socket of a played device")
	words, err := parse(flags, args, "probe tell: tell a played device what happens to it; \"help\" lists what can.\nExample: probe tell --control /tmp/reader.control lay lixiuyun")
	switch {
	case err != nil:
		return err
	case *control == "":
		return misused("--control is missing: the socket of a played device")
	case len(words) == 0:
		return misused("say what happens, or help")
	}
	var d net.Dialer
	c, err := d.DialContext(ctx, "unix", *control)
	if err != nil {
		return fmt.Errorf("reach the played device: %w", err)
	}
	defer func() { _ = c.Close() }() // all is said by then
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return fmt.Errorf("reach the played device: %w", err)
	}
	if _, err := fmt.Fprintln(c, strings.Join(words, " ")); err != nil {
		return fmt.Errorf("tell the played device: %w", err)
	}
	return readAnswer(c, t)
}

func readAnswer(c io.Reader, t terminal) error {
	failed, said := false, bufio.NewScanner(c)
	for said.Scan() && said.Text() != "" {
		failed = failed || strings.HasPrefix(said.Text(), "error: ")
		t.say("%s", said.Text())
	}
	switch {
	case said.Err() != nil:
		return fmt.Errorf("hear the played device: %w", said.Err())
	case failed:
		return errNotWell
	}
	return nil
}
