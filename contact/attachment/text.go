package attachment

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Text is what the user is shown, in Korean if the language tag (BCP 47) is Korean, else in English. It
// has the numbers and not the name of the file. MB are 1,048,576 bytes (D5).
func (e *Error) Text(language string) string {
	if primary, _, _ := strings.Cut(language, "-"); strings.EqualFold(primary, "ko") {
		return e.korean()
	}
	return e.english()
}

func (e *Error) english() string {
	text := english[e.Code]
	switch {
	case e.Code == TooLarge:
		text = fmt.Sprintf(text, amount(e.Limit, math.Floor, " ", " bytes"))
	case e.Code == TotalTooLarge:
		text = fmt.Sprintf(text, amount(e.Limit, math.Floor, " ", " bytes"))
		if e.Size > 0 {
			text += fmt.Sprintf(" It would be %s.", amount(e.Size, math.Ceil, " ", " bytes"))
		}
	case e.Code == TooMany && e.Limit == 1:
		text = "A message can have only one file."
	case e.Code == TooMany:
		text = fmt.Sprintf(text, e.Limit)
	}
	if e.File > 0 {
		return fmt.Sprintf("File %d: %s", e.File, text)
	}
	return text
}

func (e *Error) korean() string {
	text := korean[e.Code]
	switch e.Code {
	case TooLarge:
		text = fmt.Sprintf(text, amount(e.Limit, math.Floor, "", "바이트"))
	case TotalTooLarge:
		text = fmt.Sprintf(text, amount(e.Limit, math.Floor, "", "바이트"))
		if e.Size > 0 {
			text += fmt.Sprintf(" 현재 총 크기는 %s입니다.", amount(e.Size, math.Ceil, "", "바이트"))
		}
	case TooMany:
		text = fmt.Sprintf(text, e.Limit)
	}
	if e.File > 0 {
		return fmt.Sprintf("%d번 파일: %s", e.File, text)
	}
	return text
}

// amount writes a number of bytes with at most one decimal. Limits are rounded down, so that no text
// promises more than there is, and sizes up.
func amount(n int64, round func(float64) float64, space, unit string) string {
	tenths := func(of float64) string {
		return strconv.FormatFloat(round(float64(n)/of*10)/10, 'f', -1, 64)
	}
	switch {
	case n >= 1<<20:
		return tenths(1<<20) + space + "MB"
	case n >= 1<<10:
		return tenths(1<<10) + space + "KB"
	}
	return strconv.FormatInt(n, 10) + unit
}

var english = map[Code]string{
	Disabled:        "Files cannot be attached here.",
	TypeNotAllowed:  "Files of this type cannot be attached.",
	DoubleExtension: "The name of the file has the extension of a program in it. Rename the file and try again.",
	TooLarge:        "The file is too large. A file can have at most %s.",
	TotalTooLarge:   "The total size of the files of a message must be less than %s.",
	TooMany:         "A message can have at most %d files.",
	Empty:           "The file is empty.",
	Mismatch:        "The content of the file does not match its extension.",
	Macros:          "Files with macros cannot be attached.",
	Encrypted:       "The file is protected by a password and cannot be checked. Remove the password and try again.",
	Active:          "Files with scripts or other active content cannot be attached.",
	Bomb:            "The file would unpack to far too much data.",
	Executable:      "Programs and scripts cannot be attached, nor archives that contain them.",
	Infected:        "Malicious software was found in the file.",
	Unscanned:       "The file could not be checked for malicious software. Try again later.",
	InvalidRules:    "The rules for attachments are not valid.",
}

var korean = map[Code]string{
	Disabled:        "여기에서는 파일을 첨부할 수 없습니다.",
	TypeNotAllowed:  "첨부할 수 없는 파일 형식입니다.",
	DoubleExtension: "파일 이름에 실행 파일의 확장자가 들어 있습니다. 이름을 바꾼 후 다시 첨부해 주십시오.",
	TooLarge:        "파일이 너무 큽니다. 파일 하나의 크기는 %s 이하여야 합니다.",
	TotalTooLarge:   "한 메시지의 총 파일 크기는 %s 미만이어야 합니다.",
	TooMany:         "한 메시지에는 파일을 %d개까지 첨부할 수 있습니다.",
	Empty:           "빈 파일입니다.",
	Mismatch:        "파일의 내용이 확장자와 일치하지 않습니다.",
	Macros:          "매크로가 포함된 파일은 첨부할 수 없습니다.",
	Encrypted:       "암호로 보호된 파일은 검사할 수 없습니다. 암호를 해제한 후 다시 첨부해 주십시오.",
	Active:          "스크립트와 같이 실행되는 내용이 포함된 파일은 첨부할 수 없습니다.",
	Bomb:            "압축을 풀면 지나치게 커지는 파일입니다.",
	Executable:      "프로그램이나 스크립트, 또는 이를 포함한 압축 파일은 첨부할 수 없습니다.",
	Infected:        "파일에서 악성 코드가 발견되었습니다.",
	Unscanned:       "파일의 악성 코드 검사를 하지 못했습니다. 나중에 다시 시도해 주십시오.",
	InvalidRules:    "첨부 파일 규칙이 올바르지 않습니다.",
}
