package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/email"
)

func parseImage(in *args) act {
	agent, id := in.agent(), in.contact()
	up := in.upload()
	return func(s *scene) (*result, error) {
		if _, err := s.thread(id); err != nil {
			return nil, err
		}
		return s.attachToMail(agent, id, up, true)
	}
}

// attachToMail stages a file in the box that is open.
func (s *scene) attachToMail(agent contact.AgentID, id contact.ID, up upload, inline bool) (*result, error) {
	_, b, err := s.mailBox(agent, id)
	if err != nil {
		return nil, err
	}
	name, content, err := up.open()
	if err != nil {
		return nil, err
	}
	defer content.Close()
	var at email.Attached
	err = s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
		draft := b.answer.Draft
		at, err = d.Attach(ctx, agent, id, draft.Mode, draft.Version, name, inline, content)
		return err
	})
	at.Answer.Notices = append(at.Answer.Notices, at.Notices...)
	return s.shown(agent, id, at.Answer, err)
}

// open returns the content of a file; that of one which is not there is x's behind the beginning that its type needs.
func (up upload) open() (string, io.ReadCloser, error) {
	if up.path != "" {
		f, err := os.Open(up.path)
		return filepath.Base(up.path), f, err
	}
	magic := map[string]string{".pdf": "%PDF-1.7\n", ".png": "\x89PNG\r\n\x1a\n"}[strings.ToLower(filepath.Ext(up.name))]
	data := append([]byte(magic), bytes.Repeat([]byte("x"), int(max(0, up.size-int64(len(magic)))))...)
	return up.name, io.NopCloser(bytes.NewReader(data)), nil
}

// detachFromMail takes a file off the draft that is open.
func (s *scene) detachFromMail(agent contact.AgentID, id contact.ID, file string) (*result, error) {
	_, b, err := s.mailBox(agent, id)
	if err != nil {
		return nil, err
	}
	var a email.Answer
	err = s.withDesk("", func(ctx context.Context, d *email.Desk) (err error) {
		a, err = d.Detach(ctx, agent, id, b.answer.Draft.Mode, b.answer.Draft.Version, file)
		return err
	})
	return s.shown(agent, id, a, err)
}
