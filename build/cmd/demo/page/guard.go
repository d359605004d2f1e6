package page

import (
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net/http"
	"strconv"
)

// newToken has more than 128 bits: enough for a machine that many people use.
func newToken() string { return rand.Text() }

// guard lets in who came with the printed address once, from a page of ours.
type guard struct {
	token  string
	cookie string          // its name; cookies do not tell ports apart, so the port is in it
	hosts  map[string]bool // a name that somebody else's DNS points here is refused
	inside http.Handler
}

func newGuard(port int, token string, inside http.Handler) *guard {
	g := &guard{token: token, cookie: "station365-dock-" + strconv.Itoa(port), hosts: map[string]bool{}, inside: inside}
	for _, name := range []string{"127.0.0.1", "localhost"} {
		g.hosts[fmt.Sprintf("%s:%d", name, port)] = true
	}
	return g
}

// ServeHTTP refuses, or takes the token out of the address into a cookie, or
// lets in.
func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !g.hosts[r.Host] {
		refuse(w, "this page answers to 127.0.0.1 and localhost only")
		return
	}
	protect(w.Header(), r.Host)
	if origin := r.Header.Get("Origin"); origin != "" && origin != "http://"+r.Host {
		refuse(w, "another site's page may not come here")
		return
	}
	if given := r.URL.Query().Get("token"); given != "" {
		g.welcome(w, r, given)
		return
	}
	c, err := r.Cookie(g.cookie)
	if err != nil || !g.right(c.Value) {
		refuse(w, "open the address that build/demo printed, with its token")
		return
	}
	g.inside.ServeHTTP(w, r)
}

// welcome takes the token out of the address, where a screenshot would show it.
func (g *guard) welcome(w http.ResponseWriter, r *http.Request, given string) {
	if !g.right(given) {
		refuse(w, "this token is not the one that build/demo printed")
		return
	}
	http.SetCookie(w, &http.Cookie{Name: g.cookie, Value: given, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (g *guard) right(given string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(g.token)) == 1
}

func refuse(w http.ResponseWriter, why string) { http.Error(w, why, http.StatusForbidden) }

// protect is for a browser: nothing from elsewhere, nowhere else.
func protect(h http.Header, host string) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; media-src 'self'; "+
		"connect-src 'self' ws://"+host+"; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
}
