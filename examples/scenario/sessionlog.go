package main

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/routing"
)

var errElsewhere = errors.New("the desk has asked the center for what no thread wants")

// mailLog is the archive of a scene, from which the session learns what happens.
type mailLog struct {
	*archive
	x *session
}

// Append implements journal.Journal.
func (l mailLog) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	v, err := l.archive.Append(ctx, stream, after, rec)
	id, is := strings.CutPrefix(stream, threadStream(""))
	if err != nil || !is {
		return v, err
	}
	before := uint64(0)
	if t := l.x.scene.office.threads[contact.ID(id)]; t != nil {
		before = t.Len()
	}
	entries, err := email.DecodeEntries(rec.Data, before)
	if err != nil {
		return v, err
	}
	l.x.tape = append(l.x.tape, l.x.scene.keep(contact.ID(id), entries)...)
	l.x.signal()
	return v, nil
}

// Delete implements journal.Deleter: an erased thread is gone.
func (l mailLog) Delete(ctx context.Context, stream string) error {
	l.x.mu.Lock()
	defer l.x.mu.Unlock()
	err := l.archive.Delete(ctx, stream)
	if id, is := strings.CutPrefix(stream, threadStream("")); is && err == nil {
		delete(l.x.scene.office.threads, contact.ID(id))
	}
	return err
}

// centerLog is the log of the session's center. The center measures time by the clock of the process; what it does here is
// done at the time of the scene.
type centerLog struct {
	*journal.Memory
	x *session
}

const centerStream = "center/main"

// log returns the log of a center that has all that has happened, up to now: a center that opens gives running offers the
// time back that has passed since its last event.
func (x *session) log(ctx context.Context) (centerLog, error) {
	l := centerLog{&journal.Memory{}, x}
	var mark bytes.Buffer
	err := routing.AppendEvents(&mark, x.mark())
	for i, data := range append(slices.Clip(x.scene.routed), mark.Bytes()) {
		if err == nil {
			_, err = l.Memory.Append(ctx, centerStream, journal.Version(i), journal.NewRecord(strconv.Itoa(i), data))
		}
	}
	return l, err
}

// Append implements journal.Journal.
func (l centerLog) Append(ctx context.Context, stream string, after journal.Version, rec journal.Record) (journal.Version, error) {
	events, err := routing.DecodeEvents(rec.Data)
	if err != nil {
		return 0, err
	}
	x := l.x
	x.mu.Lock()
	defer x.mu.Unlock()
	defer x.signal()
	done, err := x.again(events)
	if err != nil {
		x.err = err
		return 0, err
	}
	said := done
	if len(said) == 0 {
		said = x.mark()
	}
	var data bytes.Buffer
	if err := routing.AppendEvents(&data, said); err != nil {
		return 0, err
	}
	v, err := l.Memory.Append(ctx, stream, after, journal.NewRecord(rec.ID, data.Bytes()))
	if err != nil {
		return v, err
	}
	if len(done) > 0 {
		x.scene.routed = append(x.scene.routed, data.Bytes())
	}
	for _, ev := range done {
		x.tape = append(x.tape, happening{event: &ev})
	}
	return v, nil
}

// mark is an event that changes nothing.
func (x *session) mark() []routing.Event {
	return []routing.Event{{At: x.scene.now, Payload: routing.Acknowledged{}}}
}

// again does what threads have asked a center for once more, at the time of the scene, whose floor stands where the center's
// stood. What the center does by itself, because a session takes a while by its clock, is not done: that time has not come.
func (x *session) again(events []routing.Event) (done []routing.Event, err error) {
	for _, ev := range events {
		if ev.Command == "" {
			continue
		}
		asked := false
		for _, t := range x.scene.office.threads {
			e := t.Errand()
			if asked = e.Command.ID == ev.Command; !asked {
				continue
			}
			stepped, err := x.scene.floor.Step(x.scene.now, e.Command)
			if err != nil {
				return nil, err
			}
			done = append(done, stepped...)
			break
		}
		if !asked {
			return nil, errElsewhere
		}
	}
	return done, nil
}
