//go:build unix

package safehtml_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/acdkit/acdkit/email/safehtml"
)

// A lab is a server that gives pages with attacks to a browser and notes what the browser asks for beside them.
type lab struct {
	server  *httptest.Server
	pages   []string // by number
	mu      sync.Mutex
	ran     map[int]bool // numbers of the pages whose script ran
	loaded  map[int]bool // numbers of the pages that loaded something
	strange []string     // what nobody can tell the page of
	served  map[int]bool
	ended   chan struct{} // closed when the browser has shown all pages
	end     sync.Once
}

// newLab makes pages of the attacks as prepare leaves them.
func newLab(t *testing.T, prepare func(string) string) *lab {
	l := &lab{ran: map[int]bool{}, loaded: map[int]bool{}, served: map[int]bool{}, ended: make(chan struct{})}
	l.server = httptest.NewUnstartedServer(l)
	t.Cleanup(l.server.Close)
	address := "//" + l.server.Listener.Addr().String()
	for _, a := range attacks(func(i int) string { return fmt.Sprintf("%s/leak/%d/", address, i) }) {
		l.pages = append(l.pages, prepare(a))
	}
	return l
}

// hands does in a page what a reader's hands might do, and makes the browser parse everything again from what it wrote of it.
const hands = `<!DOCTYPE html><meta charset=utf-8><script>
function ran() { document.title = 'ran'; (new Image).src = '/ran/%[1]d' }
addEventListener('load', function () {
	var all = document.body ? document.body.querySelectorAll('*') : []
	all = Array.from(all).concat(document.body || [])
	all.forEach(function (e) {
		'click mouseover mouseenter pointerdown wheel focus paste toggle'.split(' ').forEach(function (n) {
			try { if (e.hasAttribute('on' + n)) e.dispatchEvent(new Event(n)) } catch (_) {}
		})
		var to = e.href && e.href.baseVal || e.href || ''
		try {
			if (e.localName == 'a' || e.localName == 'area') { if (!/^(https?|mailto|tel):/.test(to)) e.dispatchEvent(new MouseEvent('click', {cancelable: true, bubbles: true})) }
			else if (/^(button|input)$/.test(e.localName)) e.click()
		} catch (_) {}
	})
	if (document.body && %[2]t) for (var i = 0; i < 3; i++) {
		document.body.innerHTML = document.body.innerHTML
		var d = document.createElement('div')
		d.innerHTML = document.body.innerHTML
		document.body.appendChild(d)
	}
})
</script><body>`

const index = `<!DOCTYPE html><title>lab</title><body><script>
for (var i = 0; i < %d; i++) { var f = document.createElement('iframe'); f.src = '/page/' + i; document.body.appendChild(f) }
addEventListener('load', function () { setTimeout(function () { fetch('/end') }, 1000) })
</script>`

func (l *lab) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	parts := append(strings.Split(r.URL.Path, "/"), "", "")
	n, err := strconv.Atoi(parts[2])
	own := "http://"+r.Host == l.server.URL && err == nil
	w.Header().Set("Content-Type", "text/html")
	switch {
	case r.URL.Path == "/":
		fmt.Fprintf(w, index, len(l.pages))
	case r.URL.Path == "/favicon.ico":
	case r.URL.Path == "/end":
		l.end.Do(func() { close(l.ended) })
	case own && parts[1] == "page" && n < len(l.pages):
		l.served[n] = true
		fmt.Fprintf(w, hands, n, l.clean())
		fmt.Fprint(w, l.pages[n])
	case own && parts[1] == "ran":
		l.ran[n] = true
	case own && parts[1] == "leak":
		l.loaded[n] = true
		l.leak(w, r.URL.Path)
	default:
		l.strange = append(l.strange, r.Host+r.URL.Path)
	}
}

// join puts so many pages into one.
func (l *lab) join(n int) {
	var joined []string
	for group := range slices.Chunk(l.pages, n) {
		joined = append(joined, strings.Join(group, ""))
	}
	l.pages = joined
}

// clean reports whether the pages are those without attacks; the others would change under the hands.
func (l *lab) clean() bool { return unsafe(l.pages[0]) == "" }

// leak answers with what does harm.
func (l *lab) leak(w http.ResponseWriter, path string) {
	kinds := map[string][2]string{
		".js": {"text/javascript", "ran()"}, ".css": {"text/css", "*{color:red}"}, ".html": {"text/html", "<script>parent.ran()</script>"},
		".svg": {"image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" onload="parent.ran()"/>`},
	}
	kind, ok := kinds[path[strings.LastIndexByte(path, '/')+2:]]
	if !ok {
		kind = [2]string{"image/png", ""}
	}
	w.Header().Set("Content-Type", kind[0])
	fmt.Fprint(w, kind[1])
}

// browse lets a browser show all pages, in frames of one. All names lead to the lab.
func (l *lab) browse(t *testing.T) {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed")
	}
	l.server.Start() // not before the pages are there
	address := l.server.Listener.Addr().String()
	cmd := exec.Command(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-dev-shm-usage", "--no-proxy-server",
		"--host-resolver-rules=MAP *.google.com ~NOTFOUND, MAP *.googleapis.com ~NOTFOUND, MAP *.gvt1.com ~NOTFOUND, MAP * "+address,
		"--remote-debugging-port=0", "--user-data-dir="+t.TempDir(), l.server.URL+"/")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // it starts others, which must end with it
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	limit := time.NewTimer(5 * time.Minute)
	defer limit.Stop()
	select {
	case <-l.ended:
	case err := <-exited:
		t.Fatalf("the browser ended before it had shown the pages: %v", err)
	case <-limit.C:
		t.Errorf("the browser did not come to the end")
	}
	if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil {
		t.Error(err)
	}
	<-exited
	l.server.CloseClientConnections()
	l.server.Close() // waits for what is being answered
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.served) != len(l.pages) {
		t.Errorf("the browser has shown %d of %d pages", len(l.served), len(l.pages))
	}
}

// TestBrowserRunsNothing: cleaned attacks run no script in a real browser and load nothing.
func TestBrowserRunsNothing(t *testing.T) {
	var p safehtml.Policy
	l := newLab(t, func(source string) string { return "<div>" + p.Clean(source).HTML + "</div>" })
	l.join(20)
	l.browse(t)
	for n := range l.pages {
		if l.ran[n] {
			t.Errorf("one of these attacks ran a script: %q", l.pages[n])
		}
	}
	for n := range l.loaded {
		t.Errorf("attack %q loaded something", someAttacks()[n])
	}
	if len(l.strange) > 0 {
		t.Errorf("strange requests: %q", l.strange)
	}
}

// TestBrowserRunsAttacks: in the same browser the attacks do run, or load what they name, when they are not cleaned.
func TestBrowserRunsAttacks(t *testing.T) {
	l := newLab(t, func(source string) string { return source })
	l.browse(t)
	n := 0
	for _, c := range categories {
		live := 0
		var dead []string
		for _, a := range c.attacks {
			if l.ran[n] || l.loaded[n] {
				live++
			} else {
				dead = append(dead, a)
			}
			n++
		}
		t.Logf("%s: %d of %d live; not: %q", c.name, live, len(c.attacks), dead)
		if live < c.live {
			t.Errorf("%s: %d of %d attacks are live, want %d: the test cannot fail", c.name, live, len(c.attacks), c.live)
		}
	}
}
