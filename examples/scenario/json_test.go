package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/chat/template"
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/acdkit/acdkit/contact/history"
	"github.com/acdkit/acdkit/email"
	"github.com/acdkit/acdkit/email/document"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

// printed is a line of JSON output, with nothing beside what is promised.
type printed struct {
	Line    int             `json:"line"`
	Command string          `json:"command"`
	Events  []routing.Event `json:"events"`
	Entries []struct {
		Contact contact.ID `json:"contact"`
		Entry   chat.Entry `json:"entry"`
	} `json:"entries"`
	Letters []struct {
		Contact contact.ID  `json:"contact"`
		Entry   email.Entry `json:"entry"`
	} `json:"letters"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    routing.Code `json:"code"`
		Message string       `json:"message"`
	} `json:"error"`
}

// TestJSON plays the demonstration and reads every line and result back strictly.
func TestJSON(t *testing.T) {
	script := read(t, "demo.txt")
	stdout, stderr, code := start(t, script, "-json")
	if code != 0 || stderr != "" {
		t.Fatalf("exit %d: %s", code, stderr)
	}
	lines := strings.Split(script, "\n")
	seen := make(map[string]bool)
	for out := bufio.NewScanner(strings.NewReader(stdout)); out.Scan(); {
		var p printed
		strictly(t, out.Bytes(), &p)
		if want := strings.TrimSpace(lines[p.Line-1]); p.Command != want {
			t.Errorf("line %d is %q, want %q", p.Line, p.Command, want)
		}
		if p.Error != nil && (p.Error.Code == "" || p.Error.Message == "") {
			t.Errorf("line %d: %+v", p.Line, p.Error)
		}
		verb, what, _ := strings.Cut(p.Command, " ")
		if p.Result != nil {
			strictly(t, p.Result, resultOf(verb, what))
			seen[verb] = true
		}
	}
	for _, c := range language {
		if !c.sends && !c.tells && c.name != "at" && c.name != "advance" && !seen[c.name] {
			t.Errorf("the demonstration has no %s", c.name)
		}
	}
}

// resultOf returns what the result of a command must fit.
func resultOf(verb, what string) any {
	switch {
	case verb == "show" && what == "agents":
		return new([]agentShape)
	case verb == "show" && what == "contacts":
		return new([]contactShape)
	case verb == "show" && what == "queues":
		return new([]routing.QueueView)
	case verb == "show" && strings.ContainsAny(what, "0123456789"):
		return new(contactShape)
	case verb == "show":
		return new(agentShape)
	case verb == "attach" && strings.Contains(what, " m"), verb == "body" && !strings.Contains(what, "saved=no"):
		return new(answerShape)
	case verb == "view" && strings.Contains(what, "original"), verb == "outbox" && what != "":
		return new(mailShape)
	case verb == "directory" && strings.Contains(what, "agents"):
		return new([]routing.AgentTarget)
	case verb == "directory":
		return new([]routing.QueueTarget)
	}
	return map[string]any{
		"offers": new([]card), "explain": new([]routing.Explanation), "estimate": new(routing.Estimate),
		"actions": new([]routing.Permission), "reasons": new([]wrapup.Reason),
		"files": new(attachment.Rules), "policy": new(map[string]string), "timers": new(chat.Timers),
		"template": new(template.Template), "templates": new([]template.Template), "compose": new(composeShape),
		"attach": new(composeShape), "unattach": new(composeShape), "insert": new(composeShape), "navigate": new(leaveShape),
		"transcript": new([]lineShape), "typing": new([]chat.Party), "history": new([]history.Entry),
		"mailbox": new(email.Mailbox), "mail-template": new(document.Template), "mail-files": new(attachment.Rules),
		"mail-retry": new(email.Retry), "automatic": new(email.Automatic), "mailserver": new(map[string]string),
		"mail": new(takenShape), "answer-mail": new(takenShape), "reply": new(answerShape), "body": new(map[string]string),
		"view": new(answerShape), "image": new(answerShape), "send": new(sentShape), "outbox": new([]outShape),
		"thread": new([]email.Entry), "past": new([]email.Entry), "drafts": new([]email.Draft), "erase": new(history.Erased),
	}[verb]
}

// agentShape and contactShape are what users of -json rely on, spelled out here a second time.
type agentShape struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	State    string         `json:"state"`
	Code     string         `json:"code"`
	Since    string         `json:"since"`
	Next     map[string]any `json:"next"`
	Load     map[string]int `json:"load"`
	Offers   []string       `json:"offers"`
	Contacts []string       `json:"contacts"`
}

type contactShape struct {
	ID           string              `json:"id"`
	Channel      string              `json:"channel"`
	Queue        string              `json:"queue"`
	Customer     string              `json:"customer"`
	State        string              `json:"state"`
	Reason       string              `json:"reason"`
	Priority     int                 `json:"priority"`
	Entered      string              `json:"entered"`
	Received     string              `json:"received"`
	Owner        string              `json:"owner"`
	Guests       []string            `json:"guests"`
	OfferedTo    string              `json:"offered_to"`
	Offer        int                 `json:"offer"`
	Kind         string              `json:"offer_kind"`
	OfferedAt    string              `json:"offered_at"`
	Deadline     string              `json:"deadline"`
	CustomerLeft bool                `json:"customer_left"`
	OnHold       bool                `json:"on_hold"`
	Wrapping     []string            `json:"wrapping"`
	Reasons      map[string][]string `json:"reasons"`
	Supervisors  []map[string]string `json:"supervisors"`
}

// lineShape is an entry in a transcript: all its members are always there.
type lineShape struct {
	Seq         int         `json:"seq"`
	At          time.Time   `json:"at"`
	From        string      `json:"from"`
	Role        string      `json:"role"`
	Kind        string      `json:"kind"`
	Text        string      `json:"text"`
	Attachments []fileShape `json:"attachments"`
	VisibleTo   string      `json:"visible_to"`
}

type fileShape struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int    `json:"size"`
	Type string `json:"type"`
}

type composeShape struct {
	Text      string      `json:"text"`
	Files     []fileShape `json:"files"`
	Templates []string    `json:"templates"`
	Count     int         `json:"count"`
	Limit     int         `json:"limit"`
	Total     int         `json:"total"`
	Preview   string      `json:"preview"`
	Refused   string      `json:"refused"`
	Notices   []struct {
		Outcome string `json:"outcome"`
		Field   string `json:"field"`
		Kinds   any    `json:"kinds"`
	} `json:"notices"`
}

type leaveShape struct {
	Unsent bool        `json:"unsent"`
	Text   string      `json:"text"`
	Files  []fileShape `json:"files"`
}

func strictly(t *testing.T, data []byte, to any) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(to); err != nil {
		t.Errorf("%s: %v", data, err)
	}
	if dec.More() {
		t.Errorf("%s: more than one value", data)
	}
}

// TestShapes compares whole lines of JSON with what they should be.
func TestShapes(t *testing.T) {
	stdout, _, _ := start(t, `profile p chat=2
queue q channel=chat wrapup-min=0
agent a1 profile=p queues=q
agent a2 profile=p
sign-in a1
sign-in a2
state a1 available
state a2 available
contact c1 queue=q   # a comment stays
accept a1 c1
conference a1 c1 agent=a2
show a2
show c1
show q
end a1 c1
wrapup a1 c1
show c1
show agents
show nobody
`, "-json")
	got := strings.Split(stdout, "\n")
	for line, want := range map[int]string{
		9: `{"line":9,"command":"contact c1 queue=q   # a comment stays","events":[{"type":"contact-queued","at":"2026-01-05T00:00:00Z","contact":"c1","queue":"q","channel":"chat"},` +
			`{"type":"offer-made","at":"2026-01-05T00:00:00Z","offer":1,"contact":"c1","agent":"a1","queue":"q","kind":"queue","timeout_ns":20000000000}]}`,
		12: `{"line":12,"command":"show a2","result":{"id":"a2","state":"available","since":"2026-01-05T00:00:00Z","load":{"chat":1},"offers":["c1"],"contacts":[]}}`,
		13: `{"line":13,"command":"show c1","result":{"id":"c1","channel":"chat","queue":"q","state":"active","entered":"2026-01-05T00:00:00Z","received":"2026-01-05T00:00:00Z",` +
			`"owner":"a1","guests":[],"offered_to":"a2","offer":2,"offer_kind":"conference","offered_at":"2026-01-05T00:00:00Z","deadline":"2026-01-05T00:00:20Z","wrapping":[],"reasons":{}}}`,
		17: `{"line":17,"command":"show c1","result":{"id":"c1","channel":"chat","queue":"q","state":"closed","reason":"agent-ended","entered":"2026-01-05T00:00:00Z","received":"2026-01-05T00:00:00Z",` +
			`"guests":[],"wrapping":[],"reasons":{"a1":[]}}}`,
		19: `{"line":19,"command":"show nobody","error":{"code":"unknown-id","message":"routing: unknown id command=show"}}`,
	} {
		if got[line-1] != want {
			t.Errorf("line %d\n got %s\nwant %s", line, got[line-1], want)
		}
	}
}

// TestChatShapes compares whole lines of JSON about chats with what they should be.
func TestChatShapes(t *testing.T) {
	stdout, _, _ := start(t, `profile p chat=2
queue q channel=chat name="상담"
agent a1 name="김하나" profile=p queues=q
sign-in a1
state a1 available
files on total=10KB
chat c1 queue=q customer=park name="박 손님" bot="도우미"
say customer c1 "카드 4111 1111 1111 1111"
ask-agent c1
accept a1 c1
note a1 c1 "네"
attach a1 c1 name="4111111111111111.pdf" size=1KB
navigate a1 c1
send a1 c1
transcript c1
typing a1 c1
history park
say a1 c1 "가" repeat=1001
say a2 c1 "네"
attach a1 c1 name=a.pdf size=10KB
read customer c1
compose a1 c1 "4111 1111 1111 1111"
`, "-json")
	got := strings.Split(stdout, "\n")
	for line, want := range map[int]string{
		7: `{"line":7,"command":"chat c1 queue=q customer=park name=\"박 손님\" bot=\"도우미\"","entries":[{"contact":"c1","entry":{"seq":1,` +
			`"at":"2026-01-05T00:00:00Z","type":"opened","contact":"c1","customer":"park","name":"박 손님","queue":"q","queue_name":"상담","bot":"도우미",` +
			`"timers":{"grace_ns":120000000000,"bot_ns":15000000000}}},{"contact":"c1","entry":{"seq":2,"at":"2026-01-05T00:00:00Z","type":"joined",` +
			`"party":{"member":"bot","role":"bot","name":"도우미"}}}]}`,
		8: `{"line":8,"command":"say customer c1 \"카드 4111 1111 1111 1111\"","entries":[{"contact":"c1","entry":{"seq":3,"at":"2026-01-05T00:00:00Z",` +
			`"type":"said","id":"m3","from":{"member":"customer","role":"customer","name":"박 손님"},"text":"카드 **** **** **** 1111",` +
			`"redacted":true}},{"contact":"c1","entry":{"seq":4,"at":"2026-01-05T00:00:00Z","type":"noticed","member":"customer","id":"m3",` +
			`"notices":[{"outcome":"redacted","field":"body","kinds":2}]}}]}`,
		9: `{"line":9,"command":"ask-agent c1","events":[{"type":"contact-queued","at":"2026-01-05T00:00:00Z",` +
			`"command_id":"77855228-06aa-54a6-aa92-70b6dd006ff7","contact":"c1","queue":"q","channel":"chat","customer":"park"},{"type":"offer-made",` +
			`"at":"2026-01-05T00:00:00Z","offer":1,"contact":"c1","agent":"a1","queue":"q","kind":"queue","timeout_ns":20000000000}],"entries":[{"contact":"c1",` +
			`"entry":{"seq":5,"at":"2026-01-05T00:00:00Z","type":"handed-over","cause":"asked"}}]}`,
		12: `{"line":12,"command":"attach a1 c1 name=\"4111111111111111.pdf\" size=1KB","result":{"files":[{"id":"f1","name":"____________1111.pdf","size":1024,` +
			`"type":"application/octet-stream"}],"count":0,"limit":1000,"total":1024,"notices":[{"outcome":"redacted","field":"file name","file":1,"kinds":2}]}}`,
		13: `{"line":13,"command":"navigate a1 c1","result":{"unsent":true,"files":[{"id":"f1","name":"____________1111.pdf","size":1024,` +
			`"type":"application/octet-stream"}]}}`,
		14: `{"line":14,"command":"send a1 c1","entries":[{"contact":"c1","entry":{"seq":9,"at":"2026-01-05T00:00:00Z","type":"said","id":"m9",` +
			`"from":{"member":"agent/a1","role":"agent","name":"김하나"},"files":[{"id":"f1","name":"____________1111.pdf","size":1024,` +
			`"type":"application/octet-stream"}]}}]}`,
		15: `{"line":15,"command":"transcript c1","result":[{"seq":1,"at":"2026-01-05T00:00:00Z","from":"","role":"system","kind":"opened",` +
			`"text":"박 손님 started the chat.","attachments":[],"visible_to":"everyone"},{"seq":2,"at":"2026-01-05T00:00:00Z","from":"","role":"system",` +
			`"kind":"joined","text":"도우미 joined the chat.","attachments":[],"visible_to":"everyone"},{"seq":3,"at":"2026-01-05T00:00:00Z","from":"박 손님",` +
			`"role":"customer","kind":"said","text":"카드 **** **** **** 1111","attachments":[],"visible_to":"everyone"},{"seq":4,"at":"2026-01-05T00:00:00Z",` +
			`"from":"","role":"system","kind":"noticed","text":"Card or personal data in your message was hidden.","attachments":[],` +
			`"visible_to":"private"},{"seq":5,"at":"2026-01-05T00:00:00Z","from":"","role":"system","kind":"handed-over",` +
			`"text":"The customer asked for an agent.","attachments":[],"visible_to":"everyone"},{"seq":6,"at":"2026-01-05T00:00:00Z","from":"","role":"system",` +
			`"kind":"queued","text":"The chat is waiting in the queue 상담.","attachments":[],"visible_to":"everyone"},{"seq":7,"at":"2026-01-05T00:00:00Z",` +
			`"from":"","role":"system","kind":"joined","text":"김하나 joined the chat.","attachments":[],"visible_to":"everyone"},{"seq":8,` +
			`"at":"2026-01-05T00:00:00Z","from":"김하나","role":"agent","kind":"said","text":"네","attachments":[],"visible_to":"staff"},{"seq":9,` +
			`"at":"2026-01-05T00:00:00Z","from":"김하나","role":"agent","kind":"said","text":"","attachments":[{"id":"f1","name":"____________1111.pdf","size":1024,` +
			`"type":"application/octet-stream"}],"visible_to":"everyone"}]}`,
		16: `{"line":16,"command":"typing a1 c1","result":[{"member":"customer","role":"customer","name":"박 손님"}]}`,
		19: `{"line":19,"command":"say a2 c1 \"네\"","error":{"code":"not-member","message":"chat: not member contact=c1 member=agent/a2 action=say phase=serving"}}`,
		22: `{"line":22,"command":"compose a1 c1 \"4111 1111 1111 1111\"","result":{"text":"4111 1111 1111 1111","count":19,"limit":1000,` +
			`"preview":"**** **** **** 1111"}}`,
	} {
		if got[line-1] != want {
			t.Errorf("line %d\n got %s\nwant %s", line, got[line-1], want)
		}
	}
}
