package jetstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
)

// Codes of the JetStream API's errors.
const (
	codeUnavailable = 10008 // no leader of the metadata
	codeLeaderless  = 10009
	codeNoMessage   = 10037
	codeNoPeers     = 10005 // too few servers for a new stream; some may be offline for now
	codeNoStream    = 10059
	codeTooLarge    = 10054
	codeMoved       = 10071 // the last sequence is another
	codeInFlight    = 10164 // likewise, or another message of the subject is under way
	codeTooMany     = 10167
)

// store is one JetStream stream.
type store struct {
	*link
	name string
}

// reply is what the API's answers have in common.
type reply struct {
	Error *struct {
		Code        int    `json:"code"`
		ErrCode     int    `json:"err_code"`
		Description string `json:"description"`
	} `json:"error"`
}

func (r reply) err() error {
	if r.Error == nil {
		return nil
	}
	return &ServerError{Code: r.Error.Code, ErrCode: r.Error.ErrCode, Description: r.Error.Description}
}

// put is publish, repeated while no server takes the message, until the patience is over.
func (s *store) put(ctx context.Context, subject string, after uint64, keep time.Duration, data []byte) (uint64, error) {
	ctx, cancel := s.bounded(ctx)
	defer cancel()
	for round := 0; ; round++ {
		seq, err := s.publish(ctx, subject, after, keep, data)
		if !errors.Is(err, errRefused) || !passing(err) {
			return seq, err
		}
		if pause(ctx, round) != nil {
			return 0, fmt.Errorf("%w: %w", err, context.Cause(ctx))
		}
	}
}

// publish stores one message if the last one of its subject has the sequence after (0: there is none), and returns its own.
// The message goes away by itself when keep is over, unless that is 0. Beside nil, the error is errMoved or errRefused, which mean that it is not stored, or errOpen.
func (s *store) publish(ctx context.Context, subject string, after uint64, keep time.Duration, data []byte) (uint64, error) {
	header := nats.Header{"Nats-Expected-Last-Subject-Sequence": {strconv.FormatUint(after, 10)}}
	if keep > 0 {
		header["Nats-TTL"] = []string{fmt.Sprintf("%ds", int64(keep/time.Second)+1)}
	}
	resp, err := s.request(ctx, s.try, &nats.Msg{Subject: subject, Header: header, Data: data})
	if err != nil {
		return 0, err
	}
	var ack struct {
		reply
		Stream string `json:"stream"`
		Seq    uint64 `json:"seq"`
	}
	if err := json.Unmarshal(resp.Data, &ack); err != nil {
		return 0, fmt.Errorf("%w: %w", errOpen, err)
	}
	if err := ack.err(); err != nil {
		return 0, outcome(err)
	}
	if ack.Stream != s.name || ack.Seq == 0 {
		return 0, fmt.Errorf("%w: acknowledged by the stream %.40q", errOpen, ack.Stream)
	}
	return ack.Seq, nil
}

// outcome says what an error of the server means for the message. Of most errors it is not certain.
func outcome(err error) error {
	e, _ := errors.AsType[*ServerError](err)
	switch e.ErrCode {
	case codeMoved, codeInFlight:
		return fmt.Errorf("%w: %w", errMoved, err)
	case codeTooMany, codeTooLarge:
		return refused(err)
	}
	return fmt.Errorf("%w: %w", errOpen, err)
}

// api asks the stream's leader, or that of the metadata, and repeats that while it may help.
func (s *store) api(ctx context.Context, wait wait, subject string, request, response any) error {
	data, err := json.Marshal(request)
	if err != nil {
		return err
	}
	return s.repeat(ctx, wait, func(ctx context.Context, wait time.Duration) error {
		resp, err := s.request(ctx, wait, &nats.Msg{Subject: "$JS.API." + subject + s.name, Data: data})
		if err != nil {
			return err
		}
		var r reply
		if err := json.Unmarshal(resp.Data, &r); err != nil {
			return err
		}
		if err := r.err(); err != nil {
			return err
		}
		return json.Unmarshal(resp.Data, response)
	})
}

// repeat does what can be done twice until it succeeds, fails for good, or the patience is over.
func (s *store) repeat(ctx context.Context, wait wait, do func(ctx context.Context, wait time.Duration) error) error {
	ctx, cancel := s.bounded(ctx)
	defer cancel()
	for round := 0; ; round++ {
		err := do(ctx, wait(round))
		if err == nil || !passing(err) {
			return err
		}
		if pause(ctx, round) != nil {
			return fmt.Errorf("%w: %w", context.Cause(ctx), err)
		}
	}
}

// stored is a message as it lies in the stream.
type stored struct {
	Subject string    `json:"subject"`
	Seq     uint64    `json:"seq"`
	Data    []byte    `json:"data"`
	Time    time.Time `json:"time"`
}

// query names one message.
type query struct {
	Last string `json:"last_by_subj,omitempty"` // the last one of the subject
	Next string `json:"next_by_subj,omitempty"` // the first one of the subject whose sequence is not below Seq
	Seq  uint64 `json:"seq,omitempty"`
}

// get asks the stream's leader, who has everything that was acknowledged. ok is false if there is no such message.
func (s *store) get(ctx context.Context, q query) (m stored, ok bool, err error) {
	var resp struct {
		Message stored `json:"message"`
	}
	err = s.api(ctx, s.soon, "STREAM.MSG.GET.", q, &resp)
	if e, is := errors.AsType[*ServerError](err); is && e.ErrCode == codeNoMessage {
		return stored{}, false, nil
	}
	return resp.Message, err == nil, err
}

// purge removes the messages of the subject whose sequences are below before.
func (s *store) purge(ctx context.Context, subject string, before uint64) error {
	request := struct {
		Filter string `json:"filter"`
		Seq    uint64 `json:"seq"`
	}{subject, before}
	return s.api(ctx, s.patient, "STREAM.PURGE.", request, new(struct{}))
}
