package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// stage is what random scenarios begin with: every kind of queue, profile and policy, small enough
// for commands to get in each other's way.
const stage = `
settings ageing=10s keep-commands=4 keep-closed=6
profile p chat=2 email=1
profile x chat=1 email=1 voice=1 blending=exclusive
profile r chat=2 voice=1 email=1 blending=realtime
queue q channel=chat offer=10s decline=on sticky=15s transfer-miss=sender overflow=25s:w wrapup-after=20s wrapup-default=ok wrapup-cancel=on
queue w channel=chat offer=5s strategy=round-robin max=2 skills=ko:3 relax=8s:ko:1,16s:ko:0 transfer-miss=overflow:q wrapup-min=0
queue m channel=email offer=15s strategy=best-skill overflow=30s:n
queue n channel=email strategy=least-loaded transfer-miss=queue
queue v channel=voice offer=5s
agent a1 profile=p queues=q,w:2,m skills=ko:5
agent a2 profile=r queues=w,q:2,n,v skills=ko:2 takes=queue-order
agent a3 profile=x queues=q,m,n,v
reason ok "해결"
reason two "둘" channel=chat
sign-in a1
sign-in a2
sign-in a3
state a1 available
state a2 available
state a3 available
files on total=3MB
mail-template "Dear {{customer_name}}|{{agent_name}}"
mailbox n acknowledge="Thanks"
template hello "{{customer}} {{agent}}"
`

// lines are templates of random commands. A letter stands for a random id: A an agent, C a contact,
// Q a queue, S a state, D a duration, N a number, W a member, T a text, E a
// contact that began with a mail, X an address.
var lines = strings.Split(`contact C queue=Q
contact C queue=Q last-agent=A priority=N
contact C queue=Q skills=ko:N
contact C queue=Q customer=C received=D
accept A C
accept A C
accept A C
decline A C
hold A C
hold A C
retrieve A C
abandon C
end A C
end A C
transfer A C queue=Q
transfer A C agent=A
transfer A C agent=A
conference A C agent=A
conference A C agent=A
leave A C
chat C queue=Q
chat C queue=Q bot=Bot customer=C
chat C queue=Q bot=Bot
ask-agent C
ask-agent C cause=bot
say W C T
say W C T
say W C T
say customer C T
say A C T
once N say W C T
note W C T
compose W C T
attach W C name=T.pdf size=NKB
attach W C name=a.pdf size=NMB
unattach W C fN
send W C
insert A C hello
navigate W C
typing W C
read W C
received W C through=N
disconnect C
disconnect C
connect C
transcript C as=W
history C
policy drop
policy redact
policy drop inbound
files on total=5MB count=2
timers customer-warn=5s customer-end=10s grace=D bot=D agent-end=D
timers agent-warn=5s
timers
monitor A C
barge A C
actions W C of=chat
wrapup A C ok
wrapup A C ok
wrapup A C
cancel-timer A C
state A S
state A available
next-state A S
force boss A S
sign-in A
sign-out A
reassign boss C agent=A
monitor boss C
whisper A C
barge A C
advance D
advance D
advance D
once N accept A C
once N state A available
queue q channel=chat offer=D sticky=D transfer-miss=drop
queue q channel=chat offer=10s overflow=D:w transfer-miss=queue skills=ko:N
queue w channel=chat max=N relax=D:ko:1 skills=ko:N
agent A profile=p queues=q,w,m:N skills=ko:N
agent A profile=r queues=w,v,n
profile p chat=N email=N
profile r chat=1 blending=exclusive
settings ageing=D keep-closed=N
reason ok "해결" active=no
reason ok "해결"
remove agent A
remove queue Q
explain C
actions A C
estimate C
directory A agents
offers A`, "\n")

// mailLines are those about mail.
var mailLines = strings.Split(`mail from=X subject=T text=T queue=m
mail from=X subject=T text=T queue=m
mail from=X subject=T text=T queue=m cc=X
mail from=X subject=T text=T queue=n received=D
mail from=X subject=T text=T queue=n null=on
mail from=X subject=T text=T answers=N@customers.example queue=m
mail from=X reply-to=X subject=T text=T id=same@x.example queue=m
answer-mail N T
answer-mail N T from=X
bounce N
bounce N delayed=on
accept A E
accept A E
accept A E
accept A E
end A E
transfer A E queue=n
reply A E mode=quick
reply A E mode=quick
reply A E mode=reply
reply A E mode=all cc=X
body A E T
body A E T
body A E T saved=no
view A E original
view A E reply
attach A E name=T.txt size=NKB
unattach A E fN
send A E
send A E
send A E
discard A E
navigate A E
monitor boss E
thread E as=A
past A E E
mailserver ok
mailserver busy
mailserver refuse X
erase X
outbox
history X
mail-retry first=D max=D for=1m
automatic per-day=N`, "\n")

// ids are what the letters of lines stand for.
var ids = map[rune][]string{
	'A': {"a1", "a2", "a3"},
	'C': {"c1", "c2", "c3", "c4", "c5"},
	'E': {"m1", "m2", "m3"},
	'X': {"ann@home.example", "bob@home.example", "n@desk.example"},
	'Q': {"q", "w", "m", "n", "v"},
	'S': {"available", "idle", "idle lunch", "rona"},
	'D': {"1s", "5s", "7500ms", "10s", "20s", "1m"},
	'W': {"a1", "a2", "a3", "customer", "bot"},
	'T': {"4111111111111111", "411111111", "1111111", "안녕", "hello"},
	'N': {"0", "1", "2", "3", "9"},
}

// TestRandomScenarios checks after every command of random scenarios what must always hold.
func TestRandomScenarios(t *testing.T) { playRandom(t, slices.Concat(lines, mailLines)) }

// TestRandomMails does that where most is mail.
func TestRandomMails(t *testing.T) { playRandom(t, slices.Concat(mailLines, mailLines, lines)) }

func playRandom(t *testing.T, lines []string) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := newScene(), newWitness(t)
		script := strings.Split(strings.TrimSpace(stage), "\n")
		for range rapid.IntRange(1, 40).Draw(t, "commands") {
			script = append(script, randomLine(t, lines))
		}
		for i, line := range script {
			w.line = i + 1
			if _, err := w.play(s, line); err != nil {
				t.Fatal(err)
			}
			if t.Failed() {
				t.Fatalf("after\n%s", strings.Join(script[:i+1], "\n"))
			}
		}
		w.finish()
	})
}

func randomLine(t *rapid.T, lines []string) string {
	template := rapid.SampledFrom(lines).Draw(t, "command")
	var b strings.Builder
	for word := range strings.FieldsSeq(template) {
		for _, r := range word {
			if choice := ids[r]; choice != nil {
				b.WriteString(rapid.SampledFrom(choice).Draw(t, string(r)))
			} else {
				fmt.Fprintf(&b, "%c", r)
			}
		}
		b.WriteByte(' ')
	}
	return b.String()
}
