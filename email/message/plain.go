package message

import (
	"strings"

	"github.com/acdkit/acdkit/internal/mime"
)

// plain returns a text of that type as people read it.
func plain(p *mime.Part, kind, text string) string {
	text = clear(text)
	switch {
	case kind == "text/enriched":
		return enriched(text)
	case kind == "text/richtext":
		return richtext(text)
	case strings.EqualFold(p.Param("format"), "flowed"):
		return flowed(text, strings.EqualFold(p.Param("delsp"), "yes"))
	}
	return text
}

// clear makes valid UTF-8 with "\n" at the end of lines. Other controls than tabs become U+FFFD; a page break is a line's end.
func clear(text string) string {
	text = strings.NewReplacer("\r\r\n", "\n", "\r\n", "\n", "\r", "\n", "\f", "\n").Replace(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F {
			return '\uFFFD'
		}
		return r
	}, text)
}

// flowed joins the lines of paragraphs (RFC 3676 4). Quoted lines begin with as many ">" as they are deep, and a space.
func flowed(text string, delsp bool) string {
	var b strings.Builder
	open := -1 // how deep the line is quoted that goes on
	for line := range strings.Lines(text) {
		line, ended := strings.CutSuffix(line, "\n")
		depth := len(line) - len(strings.TrimLeft(line, ">"))
		line = strings.TrimPrefix(line[depth:], " ")
		signature := line == "-- "
		if open >= 0 && (open != depth || signature) {
			b.WriteByte('\n')
			open = -1
		}
		if open < 0 && depth > 0 {
			b.WriteString(strings.Repeat(">", depth) + " ")
		}
		open = -1
		if strings.HasSuffix(line, " ") && !signature && ended {
			open = depth
			if delsp {
				line = line[:len(line)-1]
			}
		}
		b.WriteString(line)
		if open < 0 && ended {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// enriched takes the commands out of text/enriched (RFC 1896).
func enriched(text string) string {
	var b strings.Builder
	nofill, param := 0, 0
	for text != "" {
		switch {
		case strings.HasPrefix(text, "<<"):
			if param == 0 {
				b.WriteByte('<')
			}
			text = text[2:]
			continue
		case text[0] == '<':
			if name, rest, ok := strings.Cut(text[1:], ">"); ok && len(name) <= 60 {
				change(strings.ToLower(name), "nofill", &nofill)
				change(strings.ToLower(name), "param", &param)
				text = rest
				continue
			}
		case text[0] == '\n' && nofill == 0:
			n := len(text) - len(strings.TrimLeft(text, "\n"))
			if text = text[n:]; n == 1 {
				b.WriteByte(' ')
			}
			b.WriteString(strings.Repeat("\n", n-1))
			continue
		}
		if param == 0 {
			b.WriteByte(text[0])
		}
		text = text[1:]
	}
	return b.String()
}

// change counts how deep the text is within a command.
func change(name, command string, depth *int) {
	switch {
	case name == command:
		*depth++
	case name == "/"+command && *depth > 0:
		*depth--
	}
}

// richtext takes the commands out of text/richtext (RFC 1341 7.1.3).
func richtext(text string) string {
	var b strings.Builder
	comment := 0
	for text != "" {
		if text[0] == '<' {
			if name, rest, ok := strings.Cut(text[1:], ">"); ok && len(name) <= 60 {
				name = strings.ToLower(name)
				change(name, "comment", &comment)
				if sign := richSigns[name]; comment == 0 {
					b.WriteString(sign)
				}
				text = rest
				continue
			}
		}
		if c := text[0]; comment == 0 {
			if c == '\n' {
				c = ' '
			}
			b.WriteByte(c)
		}
		text = text[1:]
	}
	return b.String()
}

var richSigns = map[string]string{"lt": "<", "nl": "\n", "/paragraph": "\n\n", "np": "\n"}
