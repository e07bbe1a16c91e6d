package email

import (
	"bytes"
	"context"
	"io"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/attachment/blob"
	"github.com/acdkit/acdkit/email/reply"
	"github.com/acdkit/acdkit/pci"
)

// Attached is what became of a file.
type Attached struct {
	File    attachment.File // its name may be redacted
	Answer  Answer          // with the draft's new version
	Outcome pci.Outcome
	Notices []pci.Notice // for the agent (P3)
}

// Attach stages a file in a compose box (E6), for the body to show if it is an inline image (E5): put a document.Image with
// the file's ID into the body and save it. The file is examined first, by its size, name and content, by the antivirus, and
// by the Guard; only then it is stored. Version is the draft's. The error is an *Error: ErrFiles with an *attachment.Error
// as its cause, ErrDropped with the notices, ErrConflict, ErrPlainOnly for a quick reply, or why the agent may not.
func (d *Desk) Attach(ctx context.Context, agent contact.AgentID, id contact.ID, mode reply.Mode, version uint64, name string, inline bool, content io.Reader) (Attached, error) {
	rules := d.book.Load().Files
	if inline {
		rules = ImageRules(rules)
	}
	draft, err := d.openDraft(ctx, agent, id, mode, version)
	if err != nil {
		return Attached{}, err
	}
	data, err := rules.Read(content, draft.Files)
	defer clear(data)
	if err != nil {
		return Attached{}, &Error{Code: ErrFiles, Contact: id, Agent: agent, Cause: err}
	}
	select { // after reading: a slow sender keeps nobody waiting
	case d.examine <- struct{}{}:
		defer func() { <-d.examine }()
	case <-ctx.Done():
		return Attached{}, ctx.Err()
	}
	out, err := d.examineFile(ctx, agent, id, rules, name, data)
	if err != nil {
		return out, err
	}
	key := blob.Key{Owner: string(id), ID: out.File.ID}
	if _, err := d.cfg.Blobs.Put(ctx, key, bytes.NewReader(data)); err != nil {
		return Attached{}, &Error{Code: ErrUnavailable, Contact: id, Agent: agent, Cause: err}
	}
	out.Answer, err = d.stage(ctx, agent, id, draft, out.File)
	if err != nil { // it stays if it is not known whether it was staged
		if codeOf(err) != ErrUnavailable {
			_ = d.cfg.Blobs.Delete(ctx, key)
		}
		return Attached{}, err
	}
	return out, nil
}

// openDraft returns the draft of a version, if files can be attached to it.
func (d *Desk) openDraft(ctx context.Context, agent contact.AgentID, id contact.ID, mode reply.Mode, version uint64) (draft Draft, err error) {
	err = d.with(ctx, id, func(r *room) error {
		err := r.thread.mayWrite(agent)
		draft = r.draft(agent, mode)
		switch {
		case err != nil:
		case mode == reply.Quick:
			err = &Error{Code: ErrPlainOnly, Agent: agent}
		case draft.Version != version:
			err = &Error{Code: ErrConflict, Agent: agent, Count: int(draft.Version)}
		default:
			return nil
		}
		return r.thread.refused(err)
	})
	return draft, err
}

// examineFile looks at a file in every way there is.
func (d *Desk) examineFile(ctx context.Context, agent contact.AgentID, id contact.ID, rules attachment.Rules, name string, data []byte) (Attached, error) {
	refused := func(err error) error { return &Error{Code: ErrFiles, Contact: id, Agent: agent, Cause: err} }
	file, err := rules.Inspect(name, data)
	if err != nil {
		return Attached{}, refused(err)
	}
	if d.cfg.Scanner != nil {
		if _, err := attachment.Scan(ctx, d.cfg.Scanner, bytes.NewReader(data)); err != nil {
			return Attached{}, refused(err)
		}
	}
	at := pci.Place{Lane: outbound, File: 1}
	found, err := d.cfg.Guard.File(ctx, at, file.Name, bytes.NewReader(data))
	if err != nil {
		return Attached{}, refused(err)
	}
	if len(found.Audit) > 0 {
		d.cfg.Audit(Audited{Contact: id, Agent: agent, Audit: found.Audit})
	}
	out := Attached{Outcome: found.Outcome, Notices: found.Notices}
	if len(found.Audit.Found()) > 0 && d.cfg.Guard.Action(outbound) == pci.Drop { // for its name alone, too
		out.Outcome = pci.Dropped
	}
	if out.Outcome == pci.Dropped {
		return out, &Error{Code: ErrDropped, Contact: id, Agent: agent}
	}
	file.ID, file.Name = d.cfg.NewFile(), attachment.CleanName(found.Name)
	out.File = file
	return out, nil
}

// stage puts a file that was examined into the draft, unless things have changed.
func (d *Desk) stage(ctx context.Context, agent contact.AgentID, id contact.ID, draft Draft, file attachment.File) (a Answer, err error) {
	draft.Files = append(draft.Files[:len(draft.Files):len(draft.Files)], file)
	if err := checkFiles(d.book.Load().Files, nil, draft.Files); err != nil {
		return a, &Error{Code: ErrFiles, Contact: id, Agent: agent, Cause: err}
	}
	err = d.with(ctx, id, func(r *room) (err error) {
		a, err = r.save(ctx, agent, draft)
		return err
	})
	return a, err
}

// Detach takes a staged file off a draft (E6), and an image out of its body, too.
func (d *Desk) Detach(ctx context.Context, agent contact.AgentID, id contact.ID, mode reply.Mode, version uint64, file string) (a Answer, err error) {
	err = d.with(ctx, id, func(r *room) (err error) {
		draft, _ := r.thread.Draft(mode)
		draft.Version = version
		var left []attachment.File
		for _, f := range draft.Files {
			if f.ID != file {
				left = append(left, f)
			}
		}
		if len(left) == len(draft.Files) {
			return r.thread.refused(&Error{Code: ErrUnknownFile, Agent: agent})
		}
		draft.Files = left
		a, err = r.save(ctx, agent, draft)
		return err
	})
	return a, err
}
