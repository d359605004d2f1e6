package main

import (
	"context"
	"errors"
	"fmt"

	"station365/build/cmd/demo/page"
	"station365/build/cmd/demo/programs"
	"station365/kiosk/ui/backend"
)

// demo is also what the page works on; see page.Stage.
var _ page.Stage = (*demo)(nil)

// Touch puts a finger on the kiosk's glass.
func (d *demo) Touch(x, y int, kind string) error {
	k, ok := map[string]backend.TouchKind{"down": backend.Down, "move": backend.Move, "up": backend.Up}[kind]
	if !ok {
		return fmt.Errorf("no touch is called %q", kind)
	}
	return d.glass.touch(backend.Touch{X: x, Y: y, Kind: k})
}

// Lay lays a person's card on the reader, lifting the one that lies there.
func (d *demo) Lay(id string) error {
	p, ok := d.people.find(id)
	if !ok {
		return fmt.Errorf("nobody in the tray is called %q", id)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.laid != "" {
		d.reader.Lift()
	}
	d.reader.Lay(p)
	d.laid = id
	d.refresh()
	return nil
}

// Lift takes the card off the reader.
func (d *demo) Lift() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reader.Lift()
	d.laid = ""
	d.refresh()
	return nil
}

// Switch makes or mends a fault.
func (d *demo) Switch(name string, on bool) error {
	defer d.refresh()
	if set, ok := d.deviceFaults()[name]; ok {
		set(on)
		d.mu.Lock()
		defer d.mu.Unlock()
		d.faults[name] = on
		return nil
	}
	switch name {
	case "reader-unplugged":
		return unplug(d.readerLine, on)
	case "printer-unplugged":
		return unplug(d.printerLine, on)
	case "scanner-unplugged":
		return unplug(d.scannerLine, on)
	case "network-cut":
		d.network.Cut(on)
		return nil
	case "centre-stopped":
		if on {
			return d.centre.stop()
		}
		return d.centre.start(d.ctx)
	}
	return fmt.Errorf("no switch is called %q", name)
}

// Statuses of the SAM module that the reader's switches make it answer.
const (
	cardReadFailed  = 0x41
	unknownCardType = 0x40
	samUnauthorised = 0x66
)

// deviceFaults are what can go wrong in a device while its line is good.
func (d *demo) deviceFaults() map[string]func(on bool) {
	fail := func(sw3 byte) func(bool) {
		return func(on bool) {
			if on {
				d.reader.Fail(sw3)
				return
			}
			d.reader.Fail(0)
		}
	}
	return map[string]func(bool){
		"no-paper": func(on bool) { d.printer.SetPaper(!on) }, "cover-open": d.printer.SetCover, "paper-low": d.printer.SetNearEnd,
		"cutter-jam": d.printer.Jam, "head-hot": d.printer.SetHot, "printer-mute": d.printer.SetMute,
		"card-unreadable": fail(cardReadFailed), "not-an-id-card": fail(unknownCardType), "reader-out-of-service": fail(samUnauthorised),
	}
}

func unplug(line interface {
	Plug() error
	Unplug() error
}, out bool) error {
	if out {
		return line.Unplug()
	}
	return line.Plug()
}

// answers are what the demonstration's officer writes with a status.
var answers = map[string]string{
	"accepted":         "材料齐了，我们在办。",
	"needs-supplement": "请带租房合同来窗口，我们一起补上。",
	"referred":         "这件事已转到街道，由他们办，我们继续跟。",
	"completed":        "办好了，谢谢您来。",
	"returned":         "这件事这里办不了，请到窗口，我们告诉您去哪里。",
	"reopened":         "我们再办一次。",
}

// officer says so.
const officer = "王芳"

// Move moves a case on at the centre, with the command that an officer has.
func (d *demo) Move(ctx context.Context, number, status string) error {
	args := []string{"cases", "move", number, status, "--dir", d.home.centre()}
	_, err := programs.Run(ctx, d.home.program("centre"), append(args, "--answer", answers[status], "--officer", officer)...)
	if err != nil && ctx.Err() == nil {
		// An anonymous case takes a status but no answer: nobody can read one.
		if _, plain := programs.Run(ctx, d.home.program("centre"), args...); plain != nil {
			return errors.Join(err, plain)
		}
	}
	d.refresh()
	return ctx.Err()
}
