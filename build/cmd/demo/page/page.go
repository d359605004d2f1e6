// Package page is the dock: one page on loopback with the kiosk's live screen,
// the cards, the paper, the switches and what is known where. It promises that
// only who has the printed address gets in, and that a slow viewer sees fewer
// pictures instead of slowing the kiosk. It knows the demonstration only by
// what it may ask of it.
package page

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"

	"station365/assets"
)

//go:embed static
var static embed.FS

// Stage is what a viewer may do.
type Stage interface {
	Touch(x, y int, kind string) error
	Lay(person string) error
	Lift() error
	Scan() error // holds the newest slip before the scanner
	Switch(name string, on bool) error
	Move(ctx context.Context, number, status string) error
}

// Page serves a board to its viewers.
type Page struct {
	board    *Board
	stage    Stage
	log      *slog.Logger
	listener net.Listener
	token    string
	tasks    chan task
}

// triedPorts is how many ports after the wished one are tried.
const triedPorts = 100

// Listen takes the first free port of this machine from the wished one on.
func Listen(port int) (net.Listener, error) {
	for p := port; p < port+triedPorts; p++ {
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p)))
		if err == nil || port == 0 {
			return l, err
		}
	}
	return nil, fmt.Errorf("no free port from %d to %d", port, port+triedPorts-1)
}

// New makes a page that will be served on listener.
func New(listener net.Listener, board *Board, stage Stage, log *slog.Logger) *Page {
	return &Page{board: board, stage: stage, log: log, listener: listener, token: newToken(), tasks: make(chan task, mostTasks)}
}

// URL is the one address that opens the page.
func (p *Page) URL() string { return fmt.Sprintf("http://%s/?token=%s", p.listener.Addr(), p.token) }

// lastWords is how long viewers may take to let go.
const lastWords = time.Second

// Serve serves until ctx ends, which is no error.
func (p *Page) Serve(ctx context.Context) error {
	server := &http.Server{
		Handler:           newGuard(p.listener.Addr().(*net.TCPAddr).Port, p.token, p.routes(ctx)),
		ReadHeaderTimeout: 5 * time.Second, // a browser on the same machine needs milliseconds
		ErrorLog:          slog.NewLogLogger(p.log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(p.listener) }()
	worked := make(chan struct{})
	go func() { defer close(worked); p.work(ctx) }()
	select {
	case <-ctx.Done():
	case err := <-ended:
		return fmt.Errorf("serve the page: %w", err)
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		_ = server.Close() // the viewer did not let go in time
	}
	<-worked
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the page: %w", err)
	}
	return nil
}

func (p *Page) routes(ctx context.Context) http.Handler {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic("page: the embedded files have no folder static: " + err.Error())
	}
	m := http.NewServeMux()
	m.Handle("GET /", http.FileServerFS(files))
	m.HandleFunc("GET /slips/{n}", p.slip)
	m.HandleFunc("GET /sounds/{n}", p.wav)
	m.HandleFunc("GET /fonts/{face}", font)
	m.HandleFunc("GET /line", func(w http.ResponseWriter, r *http.Request) { p.view(ctx, w, r) })
	return m
}

func (p *Page) slip(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.PathValue("n"))
	png, ok := p.board.slip(n)
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(png) // the viewer may have gone
}

// font hands out the kiosk's own faces: a machine without Han fonts shows the
// page as well.
func font(w http.ResponseWriter, r *http.Request) {
	regular, bold := assets.Fonts()
	face, ok := map[string][]byte{"regular": regular, "bold": bold}[r.PathValue("face")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "font/otf")
	w.Header().Set("Cache-Control", "private, max-age=86400") // megabytes that do not change
	_, _ = w.Write(face)                                      // the viewer may have gone
}
