package attachment

import "errors"

// Check looks at the whole set of a message when it is sent, by the rules of that moment: whether files
// may be attached at all, how many, how large together, and each one's name, size and flags, because
// rules may have changed since it was staged. No files are always in order. The error is an *[Error]; if one
// file is the reason, it has its place in the list.
func (r Rules) Check(files []File) error {
	if len(files) == 0 {
		return nil
	}
	if err := r.count(len(files)); err != nil {
		return err
	}
	for i, f := range files {
		if err := r.file(f); err != nil {
			if refusal, ok := errors.AsType[*Error](err); ok {
				refusal.File = i + 1
			}
			return err
		}
	}
	if sum := total(files); sum >= r.MaxTotal {
		return &Error{Code: TotalTooLarge, Limit: r.MaxTotal, Size: sum}
	}
	return nil
}

// file checks one staged file.
func (r Rules) file(f File) error {
	if _, err := r.Name(f.Name); err != nil {
		return err
	}
	if err := r.size(f.Size); err != nil {
		return err
	}
	if code := r.flags(f); code != 0 {
		return &Error{Code: code}
	}
	return nil
}
