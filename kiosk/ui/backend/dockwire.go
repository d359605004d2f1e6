//go:build dock

package backend

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"io"
	"net"
	"sync"
)

// The dock's protocol, on a Unix socket. Every message is one byte that names it,
// four bytes of length (big-endian) and a body:
//
//	S  server  width, height: the size of the glass, first of all      2 × uint32
//	F  server  x, y, width, height, then rows of RGBA: a changed part  4 × uint32 + bytes
//	D  server  a Description as JSON, after the parts of each frame
//	T  client  kind (0 down, 1 move, 2 up), x, y                       3 × uint32
//
// The first F is the whole glass. A client that reads slowly gets fewer, larger
// frames and always the newest description.
const (
	sizeMessage        = 'S'
	frameMessage       = 'F'
	descriptionMessage = 'D'
	touchMessage       = 'T'
)

const (
	headLength = 5
	// longestMessage is a frame of 4096 × 4096 and a little more.
	longestMessage = 4096*4096*4 + 1024
	wordLength     = 4
)

// ErrNoDock says that the demonstration's dock is not in this program. This one
// has it.
var ErrNoDock = errors.New("this build has no dock")

var errNoDockMessage = errors.New("not a message of the dock")

func writeMessage(w io.Writer, name byte, body []byte) error {
	head := [headLength]byte{name}
	binary.BigEndian.PutUint32(head[1:], uint32(len(body)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(body)
	return err
}

func readMessage(r io.Reader) (name byte, body []byte, err error) {
	var head [headLength]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	length := binary.BigEndian.Uint32(head[1:])
	if length > longestMessage {
		return 0, nil, errNoDockMessage
	}
	// Grown as it arrives: a length alone does not reserve memory.
	body, err = io.ReadAll(io.LimitReader(r, int64(length)))
	if err == nil && len(body) < int(length) {
		err = io.ErrUnexpectedEOF
	}
	return head[0], body, err
}

func words(values ...int) []byte {
	out := make([]byte, 0, wordLength*len(values))
	for _, v := range values {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(v)))
	}
	return out
}

func word(body []byte, i int) int {
	return int(int32(binary.BigEndian.Uint32(body[wordLength*i:])))
}

func parseTouch(name byte, body []byte) (Touch, error) {
	if name != touchMessage || len(body) != 3*wordLength || word(body, 0) < int(Down) || word(body, 0) > int(Up) {
		return Touch{}, errNoDockMessage
	}
	return Touch{Kind: TouchKind(word(body, 0)), X: word(body, 1), Y: word(body, 2)}, nil
}

func parseFrame(body []byte) (image.Rectangle, []byte, error) {
	const head = 4 * wordLength
	if len(body) < head {
		return image.Rectangle{}, nil, errNoDockMessage
	}
	x, y, w, h := word(body, 0), word(body, 1), word(body, 2), word(body, 3)
	if w < 0 || h < 0 || w > longestMessage || h > longestMessage || w*h*4 != len(body)-head {
		return image.Rectangle{}, nil, errNoDockMessage
	}
	return image.Rect(x, y, x+w, y+h), body[head:], nil
}

// DockClient is the other end of a dock. Set the callbacks before Run; they are
// called on its goroutine.
type DockClient struct {
	// Frame takes rows of RGBA that replace rect of the frame.
	Frame func(rect image.Rectangle, rgba []byte)
	// Described takes what is on the glass, after its frame.
	Described func(Description)

	conn net.Conn
	read *bufio.Reader
	size image.Point
	mu   sync.Mutex // of writing
}

// DialDock connects to a dock and learns the size of its glass.
func DialDock(ctx context.Context, socketPath string) (*DockClient, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", socketPath)
	if err != nil {
		return nil, fmt.Errorf("dial dock: %w", err)
	}
	c := &DockClient{conn: conn, read: bufio.NewReader(conn)}
	name, body, err := readMessage(c.read)
	if err == nil && (name != sizeMessage || len(body) != 2*wordLength) {
		err = errNoDockMessage
	}
	if err != nil {
		_ = conn.Close() // the reading failed already
		return nil, fmt.Errorf("greet dock: %w", err)
	}
	c.size = image.Pt(word(body, 0), word(body, 1))
	return c, nil
}

// Size is the size of the glass in pixels.
func (c *DockClient) Size() image.Point { return c.size }

// Touch sends a touch, from any goroutine.
func (c *DockClient) Touch(t Touch) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := writeMessage(c.conn, touchMessage, words(int(t.Kind), t.X, t.Y)); err != nil {
		return fmt.Errorf("send touch: %w", err)
	}
	return nil
}

// Run reads until the dock hangs up or the context ends, and closes the connection.
func (c *DockClient) Run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { _ = c.conn.Close() }) // wakes the read below
	defer stop()
	defer c.conn.Close()
	for {
		name, body, err := readMessage(c.read)
		if ctx.Err() != nil {
			return nil
		}
		if err == nil {
			err = c.receive(name, body)
		}
		if err != nil {
			return fmt.Errorf("read dock: %w", err)
		}
	}
}

func (c *DockClient) receive(name byte, body []byte) error {
	switch name {
	case frameMessage:
		rect, rgba, err := parseFrame(body)
		if err == nil && c.Frame != nil {
			c.Frame(rect, rgba)
		}
		return err
	case descriptionMessage:
		var d Description
		if err := json.Unmarshal(body, &d); err != nil {
			return err
		}
		if c.Described != nil {
			c.Described(d)
		}
	}
	return nil
}
