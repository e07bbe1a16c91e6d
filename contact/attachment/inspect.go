package attachment

import "github.com/acdkit/acdkit/contact/attachment/internal/content"

// Inspect looks at a file's name and content, and returns what it is. The error is an *[Error]: what
// Name and Read return, or [Empty], [Executable], [Bomb], [Encrypted], [Mismatch], [Macros] or [Active].
// It takes bounded time and memory whatever the data, and keeps none of it.
//
// An extension counts only as far as the content bears it out (D6), and the File's Type comes from the
// content. A file of 0 bytes is refused, because it is an upload that went wrong more often than a file.
func (r Rules) Inspect(name string, data []byte) (File, error) {
	clean, err := r.Name(name)
	if err != nil {
		return File{}, err
	}
	if err := r.size(int64(len(data))); err != nil {
		return File{}, err
	}
	report := content.Look(data, clean)
	f := File{
		Name: clean, Size: int64(len(data)), Type: report.Type,
		Macros: report.Macros, Encrypted: report.Encrypted, Active: report.Active,
	}
	if code := r.judge(f, report); code != 0 {
		return File{}, &Error{Code: code}
	}
	return f, nil
}

// size checks what one file may have, alone.
func (r Rules) size(n int64) error {
	switch {
	case n <= 0:
		return &Error{Code: Empty}
	case r.MaxFile > 0 && n > r.MaxFile:
		return &Error{Code: TooLarge, Limit: r.MaxFile, Size: n}
	case n >= r.MaxTotal:
		return &Error{Code: TotalTooLarge, Limit: r.MaxTotal, Size: n}
	}
	return nil
}

// judge returns why a file is refused for its content, the gravest reason first, or 0. A file that is
// encrypted is not one of another type: its content may be hidden for that alone.
func (r Rules) judge(f File, report content.Report) Code {
	switch {
	case report.Executable:
		return Executable
	case report.Bomb:
		return Bomb
	case f.Encrypted && r.Encrypted != Allow:
		return Encrypted
	case content.Contradicts(extension(f.Name), report):
		return Mismatch
	}
	return r.flags(f)
}

// flags returns which flag of a file the rules refuse, or 0.
func (r Rules) flags(f File) Code {
	switch {
	case f.Encrypted && r.Encrypted != Allow:
		return Encrypted
	case f.Macros && r.Macros != Allow:
		return Macros
	case f.Active && r.ActiveHTML != Allow:
		return Active
	}
	return 0
}
