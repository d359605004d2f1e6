package centre

import (
	"context"
	"sync"

	mqtt "github.com/mochi-mqtt/server/v2"

	"station365/sync/wire"
)

// present is a kiosk that is connected now.
type present struct {
	row       kioskRow
	client    *mqtt.Client
	documents []string // topics

	mu     sync.Mutex
	told   bool   // it said hello on this connection
	pushed uint64 // highest down sequence handed to this connection
	hellos int    // how often it said hello on this connection
}

// calls is the topic of its calls for help.
func (p *present) calls() string { return wire.CallTopic(p.row.community, p.row.id) }

// position is where pushing goes on, and after which hello that is so.
func (p *present) position() (told bool, after uint64, hellos int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.told, p.pushed, p.hellos
}

// advance notes what was handed over, unless another hello has said meanwhile
// where to begin again.
func (p *present) advance(to uint64, hellos int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hellos == hellos {
		p.pushed = to
	}
}

func (c *Centre) arrived(cl *mqtt.Client, row kioskRow) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kiosks[row.id] = &present{row: row, client: cl, documents: row.documentTopics()}
}

// left forgets the kiosk unless a newer connection took its place.
func (c *Centre) left(cl *mqtt.Client) {
	c.mu.Lock()
	if p := c.kiosks[cl.ID]; p != nil && p.client == cl {
		delete(c.kiosks, cl.ID)
	}
	c.mu.Unlock()
	c.watch.tell()
}

func (c *Centre) presentAs(cl *mqtt.Client) *present {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p := c.kiosks[cl.ID]; p != nil && p.client == cl {
		return p
	}
	return nil
}

func (c *Centre) everybody() []*present {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]*present, 0, len(c.kiosks))
	for _, p := range c.kiosks {
		all = append(all, p)
	}
	return all
}

func (c *Centre) presentOf(id string) *present {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kiosks[id]
}

// heard notes where a kiosk stands; the replay begins there.
func (c *Centre) heard(ctx context.Context, p *present, h wire.Hello) {
	p.mu.Lock()
	p.told, p.pushed = true, h.LastDown
	p.hellos++
	p.mu.Unlock()
	if err := c.noteStanding(ctx, h); err != nil {
		c.opts.Logger.Warn("note where the kiosk stands", "error", err)
	}
}

// Connected lists the kiosks that are connected now.
func (c *Centre) Connected() []string {
	var ids []string
	for _, p := range c.everybody() {
		ids = append(ids, p.row.id)
	}
	return ids
}
