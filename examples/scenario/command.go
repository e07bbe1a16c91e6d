package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/acdkit/acdkit/routing"
)

// command is one command of the language. Every noun's file has a list of them; the commands of
// further packages are further lists.
type command struct {
	name  string
	usage string // its words and options
	parse func(*args) act
	sends bool // it is a command for the floor, or a message, which once can give an id
	tells bool // it is for a conversation
}

// act is a command with its arguments, ready to be done. The error is a refusal, or, if time would
// run backwards, a *syntaxError.
type act func(*scene) (*result, error)

// send is the act of sending a command to the floor.
func send(cmd routing.Command) act {
	return func(s *scene) (*result, error) { return nil, s.send(cmd) }
}

// language is all commands, in the order of the usage text.
var language = slices.Concat(
	settingsCommands, queueCommands, profileCommands, reasonCommands, agentCommands, stateCommands,
	contactCommands, transferCommands, wrapupCommands, supervisorCommands,
	bookCommands, templateCommands, chatCommands, composeCommands, readingCommands,
	mailboxCommands, mailCommands, answerCommands, threadCommands, mailserverCommands,
	clockCommands, showCommands, directoryCommands, historyCommands,
)

// statement is a parsed line.
type statement struct {
	command command
	act     act
	once    string // the id to send it with, if any
}

// once is the prefix that sends a command with an id.
const once = "once"

// parse returns what a line says, nil if it is blank or a comment. The error is a *syntaxError.
func parse(line string) (*statement, error) {
	tokens, err := tokenize(line)
	if err != nil || len(tokens) == 0 {
		return nil, err
	}
	in, err := newArgs(tokens)
	if err != nil {
		return nil, err
	}
	return parseStatement(in)
}

func parseStatement(in *args) (*statement, error) {
	var st statement
	name := in.word("a command")
	if name == once {
		if st.once = in.word("the id"); st.once == "" {
			in.fail("the id is empty")
		}
		name = in.word("a command")
	}
	if in.err != nil {
		return nil, in.err
	}
	i := slices.IndexFunc(language, func(c command) bool { return c.name == name })
	if i < 0 {
		return nil, malformed("there is no command %q", name)
	}
	switch st.command = language[i]; {
	case st.once == "" || st.command.sends:
	case st.command.tells:
		return nil, malformed("%s: it takes no id", name)
	default:
		return nil, malformed("%s: it changes nothing and takes no id", name)
	}
	st.act = st.command.parse(in)
	switch err := in.finish(); {
	case in.misfit:
		return nil, malformed("%s: %s; usage: %s %s", name, err.text, name, st.command.usage)
	case err != nil:
		return nil, malformed("%s: %s", name, err.text)
	}
	return &st, nil
}

// usage returns the help text.
func usage() string {
	var b strings.Builder
	b.WriteString("usage: scenario [-json] [FILE]\n\nRuns the commands of FILE, or of the standard input, one a line:\n\n")
	for _, c := range language {
		fmt.Fprintf(&b, "  %s %s\n", c.name, c.usage)
	}
	b.WriteString("  once ID COMMAND...\n\n# begins a comment. Exit codes: 0, 1 (a file), 2 (a line that cannot be parsed).\n")
	return b.String()
}
