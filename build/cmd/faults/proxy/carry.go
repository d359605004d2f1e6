package proxy

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net"
	"sync"
	"sync/atomic"
)

// The packets that are looked at (MQTT 3.1.1, table 2.1).
const (
	publish = 3
	puback  = 4
)

// ackTopic ends the topic of the centre's word on records.
const ackTopic = "/ack"

// longestPacket is far above what either end sends.
const longestPacket = 4 << 20

var errFraming = errors.New("these bytes are no MQTT packet")

// carry connects kiosk with the centre. Half-open, neither end hears of the
// other's goodbye.
func (p *Proxy) carry(kiosk net.Conn) {
	defer p.drop(kiosk)
	target, ok := p.take(kiosk)
	if !ok {
		return
	}
	var dialer net.Dialer
	centre, err := dialer.DialContext(p.ctx, "tcp", target)
	if err != nil {
		return // the kiosk sees its connection end, as with a centre that is down
	}
	defer p.drop(centre)
	if _, ok := p.take(centre); !ok {
		return
	}
	toKiosk, toCentre, err := p.under(kiosk, centre)
	if err != nil {
		return // the kiosk has no certificate: neither has the network
	}
	var dead atomic.Bool
	over := func() {
		if !dead.Load() {
			_, _ = kiosk.Close(), centre.Close()
		}
	}
	var ways sync.WaitGroup
	ways.Go(func() { p.up(toCentre, toKiosk, &dead); over() })
	ways.Go(func() { p.down(toKiosk, toCentre, &dead); over() })
	ways.Wait()
}

// up hands on what the kiosk says, as it comes.
func (p *Proxy) up(to io.Writer, from io.Reader, dead *atomic.Bool) {
	seen, b := p.record(), make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		_, _ = seen.Write(b[:n]) // it never fails
		p.Counts.Bytes.Add(int64(n))
		if n > 0 && !p.swallow(n, dead) {
			if _, err := to.Write(b[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// down hands on what the centre says, packet by packet.
func (p *Proxy) down(to io.Writer, from io.Reader, dead *atomic.Bool) {
	seen, in := p.record(), bufio.NewReader(from)
	var held []byte // comes after the next packet
	for {
		packet, err := read(in)
		if err != nil {
			return
		}
		_, _ = seen.Write(packet) // it never fails
		p.Counts.Bytes.Add(int64(len(packet)))
		if p.swallow(len(packet), dead) {
			continue
		}
		out := packet
		if isAck(packet) {
			out = p.fault(packet, &held)
		} else if held != nil {
			out, held = append(packet, held...), nil
		}
		if _, err := to.Write(out); err != nil {
			return
		}
	}
}

// fault is what becomes of an acknowledgement.
func (p *Proxy) fault(packet []byte, held *[]byte) []byte {
	p.Counts.Acks.Add(1)
	late := *held
	*held = nil
	mode := p.now()
	hit := p.hits()
	switch {
	case hit && mode == Dropped:
		p.Counts.Dropped.Add(1)
		packet = nil
	case hit && mode == Doubled:
		p.Counts.Doubled.Add(1)
		packet = bytes.Repeat(packet, 2)
	case hit && mode == Reordered && late == nil:
		p.Counts.Reordered.Add(1)
		*held = packet
		return nil
	}
	return append(packet, late...)
}

// swallow reports whether n bytes go nowhere.
func (p *Proxy) swallow(n int, dead *atomic.Bool) bool {
	if p.now() == HalfOpen {
		dead.Store(true)
	}
	if !dead.Load() {
		return false
	}
	p.Counts.Swallowed.Add(int64(n))
	return true
}

// read takes one packet: type, length in up to four bytes of seven bits, rest.
func read(r *bufio.Reader) ([]byte, error) {
	first, err := r.ReadByte()
	if err != nil {
		return nil, err
	}
	packet, length := []byte{first}, 0
	for shift := 0; ; shift += 7 {
		b, err := r.ReadByte()
		if err != nil {
			return nil, err
		}
		packet = append(packet, b)
		length |= int(b&0x7f) << shift
		if b < 0x80 {
			break
		}
		if shift == 21 {
			return nil, errFraming
		}
	}
	if length > longestPacket {
		return nil, errFraming
	}
	head := len(packet)
	packet = append(packet, make([]byte, length)...)
	_, err = io.ReadFull(r, packet[head:])
	return packet, err
}

// isAck tells the centre's word on records, and the broker's on messages.
func isAck(packet []byte) bool {
	switch packet[0] >> 4 {
	case puback:
		return true
	case publish:
		body := packet[1:]
		for len(body) > 0 && body[0] >= 0x80 {
			body = body[1:]
		}
		if len(body) < 3 {
			return false
		}
		n := int(body[1])<<8 | int(body[2])
		return len(body) >= 3+n && bytes.HasSuffix(body[3:3+n], []byte(ackTopic))
	}
	return false
}
