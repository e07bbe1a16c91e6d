package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTokenize(t *testing.T) {
	for _, test := range []struct {
		line string
		want []token
	}{
		{"", nil},
		{" \t ", nil},
		{"# a comment", nil},
		{"show a1 # with a comment", []token{{text: "show"}, {text: "a1"}}},
		{"show a#1", []token{{text: "show"}, {text: "a#1"}}},
		{`a  "b c"	name="박 \"손\" \\ 😀" x=`, []token{
			{text: "a"}, {text: "b c"}, {key: "name", text: `박 "손" \ 😀`, option: true}, {key: "x", option: true},
		}},
		{`"a=b" a=b=c "# no comment"`, []token{{text: "a=b"}, {key: "a", text: "b=c", option: true}, {text: "# no comment"}}},
		{`""`, []token{{}}},
		{`back\slash`, []token{{text: `back\slash`}}},
	} {
		got, err := tokenize(test.line)
		if err != nil {
			t.Errorf("tokenize(%q): %v", test.line, err)
		}
		if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(token{})); diff != "" {
			t.Errorf("tokenize(%q) mismatch (-want +got)\n%s", test.line, diff)
		}
	}
}

func TestMalformedLines(t *testing.T) {
	for line, want := range map[string]string{
		"fly a1":                                      `there is no command "fly"`,
		"accept a1":                                   "accept: CONTACT is missing; usage: accept AGENT CONTACT",
		"accept a1 c1 c2":                             "accept: too many words; usage: accept AGENT CONTACT",
		"accept a1 c1 by=force":                       "accept: there is no by=; usage: accept AGENT CONTACT",
		"advance 1m 2m":                               "advance: too many words; usage: advance DURATION",
		"advance soon":                                "advance: the duration: not a duration such as 20s or 1m30s",
		"advance -1s":                                 "advance: time does not run backwards",
		"at 9":                                        "at: the time: not a time such as 09:00:00",
		"at 24:00:00":                                 "at: the time: not a time such as 09:00:00",
		"queue q channel=fax":                         "queue: channel=: no such word",
		"queue q channel=":                            "queue: channel=: no such word",
		"queue q channel=chat max=many":               "queue: max=: not a whole number",
		"queue q channel=chat wrapup-min=-1":          "queue: wrapup-min=: not a number from 0 to 65535",
		"queue q channel=chat skills=ko":              `queue: skills=: "ko": no level after a colon`,
		"queue q channel=chat skills=ko:x":            `queue: skills=: "ko:x": the level is not a whole number`,
		"queue q channel=chat relax=ko:1":             `queue: relax=: "ko:1": not a duration such as 20s or 1m30s`,
		"queue q channel=chat overflow=1m":            "queue: overflow=: not DURATION:QUEUE",
		"queue q channel=chat decline=maybe":          "queue: decline=: neither on nor off",
		"queue q channel=chat transfer-miss=lost":     "queue: transfer-miss=: not drop, queue, sender or overflow:QUEUE",
		"queue q channel=chat transfer-miss=overflow": "queue: transfer-miss=: not drop, queue, sender or overflow:QUEUE",
		"queue q channel=chat transfer-miss=drop:x":   "queue: transfer-miss=: not drop, queue, sender or overflow:QUEUE",
		`queue q channel=chat hours="Mon 9:00-18:00"`: `queue: hours=: not hours such as "Mon-Fri 09:00-18:00"`,
		"profile p chat=-1":                           "profile: chat=: not a number from 0 to 65535",
		"profile p chat=70000":                        "profile: chat=: not a number from 0 to 65535",
		"agent a1 profile=p queues=q:second":          `agent: queues=: "q:second": the tier is not a whole number`,
		"reason r":                                    `reason: the name is missing; usage: reason ID "Name" [channel=chat] [queue=ID] [active=yes|no]`,
		"state a1 tired":                              "state: the state: no such word",
		"transfer a1 c1":                              "transfer: either queue= or agent= is needed; usage: transfer AGENT CONTACT queue=ID | agent=ID",
		"transfer a1 c1 queue=q agent=a2":             "transfer: either queue= or agent= is needed; usage: transfer AGENT CONTACT queue=ID | agent=ID",
		"remove contact c1":                           `remove: "contact" is neither agent nor queue`,
		"directory a1 contacts":                       `directory: "contacts" is neither agents nor queues`,
		"chat c1":                                     `chat: queue= is missing; usage: chat ID queue=ID [customer=ID] [name="..."] [email=...] [language=ko] [bot="..."]`,
		"ask-agent":                                   "ask-agent: CONTACT is missing; usage: ask-agent CONTACT [cause=asked|bot|bot-failed|bot-slow]",
		"say customer c1":                             `say: the text is missing; usage: say WHO CONTACT "text" [repeat=N]`,
		"say customer c1 hello world":                 `say: too many words; usage: say WHO CONTACT "text" [repeat=N]`,
		"say customer c1 hello repeat=0":              "say: repeat=: not from 1 to 100000",
		"note a1":                                     `note: CONTACT is missing; usage: note WHO CONTACT "text" [repeat=N]`,
		"disconnect":                                  "disconnect: CONTACT is missing; usage: disconnect CONTACT",
		"connect c1 c2":                               "connect: too many words; usage: connect CONTACT",
		"compose a1":                                  `compose: CONTACT is missing; usage: compose WHO CONTACT ["text"] [repeat=N]`,
		"compose a1 c1 x repeat=often":                "compose: repeat=: not a whole number",
		"attach a1 c1":                                "attach: either FILE, or name= and size= are needed; usage: attach WHO CONTACT FILE | name=... size=34MB",
		"attach a1 c1 x.pdf name=y.pdf size=1":        "attach: either FILE, or name= and size= are needed; usage: attach WHO CONTACT FILE | name=... size=34MB",
		"attach a1 c1 name=y.pdf":                     "attach: either FILE, or name= and size= are needed; usage: attach WHO CONTACT FILE | name=... size=34MB",
		"attach a1 c1 name=y.pdf size=large":          "attach: size=: not a size such as 35MB, 10KB or 2048",
		"attach a1 c1 name=y.pdf size=-1":             "attach: size=: not a size such as 35MB, 10KB or 2048",
		"unattach a1 c1":                              "unattach: FILE is missing; usage: unattach WHO CONTACT FILE",
		"insert a1 c1":                                "insert: TEMPLATE is missing; usage: insert AGENT CONTACT TEMPLATE...",
		"send a1":                                     "send: CONTACT is missing; usage: send WHO CONTACT",
		"navigate":                                    "navigate: WHO is missing; usage: navigate WHO CONTACT",
		"transcript":                                  "transcript: CONTACT is missing; usage: transcript CONTACT [as=WHO] [language=ko]",
		"transcript c1 for=a1":                        "transcript: there is no for=; usage: transcript CONTACT [as=WHO] [language=ko]",
		"typing c1":                                   "typing: CONTACT is missing; usage: typing WHO CONTACT",
		"received a1 c1 through=all":                  "received: through=: not a whole number",
		"read a1 c1 through=-1":                       "read: through=: not a place",
		"history":                                     "history: CUSTOMER is missing; usage: history CUSTOMER",
		"template t":                                  `template: the text is missing; usage: template ID "text" [name="..."] [queues=a,b] [language=ko] [active=yes|no]`,
		"template t x active=maybe":                   "template: active=: neither on nor off",
		"templates a1":                                `templates: CONTACT is missing; usage: templates AGENT CONTACT [search="..."]`,
		"files":                                       "files: the switch is missing; usage: files on|off [types=.pdf,.png] [total=35MB] [count=N]",
		"files perhaps":                               "files: the switch: neither on nor off",
		"files on total=9999999999":                   "files: total=: not a size such as 35MB, 10KB or 2048",
		"policy":                                      "policy: redact or drop is missing; usage: policy redact|drop [inbound|outbound] [pictures=drop|warn]",
		"policy hide":                                 `policy: "hide" is neither redact nor drop`,
		"policy drop sideways":                        `policy: "sideways" is neither inbound nor outbound`,
		"policy redact pictures=maybe":                "policy: pictures=: no such word",
		"mail":                                        "mail: either queue= or to= is needed; usage: mail " + mailCommands[0].usage,
		"mail a.eml from=a@x.example queue=q":         "mail: either FILE or from= is needed; usage: mail " + mailCommands[0].usage,
		"mail from=nobody queue=q":                    `mail: from=: "nobody": message: address: syntax at 0`,
		"mail from=a@x.example header=X queue=q":      "mail: header=: not Name: value",
		"answer-mail one text":                        "answer-mail: N: not a whole number",
		"answer-mail 1":                               `answer-mail: the text is missing; usage: answer-mail N "text" [from=ADDRESS] [subject="..."] [cc=a@x,b@y] [header="Name: value"]`,
		"bounce":                                      "bounce: N is missing; usage: bounce N [for=ADDRESS] [delayed=on]",
		"reply a1 m1":                                 "reply: mode= is missing; usage: reply AGENT CONTACT mode=quick|reply|all [cc=a@x,b@y]",
		"reply a1 m1 mode=forward":                    "reply: mode=: no such word",
		"body a1 m1":                                  `body: the text is missing; usage: body AGENT CONTACT "text" [repeat=N] [saved=no]`,
		"view a1 m1 draft":                            `view: "draft" is neither original, quick, reply nor all`,
		"image a1 m1":                                 "image: either FILE, or name= and size= are needed; usage: image AGENT CONTACT FILE | name=... size=34MB",
		"discard a1":                                  "discard: CONTACT is missing; usage: discard AGENT CONTACT",
		"thread":                                      "thread: CONTACT is missing; usage: thread CONTACT [as=AGENT]",
		"drafts":                                      "drafts: CONTACT is missing; usage: drafts CONTACT",
		"past a1 m2":                                  "past: EARLIER is missing; usage: past AGENT CONTACT EARLIER [entry=N]",
		"erase":                                       "erase: CUSTOMER is missing; usage: erase CUSTOMER",
		"mailserver down":                             `mailserver: "down" is neither ok, refuse nor busy`,
		"outbox first":                                "outbox: N: not a number of the outbox",
		"mailbox":                                     "mailbox: QUEUE is missing; usage: mailbox " + mailboxCommands[0].usage,
		"mail-template":                               `mail-template: the text is missing; usage: mail-template "text" [queue=ID]`,
		"mail-files total=all":                        "mail-files: total=: not a size such as 35MB, 10KB or 2048",
		"mail-retry first=soon":                       "mail-retry: first=: not a duration such as 20s or 1m30s",
		"automatic told=perhaps":                      "automatic: told=: neither on nor off",
		"timers grace=long":                           "timers: grace=: not a duration such as 20s or 1m30s",
		"timers 5s":                                   "timers: too many words; usage: timers [customer-warn=2m] [customer-end=5m] [agent-warn=1m] [agent-end=10m] [grace=2m] [bot=15s]",
		"actions customer c1 of=routing":              "actions: of=: neither routing, of an agent, nor chat",
		"once x read a1 c1":                           "read: it takes no id",
		"show a1 a1=b a1=c":                           "a1= is there twice",
		"once":                                        "the id is missing",
		"once x":                                      "a command is missing",
		"once x once y end a1 c1":                     `there is no command "once"`,
		"once x advance 1s":                           "advance: it changes nothing and takes no id",
		"option=only":                                 "a command is missing",
		"show =a":                                     "nothing before the =",
		`show "a1`:                                    "no closing quotation mark",
		`show "a1"b`:                                  "no blank after the closing quotation mark",
		`show a"1"`:                                   "a quotation mark within a word",
		`show "a\n"`:                                  `only \" and \\ are escapes`,
		"show \xff":                                   "not UTF-8",
	} {
		_, err := parse(line)
		if syntax, ok := err.(*syntaxError); !ok || syntax.text != want {
			t.Errorf("parse(%q)\n got %v\nwant %s", line, err, want)
		}
	}
}

func TestTimeDoesNotRunBackwards(t *testing.T) {
	s := newScene()
	for _, line := range []string{"at 09:00:00", "at 09:00:00", "advance 0s"} {
		if _, err := s.play(1, line); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
	if _, err := s.play(4, "at 08:59:59"); fmt.Sprint(err) != "line 4: at: it is 09:00:00 already; time does not run backwards" {
		t.Error(err)
	}
	if want := opening.Add(9 * time.Hour); !s.now.Equal(want) {
		t.Errorf("it is %v, want %v", s.now, want)
	}
}

// TestReference finds commands and options that the package comment does not tell of.
func TestReference(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	doc := strings.Join(strings.Fields(strings.ReplaceAll(string(source), "//", "")), " ")
	for _, c := range language {
		if !strings.Contains(doc, c.name+" "+c.usage+" ") {
			t.Errorf("doc.go has no %q", c.name+" "+c.usage)
		}
		if !strings.Contains(usage(), "  "+c.name+" "+c.usage+"\n") {
			t.Errorf("usage has no %s", c.name)
		}
	}
}

// quote writes a token such that tokenize reads it again.
func (t token) quote() string {
	text := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(t.text) + `"`
	if t.option {
		return t.key + "=" + text
	}
	return text
}

// FuzzParse: no line makes the parser fail in another way than it may, and what it reads, it reads
// again the same.
func FuzzParse(f *testing.F) {
	for _, name := range scenarioFiles(f) {
		for line := range strings.Lines(read(f, name)) {
			if line != "" && line[0] != '#' {
				f.Add(strings.TrimSpace(line))
			}
		}
	}
	f.Add(`a="\"\\" "b=c" d= ""`)
	f.Fuzz(func(t *testing.T, line string) {
		if st, err := parse(line); err != nil {
			if syntax, ok := err.(*syntaxError); !ok || syntax.text == "" {
				t.Fatalf("%T %v", err, err)
			}
		} else if st != nil && st.act == nil {
			t.Fatal("nothing to do")
		}
		tokens, err := tokenize(line)
		if err != nil {
			return
		}
		quoted := make([]string, len(tokens))
		for i, tok := range tokens {
			quoted[i] = tok.quote()
		}
		again, err := tokenize(strings.Join(quoted, " "))
		if diff := cmp.Diff(tokens, again, cmp.AllowUnexported(token{})); err != nil || diff != "" {
			t.Fatalf("%v (-first +again)\n%s", err, diff)
		}
	})
}
