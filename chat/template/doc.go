// Package template holds predefined chat responses: texts that an administrator defines, and that an
// agent picks from a list or by search, puts together and edits before sending (requirements T1-T3).
//
// A [Catalog] is the administrator's list of [Template] values. [Template.Expand] fills in the
// variables of one, [Compose] makes one answer of several:
//
//	var c template.Catalog
//	c.Set(template.Template{ID: "hello", Name: "인사", Text: "안녕하세요, {{customer}}님.", Language: "ko"})
//	picked := c.Search("ㅇㅅ", queue, "ko-KR")                       // the picker's list
//	draft := template.Compose(template.Values{Customer: "김하나"}, picked...) // plain text, to be edited
//
// Nothing here reads a clock, starts a goroutine or keeps what it was given a pointer to.
//
// # Variables
//
// A text may have the variables that [Variables] lists: {{customer}}, {{agent}} and {{queue}}, with
// spaces inside the braces or without. Names are written as listed, in small letters. Braces that are
// no variable are refused when the template is set, with their place, so that no customer reads them.
// One brace is a brace, and \{{ stands for two opening braces; everywhere else a backslash is itself.
//
// A value is put in as it is and never read again: a customer who is called {{agent}} stays so. It
// stays on its line: control characters, line breaks and direction controls in it become spaces. It
// counts up to [MaxValue] characters. Where there is no value, or a blank one, a neutral word stands
// ([Variable.Missing]): the Korean one in a template whose language is Korean, or that has no
// language and a Hangul letter in its text; the English one in all others.
//
// # Languages
//
// A template has one language, as a BCP 47 tag, or none. For a customer's language there are, in this
// order: the templates with the same tag, those in the same language and script (en-GB for en-US, but
// zh-TW not for zh-CN), and those without a language. Templates in other languages are left out. A
// customer's language that is empty or cannot be read leaves nothing out and prefers nothing.
//
// # Duties of the caller
//
//  1. Check names and texts for card data and other personal data before they are set (P1). The text
//     that an agent sends goes through the same check again: values, too, may hold such data.
//  2. Give what Compose returns to the agent for editing; send nothing by itself (T3).
//  3. Expect an answer above the limit of a message (C1): a text may have [MaxText] characters, and
//     several can be put together. The limit belongs to what is sent, not to what is picked.
//  4. Show the text as plain text. It is not HTML, and values come from customers.
//  5. Keep a Catalog to one goroutine at a time, and leave the Queues of its templates as they are.
package template
