package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
)

// pageSizes are what databases of ours have. Small pages halve what a case costs
// on the disk: a commit writes every page it touches whole. The first versions
// had large ones. The header that says so may be lost.
var pageSizes = []int{1024, 4096}

// Kinds of b-tree pages that hold rows (sqlite.org/fileformat2.html §1.6). A
// table WITHOUT ROWID is kept as an index, which has rows in its inner pages too.
const (
	innerIndex = 0x02
	leafIndex  = 0x0a
	leafTable  = 0x0d
)

// pages are those of a database file as of the last commit, read without SQLite:
// a damaged tree does not hide the leaves that are whole.
type pages struct {
	size int
	all  map[uint32][]byte
}

// readPages reads the file and lays what its log has committed over it, for each
// size that its pages may have. A missing or damaged log counts as far as it can
// be believed.
func readPages(path string) (likely []pages, err error) {
	file, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read damaged database: %w", err)
	}
	log, err := os.ReadFile(path + "-wal")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read damaged database: %w", err)
	}
	for _, size := range pageSizes {
		p := pages{size, map[uint32][]byte{}}
		for n, rest := uint32(1), file; len(rest) >= size; n++ {
			p.all[n], rest = rest[:size], rest[size:]
		}
		p.overlay(log)
		likely = append(likely, p)
	}
	return likely, nil
}

// The log's shape (sqlite.org/fileformat2.html §4).
const (
	logHeader   = 32
	frameHeader = 24
)

// overlay applies the log's frames up to the last commit whose checksums hold.
func (p pages) overlay(log []byte) {
	if len(log) < logHeader || binary.BigEndian.Uint32(log)&^1 != 0x377f0682 || binary.BigEndian.Uint32(log[8:]) != uint32(p.size) {
		return
	}
	order := binary.ByteOrder(binary.LittleEndian)
	if binary.BigEndian.Uint32(log)&1 == 1 {
		order = binary.BigEndian
	}
	salt := string(log[16:24])
	sum := checksum(order, [2]uint32{}, log[:24])
	if !holds(sum, log[24:32]) {
		return
	}
	begun, frame := map[uint32][]byte{}, frameHeader+p.size
	for log = log[logHeader:]; len(log) >= frame; log = log[frame:] {
		head, page := log[:frameHeader], log[frameHeader:frame]
		sum = checksum(order, checksum(order, sum, head[:8]), page)
		if string(head[8:16]) != salt || !holds(sum, head[16:24]) {
			return
		}
		begun[binary.BigEndian.Uint32(head)] = page
		if binary.BigEndian.Uint32(head[4:]) > 0 { // a commit
			maps.Copy(p.all, begun)
			clear(begun)
		}
	}
}

func checksum(order binary.ByteOrder, sum [2]uint32, b []byte) [2]uint32 {
	for ; len(b) >= 8; b = b[8:] {
		sum[0] += order.Uint32(b) + sum[1]
		sum[1] += order.Uint32(b[4:]) + sum[0]
	}
	return sum
}

func holds(sum [2]uint32, said []byte) bool {
	return binary.BigEndian.Uint32(said) == sum[0] && binary.BigEndian.Uint32(said[4:]) == sum[1]
}

// rows hands every row that can be read to each: rowid (0 in an index) and
// columns as int64, string, []byte or nil.
func (p pages) rows(each func(rowid int64, columns []any)) {
	for n, page := range p.all {
		head := page
		if n == 1 {
			head = page[100:] // the file's own header stands before
		}
		first, inner := 8, 0
		switch head[0] {
		case leafTable, leafIndex:
		case innerIndex:
			first, inner = 12, 4 // a cell begins with a page's number
		default:
			continue
		}
		cells := int(binary.BigEndian.Uint16(head[3:]))
		for i := range cells {
			pointer := first + 2*i
			if pointer+2 > len(head) {
				break
			}
			if at := int(binary.BigEndian.Uint16(head[pointer:])) + inner; at < p.size {
				p.cell(page[at:], head[0] == leafTable, each)
			}
		}
	}
}

// cell reads one row.
func (p pages) cell(cell []byte, table bool, each func(int64, []any)) {
	size, cell, ok := varint(cell)
	if !ok || size < 0 || size > 1<<20 { // nine bytes may make it negative
		return
	}
	rowid := int64(0)
	if table {
		if rowid, cell, ok = varint(cell); !ok {
			return
		}
	}
	payload, ok := p.payload(cell, int(size), table)
	if !ok {
		return
	}
	if columns, ok := record(payload); ok {
		each(rowid, columns)
	}
}

// payload joins a row's beginning in the cell with its overflow pages.
func (p pages) payload(cell []byte, size int, table bool) ([]byte, bool) {
	most := (p.size-12)*64/255 - 23
	if table {
		most = p.size - 35
	}
	if size <= most {
		return cell[:min(size, len(cell))], size <= len(cell)
	}
	least := (p.size-12)*32/255 - 23
	local := least + (size-least)%(p.size-4)
	if local > most {
		local = least
	}
	if local+4 > len(cell) {
		return nil, false
	}
	out := append([]byte(nil), cell[:local]...)
	next := binary.BigEndian.Uint32(cell[local:])
	for len(out) < size {
		page, there := p.all[next]
		if !there {
			return nil, false
		}
		out = append(out, page[4:min(p.size, 4+size-len(out))]...)
		next = binary.BigEndian.Uint32(page)
	}
	return out, true
}

// record takes a row apart (sqlite.org/fileformat2.html §2.1).
func record(b []byte) (columns []any, ok bool) {
	size, types, ok := varint(b)
	used := int64(len(b) - len(types))
	if !ok || size < used || size > int64(len(b)) {
		return nil, false
	}
	types, body := b[used:size], b[size:]
	for len(types) > 0 {
		var kind int64
		if kind, types, ok = varint(types); !ok {
			return nil, false
		}
		width := widthOf(kind)
		if width < 0 || width > len(body) {
			return nil, false
		}
		columns, body = append(columns, value(kind, body[:width])), body[width:]
	}
	return columns, true
}

func widthOf(kind int64) int {
	switch {
	case kind >= 12 && kind < 1<<31:
		return int(kind-12) / 2
	case kind < 0 || kind > 9:
		return -1
	}
	return [...]int{0, 1, 2, 3, 4, 6, 8, 8, 0, 0}[kind]
}

func value(kind int64, b []byte) any {
	switch {
	case kind == 0:
		return nil
	case kind == 8 || kind == 9:
		return kind - 8
	case kind == 7:
		return nil // no column of ours has fractions
	case kind >= 12 && kind%2 == 0:
		return append([]byte{}, b...)
	case kind >= 13:
		return string(b)
	}
	n := int64(int8(b[0]))
	for _, x := range b[1:] {
		n = n<<8 | int64(x)
	}
	return n
}

// varint reads SQLite's variable integer: seven bits a byte, all eight of a ninth.
func varint(b []byte) (n int64, rest []byte, ok bool) {
	for i := 0; i < 9 && i < len(b); i++ {
		if i == 8 {
			return n<<8 | int64(b[i]), b[9:], true
		}
		n = n<<7 | int64(b[i]&0x7f)
		if b[i] < 0x80 {
			return n, b[i+1:], true
		}
	}
	return 0, nil, false
}
