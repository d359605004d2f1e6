package page

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/coder/websocket"
)

// intent is what a viewer's page asks for.
type intent struct {
	Do     string `json:"do"` // "touch" | "lay" | "lift" | "scan" | "switch" | "move"
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Kind   string `json:"kind"`   // touch: "down" | "move" | "up"
	Person string `json:"person"` // lay
	Name   string `json:"name"`   // switch
	On     bool   `json:"on"`     // switch
	Number string `json:"number"` // move
	Status string `json:"status"` // move
}

// task is an intent that may take time, with who waits for its trouble.
type task struct {
	intent intent
	viewer *viewer
}

// mostTasks is how many of them may wait: a person cannot press faster.
const mostTasks = 16

// longestIntent is more than any intent needs.
const longestIntent = 4 << 10

// view serves one viewer until it goes or ctx ends.
func (p *Page) view(ctx context.Context, w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Origin") == "" {
		refuse(w, "only a page may open the line")
		return
	}
	c, err := websocket.Accept(w, r, nil) // the guard has checked host and origin
	if err != nil {
		return // Accept has answered
	}
	defer func() { _ = c.CloseNow() }() // it may have gone already
	c.SetReadLimit(longestIntent)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	v := p.board.enter()
	defer p.board.leave(v)
	listened := make(chan struct{})
	go func() {
		defer close(listened)
		defer cancel()
		p.listen(ctx, c, v)
	}()
	p.send(ctx, c, v)
	_ = c.Close(websocket.StatusGoingAway, "the demonstration has ended")
	cancel()
	<-listened
}

// send hands over news until the viewer has gone.
func (p *Page) send(ctx context.Context, c *websocket.Conn, v *viewer) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-v.roused:
		}
		if err := p.sendNews(ctx, c, p.board.news(v)); err != nil {
			return
		}
	}
}

func (p *Page) sendNews(ctx context.Context, c *websocket.Conn, n news) error {
	for kind, patch := range map[byte]*patch{glassPatch: n.glass, paperPatch: n.paper} {
		if patch == nil {
			continue
		}
		message, err := patch.encode(kind)
		if err != nil {
			return err
		}
		if err := c.Write(ctx, websocket.MessageBinary, message); err != nil {
			return err
		}
	}
	if n.state != nil {
		if err := c.Write(ctx, websocket.MessageText, n.state); err != nil {
			return err
		}
	}
	if n.sound != nil {
		if err := sendText(ctx, c, map[string]int{"sound": *n.sound}); err != nil {
			return err
		}
	}
	for _, text := range n.trouble {
		if err := sendText(ctx, c, map[string]string{"trouble": text}); err != nil {
			return err
		}
	}
	return nil
}

func sendText(ctx context.Context, c *websocket.Conn, message any) error {
	text, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return c.Write(ctx, websocket.MessageText, text)
}

// listen takes a viewer's intents. Touches go through at once; the rest waits
// its turn, so that a slow stop of a program never holds a finger.
func (p *Page) listen(ctx context.Context, c *websocket.Conn, v *viewer) {
	for {
		_, text, err := c.Read(ctx)
		if err != nil {
			return
		}
		var i intent
		if err := json.Unmarshal(text, &i); err != nil {
			return // not our page
		}
		if i.Do == "touch" {
			if err := p.stage.Touch(i.X, i.Y, i.Kind); err != nil {
				p.board.tell(v, err.Error())
			}
			continue
		}
		select {
		case p.tasks <- task{i, v}:
		default:
			p.board.tell(v, "too much at once: wait for what was asked before")
		}
	}
}

// work does one task after the other until ctx ends.
func (p *Page) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case t := <-p.tasks:
			if err := p.do(ctx, t.intent); err != nil {
				p.log.Warn("the page asked for what could not be done", "do", t.intent.Do, "error", err)
				p.board.tell(t.viewer, err.Error())
			}
		}
	}
}

func (p *Page) do(ctx context.Context, i intent) error {
	switch i.Do {
	case "lay":
		return p.stage.Lay(i.Person)
	case "lift":
		return p.stage.Lift()
	case "scan":
		return p.stage.Scan()
	case "switch":
		return p.stage.Switch(i.Name, i.On)
	case "move":
		return p.stage.Move(ctx, i.Number, i.Status)
	}
	return nil // a page of another version
}
