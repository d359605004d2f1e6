package backend

import (
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The two questions of linux/fb.h.
const (
	getVariableScreen = 0x4600
	getFixedScreen    = 0x4602
)

var (
	errTooSmall = errors.New("the framebuffer is smaller than the glass")
	errDepth    = errors.New("the framebuffer has neither 16 nor 32 bits a pixel")
	errClosed   = errors.New("the framebuffer is closed")
)

// fixedScreen is struct fb_fix_screeninfo; a C long is as wide as a pointer.
type fixedScreen struct {
	id                           [16]byte
	memory                       uintptr
	length                       uint32
	kind, kindAux, visual        uint32
	xPan, yPan, yWrap            uint16
	stride                       uint32
	registers                    uintptr
	registersLength, accelerator uint32
	capabilities                 uint16
	_                            [2]uint16
}

// variableScreen is struct fb_var_screeninfo.
type variableScreen struct {
	width, height, virtualWidth, virtualHeight, left, top uint32
	bits, grey                                            uint32
	red, green, blue, alpha                               bitField
	_                                                     [20]uint32 // timing and the like
}

type bitField struct{ offset, length, right uint32 }

// OpenFramebuffer opens a framebuffer device, or a file that gets rows of BGRA as
// such a device would hold them. Only what changed is written, so nothing else may
// draw there: the kernel's console wants vt.global_cursor_default=0 and no getty.
func OpenFramebuffer(path string, width, height int) (Sink, io.Closer, error) {
	if found, err := os.Stat(path); err == nil && found.Mode()&os.ModeCharDevice != 0 {
		device, err := openDevice(path, width, height)
		if err != nil {
			return nil, nil, fmt.Errorf("open framebuffer %s: %w", path, err)
		}
		return device, device, nil
	}
	plain, err := createPlain(path, width, height)
	if err != nil {
		return nil, nil, fmt.Errorf("create framebuffer file: %w", err)
	}
	return plain, plain, nil
}

// screenDevice is a framebuffer mapped into memory.
type screenDevice struct {
	mu     sync.Mutex
	memory []byte
	stride int
	layout pixelLayout
	size   image.Point
}

func openDevice(path string, width, height int) (*screenDevice, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	defer file.Close() // the mapping stays
	var fixed fixedScreen
	var variable variableScreen
	if err := ask(file, getFixedScreen, unsafe.Pointer(&fixed)); err != nil {
		return nil, fmt.Errorf("ask for the fixed screen: %w", err)
	}
	if err := ask(file, getVariableScreen, unsafe.Pointer(&variable)); err != nil {
		return nil, fmt.Errorf("ask for the variable screen: %w", err)
	}
	layout, err := layoutOf(variable)
	if err != nil {
		return nil, err
	}
	stride := int(fixed.stride)
	if int(variable.width) < width || int(variable.height) < height || int(fixed.length) < height*stride || stride < width*layout.bytes {
		return nil, fmt.Errorf("%w: %d × %d", errTooSmall, variable.width, variable.height)
	}
	memory, err := unix.Mmap(int(file.Fd()), 0, int(fixed.length), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map memory: %w", err)
	}
	return &screenDevice{memory: memory, stride: stride, layout: layout, size: image.Pt(width, height)}, nil
}

func ask(file *os.File, question uintptr, answer unsafe.Pointer) error {
	_, _, errno := unix.Syscall(unix.SYS_IOCTL, file.Fd(), question, uintptr(answer))
	if errno != 0 {
		return errno
	}
	return nil
}

func (d *screenDevice) Show(frame *image.RGBA, changed image.Rectangle) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.memory == nil {
		return errClosed
	}
	r := changed.Intersect(image.Rectangle{Max: d.size}).Intersect(frame.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := frame.Pix[frame.PixOffset(r.Min.X, y):frame.PixOffset(r.Max.X, y)]
		d.layout.put(d.memory[y*d.stride+r.Min.X*d.layout.bytes:], row)
	}
	return nil
}

func (d *screenDevice) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	memory := d.memory
	d.memory = nil
	if memory == nil {
		return nil
	}
	return unix.Munmap(memory)
}

// plainScreen is a file of BGRA rows: for tests, a virtual machine, or a program
// that carries the picture elsewhere.
type plainScreen struct {
	file *os.File
	size image.Point
	row  []byte
}

func createPlain(path string, width, height int) (*plainScreen, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := file.Truncate(int64(width) * int64(height) * bgra.size()); err != nil {
		_ = file.Close() // the first error is the one to tell
		return nil, err
	}
	return &plainScreen{file: file, size: image.Pt(width, height), row: make([]byte, width*bgra.bytes)}, nil
}

func (p *plainScreen) Show(frame *image.RGBA, changed image.Rectangle) error {
	r := changed.Intersect(image.Rectangle{Max: p.size}).Intersect(frame.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.row[:r.Dx()*bgra.bytes]
		bgra.put(row, frame.Pix[frame.PixOffset(r.Min.X, y):frame.PixOffset(r.Max.X, y)])
		if _, err := p.file.WriteAt(row, int64(y*p.size.X+r.Min.X)*bgra.size()); err != nil {
			return fmt.Errorf("write rows: %w", err)
		}
	}
	return nil
}

func (p *plainScreen) Close() error { return p.file.Close() }
