package page

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const token = "invented-token"

// try sends one request to a guard on port 3650.
func try(change func(*http.Request)) *httptest.ResponseRecorder {
	inside := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("inside")) })
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:3650/", nil)
	change(r)
	w := httptest.NewRecorder()
	newGuard(3650, token, inside).ServeHTTP(w, r)
	return w
}

func cookie(value string) func(*http.Request) {
	return func(r *http.Request) { r.AddCookie(&http.Cookie{Name: "station365-dock-3650", Value: value}) }
}

func TestThePrintedAddressLetsInAndTakesTheTokenOutOfTheAddress(t *testing.T) {
	w := try(func(r *http.Request) { r.URL.RawQuery = "token=" + token })

	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
		t.Fatalf("%d to %q", w.Code, w.Header().Get("Location"))
	}
	set := w.Header().Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", token} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie has no %s: %s", want, set)
		}
	}
	if w := try(cookie(token)); w.Body.String() != "inside" {
		t.Errorf("with the cookie: %d %s", w.Code, w.Body)
	}
}

func TestWhoCameAnotherWayStaysOutside(t *testing.T) {
	for name, change := range map[string]func(*http.Request){
		"no token":     func(*http.Request) {},
		"wrong token":  func(r *http.Request) { r.URL.RawQuery = "token=guess" },
		"wrong cookie": cookie("guess"),
		"empty cookie": cookie(""),
		"another host": func(r *http.Request) { cookie(token)(r); r.Host = "evil.example:3650" },
		"another port": func(r *http.Request) { cookie(token)(r); r.Host = "127.0.0.1:80" },
		"no host":      func(r *http.Request) { cookie(token)(r); r.Host = "" },
		"another page": func(r *http.Request) { cookie(token)(r); r.Header.Set("Origin", "http://evil.example") },
		"a file":       func(r *http.Request) { cookie(token)(r); r.Header.Set("Origin", "null") },
		"another scheme": func(r *http.Request) {
			cookie(token)(r)
			r.Header.Set("Origin", "https://127.0.0.1:3650")
		},
		"token from another page": func(r *http.Request) {
			r.URL.RawQuery = "token=" + token
			r.Header.Set("Origin", "http://127.0.0.1:8080")
		},
	} {
		if w := try(change); w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "inside") {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
	}
}

func TestThePageMayLoadFromNowhereElse(t *testing.T) {
	w := try(cookie(token))

	policy := w.Header().Get("Content-Security-Policy")
	if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("policy %q", policy)
	}
}
