package host

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/examples/cluster/load"
	"github.com/acdkit/acdkit/examples/cluster/proof"
)

// spoken is what a member is told of a conversation.
type spoken struct {
	Code  chat.Code    `json:"code,omitempty"`
	Lines []proof.Line `json:"lines,omitempty"`
}

func (a *API) begin(w http.ResponseWriter, r *http.Request) {
	queue := contact.QueueID(r.URL.Query().Get("queue"))
	err := a.there(r, func(center string, id contact.ID) error { return a.Desks.Begin(r.Context(), center, id, queue) })
	a.speak(w, nil, err)
}

func (a *API) say(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCommand))
	if err != nil {
		http.Error(w, "no text", http.StatusBadRequest)
		return
	}
	form := r.URL.Query()
	err = a.there(r, func(center string, id contact.ID) error {
		m := chat.Message{Contact: id, From: chat.Member(form.Get("from")), ID: form.Get("id"), Text: string(text)}
		return a.Desks.Say(r.Context(), center, m)
	})
	a.speak(w, nil, err)
}

func (a *API) since(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query()
	after, err := strconv.ParseUint(form.Get("after"), 10, 64)
	if err != nil {
		http.Error(w, "no number", http.StatusBadRequest)
		return
	}
	var lines []proof.Line
	err = a.there(r, func(center string, id contact.ID) (err error) {
		lines, err = a.Desks.Since(r.Context(), center, id, chat.Member(form.Get("as")), after)
		return err
	})
	a.speak(w, lines, err)
}

// there has the node open the center, if it is not, so that there is a desk.
func (a *API) there(r *http.Request, do func(center string, id contact.ID) error) error {
	center := r.PathValue("center")
	if _, err := a.Centers.Center(r.Context(), center); err != nil {
		return load.ErrUnreachable
	}
	return do(center, contact.ID(r.PathValue("contact")))
}

func (a *API) speak(w http.ResponseWriter, lines []proof.Line, err error) {
	refusal, refused := errors.AsType[*chat.Error](err)
	switch {
	case err == nil:
		answer(w, http.StatusOK, spoken{Lines: lines})
	case refused:
		answer(w, http.StatusConflict, spoken{Code: refusal.Code})
	case errors.Is(err, load.ErrUnreachable):
		answer(w, http.StatusServiceUnavailable, spoken{})
	default:
		answer(w, http.StatusGatewayTimeout, spoken{})
	}
}

var _ load.ChatDoor = (*Door)(nil)

// Begin implements [load.ChatDoor].
func (d *Door) Begin(ctx context.Context, center string, id contact.ID, queue contact.QueueID) error {
	_, err := d.talk(ctx, http.MethodPut, center, id, url.Values{"queue": {string(queue)}}, "")
	return err
}

// Say implements [load.ChatDoor].
func (d *Door) Say(ctx context.Context, center string, m chat.Message) error {
	_, err := d.talk(ctx, http.MethodPost, center, m.Contact, url.Values{"from": {string(m.From)}, "id": {m.ID}}, m.Text)
	return err
}

// Since implements [load.ChatDoor].
func (d *Door) Since(ctx context.Context, center string, id contact.ID, who chat.Member, after uint64) ([]proof.Line, error) {
	form := url.Values{"as": {string(who)}, "after": {strconv.FormatUint(after, 10)}}
	return d.talk(ctx, http.MethodGet, center, id, form, "")
}

func (d *Door) talk(ctx context.Context, method, center string, id contact.ID, form url.Values, text string) ([]proof.Line, error) {
	var said spoken
	status, err := d.call(ctx, method, d.url("centers", center, "chats", string(id))+"?"+form.Encode(), []byte(text), &said)
	switch {
	case err != nil:
		return nil, err
	case status == http.StatusOK:
		return said.Lines, nil
	case status == http.StatusConflict:
		return nil, &chat.Error{Code: said.Code}
	case status == http.StatusServiceUnavailable:
		return nil, load.ErrUnreachable
	}
	return nil, errOpen
}
