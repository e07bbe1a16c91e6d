package host

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/routing"
)

const maxCommand = 64 << 10 // bytes of a command

// API answers the clients of a node:
//
//	POST /centers/{center}/commands        a command, as routing.MarshalCommand writes it
//	GET  /centers/{center}/agents/{agent}  the agent's work
//	GET  /centers/{center}                 whether the node leads the center, and how far it has read
//	POST /clock?shift=1m                   the node's clock on the wall is off by so much from now on
//
// and with Desks:
//
//	PUT  /centers/{center}/chats/{contact}?queue=q                   begins a conversation
//	POST /centers/{center}/chats/{contact}?from=kim&id=m1            what a member says
//	GET  /centers/{center}/chats/{contact}?as=customer&after=7       the entries behind one, as []proof.Line
type API struct {
	Centers Centers
	Desks   *Desks // none: no conversations
	Clock   *Clock
}

// reply is what a command's sender is told: the code of a refusal, or nothing.
type reply struct {
	Code routing.Code `json:"code,omitempty"`
}

// Status is what a node says of a center.
type Status struct {
	Leads   bool   `json:"leads"`
	Version uint64 `json:"version"`
}

// Handler returns the API.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /centers/{center}/commands", a.command)
	mux.HandleFunc("GET /centers/{center}/agents/{agent}", a.work)
	mux.HandleFunc("GET /centers/{center}", a.status)
	mux.HandleFunc("POST /clock", a.clock)
	if a.Desks != nil {
		mux.HandleFunc("PUT /centers/{center}/chats/{contact}", a.begin)
		mux.HandleFunc("POST /centers/{center}/chats/{contact}", a.say)
		mux.HandleFunc("GET /centers/{center}/chats/{contact}", a.since)
	}
	return mux
}

func (a *API) command(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCommand))
	if err != nil {
		http.Error(w, "no command", http.StatusBadRequest)
		return
	}
	cmd, err := routing.UnmarshalCommand(data)
	if err == nil {
		err = Local{a.Centers}.Do(r.Context(), r.PathValue("center"), cmd)
	}
	refusal, refused := errors.AsType[*routing.Error](err)
	switch {
	case err == nil:
		answer(w, http.StatusOK, reply{})
	case refused:
		answer(w, http.StatusConflict, reply{refusal.Code})
	case errors.Is(err, load.ErrUnreachable): // the center could not be opened here: the command went nowhere
		answer(w, http.StatusServiceUnavailable, reply{})
	default:
		answer(w, http.StatusGatewayTimeout, reply{})
	}
}

func (a *API) work(w http.ResponseWriter, r *http.Request) {
	work, err := Local{a.Centers}.Work(r.Context(), r.PathValue("center"), contact.AgentID(r.PathValue("agent")))
	if err != nil {
		answer(w, http.StatusServiceUnavailable, reply{})
		return
	}
	answer(w, http.StatusOK, work)
}

func (a *API) status(w http.ResponseWriter, r *http.Request) {
	c, err := a.Centers.Center(r.Context(), r.PathValue("center"))
	if err != nil {
		answer(w, http.StatusServiceUnavailable, reply{})
		return
	}
	leads, _ := c.Role()
	answer(w, http.StatusOK, Status{Leads: leads, Version: uint64(c.Version())})
}

func (a *API) clock(w http.ResponseWriter, r *http.Request) {
	shift, err := time.ParseDuration(r.FormValue("shift"))
	if err != nil {
		http.Error(w, "no duration", http.StatusBadRequest)
		return
	}
	a.Clock.Shift(shift)
	answer(w, http.StatusOK, reply{})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}
