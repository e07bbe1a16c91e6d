package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strconv"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/pci"
)

// upload is a file that somebody picks: a real one by its path, or only a name and a size.
type upload struct {
	path string
	name string
	size int64
}

func parseAttach(in *args) act {
	who, id := in.member(), in.contact()
	up := in.upload()
	return func(s *scene) (*result, error) {
		if agent, is := who.Agent(); is && s.office.threads[id] != nil {
			return s.attachToMail(agent, id, up, false)
		}
		t, err := s.talk(id)
		if err != nil {
			return nil, err
		}
		notices, err := s.attach(t, who, up)
		if err != nil {
			return nil, err
		}
		return s.composing(t, who, notices...), nil
	}
}

// upload takes a file's path, or its name and size.
func (in *args) upload() upload {
	up := upload{path: in.next()}
	named, sized := in.option("name", text(&up.name)), in.option("size", size(&up.size))
	if named != sized || named == (up.path != "") {
		in.lack("either FILE, or name= and size= are needed")
	}
	return up
}

// attach stages a file, if it is in order by its size, name and content, and by the Guard, and returns what its
// sender is told.
func (s *scene) attach(t *talk, who chat.Member, up upload) ([]pci.Notice, error) {
	if err := t.conv.May(who, chat.CanAttach); err != nil {
		return nil, err
	}
	examine := s.imagined
	if up.path != "" {
		examine = s.examined
	}
	draft := t.draft(who)
	f, notices, err := examine(up, who, draft.Files)
	if err == nil {
		f.ID = "f" + strconv.Itoa(t.files+1)
		err = s.book.files.Check(append(slices.Clone(draft.Files), f))
	}
	switch _, refused := errors.AsType[*attachment.Error](err); {
	case refused:
		return nil, refusedFile(t, who, chat.ErrFiles, err)
	case errors.Is(err, chat.ErrDropped):
		return nil, refusedFile(t, who, chat.ErrDropped, nil)
	case err != nil:
		return nil, err
	}
	t.files++
	draft.Files = append(draft.Files, f)
	return notices, nil
}

func refusedFile(t *talk, who chat.Member, code chat.Code, cause error) error {
	return &chat.Error{
		Code: code, Contact: t.conv.ID(), Member: who, Action: chat.CanAttach, Phase: t.conv.Phase(), Cause: cause,
	}
}

// imagined is a file of which there are only name and size.
func (s *scene) imagined(up upload, who chat.Member, _ []attachment.File) (attachment.File, []pci.Notice, error) {
	name, err := s.book.files.Name(up.name)
	at := lane(who)
	at.Field = pci.FileName
	found := s.book.guard.Text(at, name)
	if found.Outcome == pci.Dropped {
		err = chat.ErrDropped
	}
	f := attachment.File{Name: attachment.CleanName(found.Text), Size: up.size, Type: "application/octet-stream"}
	return f, found.Notices, err
}

// examined is a file that is there, looked at in every way.
func (s *scene) examined(up upload, who chat.Member, staged []attachment.File) (attachment.File, []pci.Notice, error) {
	var none attachment.File
	source, err := os.Open(up.path)
	if err != nil {
		return none, nil, err
	}
	defer source.Close()
	data, err := s.book.files.Read(source, staged)
	if err != nil {
		return none, nil, err
	}
	f, err := s.book.files.Inspect(up.path, data)
	if err != nil {
		return none, nil, err
	}
	found, err := s.book.guard.File(context.Background(), lane(who), f.Name, bytes.NewReader(data))
	if err == nil && found.Outcome == pci.Dropped {
		err = chat.ErrDropped
	}
	f.Name = attachment.CleanName(found.Name)
	return f, found.Notices, err
}

// lane is where the Guard looks at a file of somebody's.
func lane(who chat.Member) pci.Place {
	at := outbound
	if who == chat.Customer {
		at = inbound
	}
	at.File = 1
	return at
}

func parseUnattach(in *args) act {
	who, id, file := in.member(), in.contact(), in.word("FILE")
	return func(s *scene) (*result, error) {
		if agent, is := who.Agent(); is && s.office.threads[id] != nil {
			return s.detachFromMail(agent, id, file)
		}
		t, err := s.box(who, id)
		if err != nil {
			return nil, err
		}
		if !t.draft(who).Remove(file) {
			return nil, &chat.Error{Code: chat.ErrUnknownFile, Contact: id, Member: who}
		}
		return s.composing(t, who), nil
	}
}
