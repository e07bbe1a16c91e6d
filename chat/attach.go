package chat

import (
	"bytes"
	"context"
	"io"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/pci"
)

// Attached is what became of a file.
type Attached struct {
	File    attachment.File `json:"file"` // its name may be redacted
	Outcome pci.Outcome     `json:"outcome"`
	Notices []pci.Notice    `json:"notices,omitempty"` // for who attached it (P3)
}

// Attach stages a file in a member's compose box. It is examined first: by its size, name and content (C3 to C5), by
// the antivirus, and by the Guard; only then it is stored. The error is an *Error: ErrFiles with an *attachment.Error
// as its cause, ErrDropped with the notices, or why the member may not attach.
func (d *Desk) Attach(ctx context.Context, who Member, id contact.ID, name string, content io.Reader) (Attached, error) {
	rules := d.book.Load().Files
	turn, err := d.turn(ctx, who, id)
	if err != nil {
		return Attached{}, err
	}
	defer func() { <-turn }()
	staged, err := d.staged(ctx, who, id)
	if err != nil {
		return Attached{}, err
	}
	data, err := rules.Read(content, staged)
	defer clear(data)
	if err != nil {
		return Attached{}, refusedFile(id, who, err)
	}
	select { // after reading: a slow sender keeps nobody waiting
	case d.uploads <- struct{}{}:
		defer func() { <-d.uploads }()
	case <-ctx.Done():
		return Attached{}, ctx.Err()
	}
	out, err := d.examine(ctx, who, id, name, data)
	if err != nil {
		return out, err
	}
	key := blob.Key{Owner: string(id), ID: out.File.ID}
	if _, err := d.cfg.Blobs.Put(ctx, key, bytes.NewReader(data)); err != nil {
		return Attached{}, &Error{Code: ErrUnavailable, Contact: id, Member: who, Action: CanAttach, Cause: err}
	}
	if err := d.stage(ctx, who, id, out.File); err != nil {
		d.discard(id, out.File.ID)
		return Attached{}, err
	}
	return out, nil
}

// turn waits until a member's other files have been read: one member has one in memory at a time.
func (d *Desk) turn(ctx context.Context, who Member, id contact.ID) (chan struct{}, error) {
	var turn chan struct{}
	err := d.with(ctx, id, func(r *room) error {
		if err := r.conv.May(who, CanAttach); err != nil {
			return err
		}
		if r.turns[who] == nil {
			r.turns[who] = make(chan struct{}, 1)
		}
		turn = r.turns[who]
		return nil
	})
	if err != nil {
		return nil, err
	}
	select {
	case turn <- struct{}{}:
		return turn, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func refusedFile(id contact.ID, who Member, cause error) error {
	return &Error{Code: ErrFiles, Contact: id, Member: who, Action: CanAttach, Cause: cause}
}

// staged returns the files that a member has staged, if the member may attach more.
func (d *Desk) staged(ctx context.Context, who Member, id contact.ID) (files []attachment.File, err error) {
	err = d.with(ctx, id, func(r *room) error {
		switch err := r.conv.May(who, CanAttach); {
		case err != nil:
			return err
		case d.cfg.Blobs == nil:
			return refusedFile(id, who, &attachment.Error{Code: attachment.Disabled})
		}
		files = r.draft(who).Files
		return nil
	})
	return files, err
}

// examine looks at a file in every way there is.
func (d *Desk) examine(ctx context.Context, who Member, id contact.ID, name string, data []byte) (Attached, error) {
	file, err := d.book.Load().Files.Inspect(name, data)
	if err != nil {
		return Attached{}, refusedFile(id, who, err)
	}
	if d.cfg.Scanner != nil {
		if _, err := attachment.Scan(ctx, d.cfg.Scanner, bytes.NewReader(data)); err != nil {
			return Attached{}, refusedFile(id, who, err)
		}
	}
	at := place(who)
	at.File = 1
	found, err := d.cfg.Guard.File(ctx, at, file.Name, bytes.NewReader(data))
	if err != nil {
		return Attached{}, &Error{Code: ErrFiles, Contact: id, Member: who, Action: CanAttach, Cause: err}
	}
	if len(found.Audit) > 0 {
		d.cfg.Audit(Audited{Contact: id, Member: who, Audit: found.Audit})
	}
	out := Attached{Outcome: found.Outcome, Notices: found.Notices}
	if len(found.Audit.Found()) > 0 && d.cfg.Guard.Action(at.Lane) == pci.Drop { // for its name alone, too
		out.Outcome = pci.Dropped
	}
	if out.Outcome == pci.Dropped {
		return out, &Error{Code: ErrDropped, Contact: id, Member: who, Action: CanAttach}
	}
	file.ID, file.Name = d.cfg.NewID(), attachment.CleanName(found.Name)
	out.File = file
	return out, nil
}

// stage puts a file that was examined into the compose box, unless things have changed.
func (d *Desk) stage(ctx context.Context, who Member, id contact.ID, file attachment.File) error {
	return d.with(ctx, id, func(r *room) error {
		if err := r.conv.May(who, CanAttach); err != nil {
			return err
		}
		files := append(r.draft(who).Files, file)
		if err := d.book.Load().Files.Check(files); err != nil {
			return refusedFile(id, who, err)
		}
		if len(files) > MaxFiles {
			return refusedFile(id, who, tooMany(len(files)))
		}
		r.edit(who).Files = files
		return nil
	})
}

// Unattach removes a staged file (C6). The error is ErrUnknownFile if none of that id is staged.
func (d *Desk) Unattach(ctx context.Context, who Member, id contact.ID, file string) error {
	return d.with(ctx, id, func(r *room) error {
		if draft := r.drafts[who]; draft == nil || !draft.Remove(file) {
			return &Error{Code: ErrUnknownFile, Contact: id, Member: who}
		}
		r.discard(file)
		return nil
	})
}

// discard deletes the content of a file that was staged, unless it was sent: a member need not know that yet.
func (r *room) discard(file string) {
	if r.conv.files[file] == 0 {
		r.desk.discard(r.ID, file)
	}
}

// discard deletes the content of a file that was never sent, if it can. What stays goes with the contact.
func (d *Desk) discard(id contact.ID, file string) {
	d.rooms.Go(func() {
		if err := d.cfg.Blobs.Delete(d.rooms.Context(), blob.Key{Owner: string(id), ID: file}); err != nil {
			d.cfg.Logger.Warn("chat: a staged file was not deleted", "contact", id, "err", err)
		}
	})
}

// Download opens a file of a message that a member may read, or one that the member has staged. Serve it with
// attachment.Headers: for download, never inline. The error is ErrUnknownFile or ErrNotMember.
func (d *Desk) Download(ctx context.Context, who Member, id contact.ID, file string) (attachment.File, io.ReadSeekCloser, error) {
	var f attachment.File
	err := d.with(ctx, id, func(r *room) (err error) {
		f, err = r.file(who, file)
		return err
	})
	if err != nil {
		return f, nil, err
	}
	if d.cfg.Blobs == nil {
		return f, nil, &Error{Code: ErrUnknownFile, Contact: id, Member: who}
	}
	content, err := d.cfg.Blobs.Open(ctx, blob.Key{Owner: string(id), ID: file})
	if err != nil {
		return f, nil, &Error{Code: ErrUnavailable, Contact: id, Member: who, Cause: err}
	}
	return f, content, nil
}

// file finds a file that a member may have.
func (r *room) file(who Member, id string) (attachment.File, error) {
	unknown := &Error{Code: ErrUnknownFile, Contact: r.ID, Member: who}
	list := r.draft(who).Files
	if seq := r.conv.files[id]; seq > 0 {
		seen, err := r.conv.at(who, seq)
		if err != nil {
			return attachment.File{}, err
		}
		list = seen.Files
	}
	for _, f := range list {
		if f.ID == id {
			return f, nil
		}
	}
	return attachment.File{}, unknown
}
