package main

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email"
)

// takenShape and the others of mail are spelled out here a second time, too.
type takenShape struct {
	Contact   string           `json:"contact"`
	Entry     int              `json:"entry"`
	New       bool             `json:"new"`
	Duplicate bool             `json:"duplicate"`
	Outcome   string           `json:"outcome"`
	Class     string           `json:"class"`
	Notices   []map[string]any `json:"notices"`
}

type addressShape struct {
	Name string `json:"name"`
	Addr string `json:"addr"`
}

type answerShape struct {
	Draft    email.Draft      `json:"draft"`
	Subject  string           `json:"subject"`
	To       []addressShape   `json:"to"`
	Cc       []addressShape   `json:"cc"`
	Warnings []string         `json:"warnings"`
	Newer    bool             `json:"newer"`
	Outcome  string           `json:"outcome"`
	Notices  []map[string]any `json:"notices"`
}

type mailShape struct {
	From    []addressShape      `json:"from"`
	ReplyTo []addressShape      `json:"reply_to"`
	To      []addressShape      `json:"to"`
	Cc      []addressShape      `json:"cc"`
	Subject string              `json:"subject"`
	Class   string              `json:"class"`
	Parts   []map[string]string `json:"parts"`
	HTML    string              `json:"html"`
	Files   []email.Enclosure   `json:"files"`
}

type sentShape struct {
	Number  int              `json:"number"`
	Entry   int              `json:"entry"`
	Outcome string           `json:"outcome"`
	Notices []map[string]any `json:"notices"`
}

type outShape struct {
	Number  int              `json:"number"`
	Contact string           `json:"contact"`
	From    string           `json:"from"`
	To      []string         `json:"to"`
	Subject string           `json:"subject"`
	Auto    bool             `json:"auto"`
	Left    []string         `json:"left"`
	Waits   []string         `json:"waits"`
	Refused []map[string]any `json:"refused"`
	GaveUp  bool             `json:"gave_up"`
}

// TestMailShapes compares whole lines of JSON about mail with what they should be.
func TestMailShapes(t *testing.T) {
	stdout, _, _ := start(t, `profile p email=2
queue post channel=email name="Post"
agent a1 name="김하나" profile=p queues=post
sign-in a1
state a1 available
mail from="Ann <ann@home.example>" subject="4111 1111 1111 1111" text="Hi" queue=post
accept a1 m1
reply a1 m1 mode=quick
body a1 m1 "Hello"
send a1 m1
outbox
outbox 2
view a1 m1 original
mail from="Ann <ann@home.example>" subject="Hi" text="Hi" to=nobody@desk.example
`, "-json")
	got := strings.Split(stdout, "\n")
	for line, want := range map[int]string{
		8: `{"line":8,"command":"reply a1 m1 mode=quick","result":{"draft":{"mode":"quick","version":0,"answers":2},"subject":"Re: **** **** **** 1111",` +
			`"to":[{"name":"Ann","addr":"ann@home.example"}],"cc":[],"outcome":"passed"}}`,
		11: `{"line":11,"command":"outbox","result":[{"number":1,"contact":"m1","from":"","to":["ann@home.example"],"subject":"Re: **** **** **** 1111",` +
			`"auto":true,"left":["ann@home.example"]},{"number":2,"contact":"m1","from":"post+aeaw2mnfrx7hubxyjqmx53y@desk.example","to":["ann@home.example"],` +
			`"subject":"Re: **** **** **** 1111","auto":false,"left":["ann@home.example"]}]}`,
		13: `{"line":13,"command":"view a1 m1 original","result":{"from":[{"name":"Ann","addr":"ann@home.example"}],"to":[{"addr":"post@desk.example"}],` +
			`"subject":"**** **** **** 1111","class":"person","parts":[{"kind":"visible","text":"Hi\n"}]}}`,
		14: `{"line":14,"command":"mail from=\"Ann <ann@home.example>\" subject=\"Hi\" text=\"Hi\" to=nobody@desk.example","error":{"code":"no-mailbox",` +
			`"message":"email: no mailbox"}}`,
	} {
		if got[line-1] != want {
			t.Errorf("line %d\n got %s\nwant %s", line, got[line-1], want)
		}
	}
	for line, part := range map[int]string{
		6:  `"result":{"contact":"m1","entry":2,"new":true,"outcome":"redacted","class":"person","notices":[{"outcome":"redacted","field":"subject","kinds":2}]}}`,
		10: `"letters":[{"contact":"m1","entry":{"seq":8,"at":"2026-01-05T00:00:00Z","type":"sent","id":"`,
		12: `"parts":[{"kind":"visible","text":"Hello\n\n"},{"kind":"quoted","text":"On 2026-01-05 00:00 (UTC), Ann wrote:\n> Hi\n\n"}]}}`,
	} {
		if !strings.Contains(got[line-1], part) {
			t.Errorf("line %d\n got %s\nwant %s in it", line, got[line-1], part)
		}
	}
}
