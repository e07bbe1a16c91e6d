package pci

import (
	"strings"

	"github.com/acdkit/acdkit/pci/extract"
)

// A Notice is what the sender of a message is told (P3). Both sides see the redacted text only.
type Notice struct {
	Outcome Outcome       `json:"outcome"`
	Field   Field         `json:"field"`
	File    int           `json:"file,omitempty"`  // the number of the attachment
	Kinds   Kinds         `json:"kinds,omitempty"` // what was found
	Cause   extract.Cause `json:"cause,omitempty"` // why a file was not examined
}

// notices returns what the sender is told of an audit: a dropped message is told once.
func (a Audit) notices(dropped bool) []Notice {
	if dropped {
		return []Notice{{Outcome: Dropped, Kinds: a.Found().Kinds()}}
	}
	var out []Notice
	for _, r := range a {
		if r.Outcome != Passed {
			out = append(out, Notice{r.Outcome, r.Place.Field, r.Place.File, r.Found.Kinds(), r.Cause})
		}
	}
	return out
}

// Text returns the notice in Korean if the language tag (BCP 47) is Korean, else in English.
func (n Notice) Text(language string) string {
	if language == "ko" || strings.HasPrefix(language, "ko-") {
		return korean[n.message()]
	}
	return english[n.message()]
}

// A message is one of the texts of notices.
type message uint8

const (
	textRedacted message = iota
	messageDropped
	fileDropped
	fileNotExamined
	fileWarned
)

func (n Notice) message() message {
	switch {
	case n.Outcome == Redacted:
		return textRedacted
	case n.Outcome == Warned:
		return fileWarned
	case n.Field != Attachment:
		return messageDropped
	case n.Cause != 0 && n.Kinds == 0:
		return fileNotExamined
	}
	return fileDropped
}

var english = map[message]string{
	textRedacted:    "Card or personal data in your message was hidden.",
	messageDropped:  "Your message was not delivered, because it has card or personal data in it.",
	fileDropped:     "A file was removed, because it has card or personal data in it.",
	fileNotExamined: "A file was removed, because it could not be checked for card or personal data.",
	fileWarned:      "A file could not be checked for card or personal data.",
}

var korean = map[message]string{
	textRedacted:    "메시지에 포함된 카드 정보 또는 개인 정보를 가렸습니다.",
	messageDropped:  "카드 정보 또는 개인 정보가 포함되어 있어 메시지를 전달하지 않았습니다.",
	fileDropped:     "카드 정보 또는 개인 정보가 포함되어 있어 첨부 파일을 삭제했습니다.",
	fileNotExamined: "카드 정보 또는 개인 정보가 있는지 검사할 수 없어 첨부 파일을 삭제했습니다.",
	fileWarned:      "첨부 파일에 카드 정보 또는 개인 정보가 있는지 검사하지 못했습니다.",
}
