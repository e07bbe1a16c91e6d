package httprpc

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/acdkit/acdkit/routing/cluster"
)

// handled is the header that says what a reply is: who gets one without it talks to something else than a node.
const handled = "Acdkit-Handled"

const (
	handledYes  = "yes"
	handledNo   = "no"        // and never will be
	handledMuch = "too-large" // yes, but the reply is longer than allowed
)

// mediaType is of requests and replies.
const mediaType = "application/octet-stream"

// ServeHTTP implements [http.Handler]: it has a request of another node answered.
func (t *Transport) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case !t.cfg.Admit(r):
		refuse(w, http.StatusForbidden)
		return
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		refuse(w, http.StatusMethodNotAllowed)
		return
	}
	request, err := io.ReadAll(http.MaxBytesReader(w, r.Body, cluster.MaxMessage))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		refuse(w, http.StatusRequestEntityTooLarge)
		return
	} else if err != nil {
		refuse(w, http.StatusBadRequest)
		return
	}
	handle, serving := t.begin()
	if handle == nil {
		refuse(w, http.StatusServiceUnavailable)
		return
	}
	defer t.calls.Done()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(serving, cancel)()
	answer(w, handle(ctx, request))
}

// begin notes that a request is being handled, and returns the handler, or nil if the node does not serve.
func (t *Transport) begin() (cluster.Handler, context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.handle == nil || t.serving.Err() != nil {
		return nil, nil
	}
	t.calls.Add(1)
	return t.handle, t.serving
}

func refuse(w http.ResponseWriter, status int) {
	w.Header().Set(handled, handledNo)
	http.Error(w, http.StatusText(status), status)
}

func answer(w http.ResponseWriter, reply []byte) {
	if len(reply) > cluster.MaxMessage {
		w.Header().Set(handled, handledMuch)
		http.Error(w, "reply too large", http.StatusInternalServerError)
		return
	}
	w.Header().Set(handled, handledYes)
	w.Header().Set("Content-Type", mediaType)
	w.Write(reply) // if it does not arrive, the caller knows
	if flusher, ok := w.(http.Flusher); ok {
		flusher.Flush() // before Serve returns, and the host may close its server
	}
}
