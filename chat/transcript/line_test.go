package transcript

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/pci"
	"github.com/google/go-cmp/cmp"
)

// variant is what a payload can be about.
type variant struct {
	cause chat.Cause
	party chat.Party
	on    bool
}

// kinds makes a payload of every kind but messages.
var kinds = map[string]func(variant) chat.Payload{
	"Opened":       func(v variant) chat.Payload { return chat.Opened{Name: v.party.Name} },
	"Noticed":      func(v variant) chat.Payload { return chat.Noticed{Notices: make([]pci.Notice, len(v.party.Name)%3)} },
	"Revised":      func(variant) chat.Payload { return chat.Revised{Of: 1} },
	"HandedOver":   func(v variant) chat.Payload { return chat.HandedOver{Cause: v.cause} },
	"Queued":       func(v variant) chat.Payload { return chat.Queued{Queue: "q", Name: v.party.Name} },
	"Joined":       func(v variant) chat.Payload { return chat.Joined{Party: v.party} },
	"Left":         func(v variant) chat.Payload { return chat.Left{Party: v.party, Cause: v.cause} },
	"Transferred":  transferOf,
	"Invited":      func(v variant) chat.Payload { return chat.Invited{Guest: v.party} },
	"InviteEnded":  func(v variant) chat.Payload { return chat.InviteEnded{Guest: v.party, Cause: v.cause} },
	"Held":         func(v variant) chat.Payload { return chat.Held{On: v.on} },
	"CustomerLeft": func(variant) chat.Payload { return chat.CustomerLeft{} },
	"Disconnected": func(v variant) chat.Payload { return chat.Disconnected{Party: v.party} },
	"Reconnected":  func(v variant) chat.Payload { return chat.Reconnected{Party: v.party} },
	"Warned":       func(v variant) chat.Payload { return chat.Warned{Of: v.party.Role} },
	"Expired":      func(v variant) chat.Payload { return chat.Expired{Of: v.party.Role, Cause: v.cause} },
	"Resumed":      func(variant) chat.Payload { return chat.Resumed{} },
	"Receipt":      func(v variant) chat.Payload { return chat.Receipt{Member: v.party.Member, Through: 3, Read: v.on} },
	"Ended":        func(v variant) chat.Payload { return chat.Ended{By: v.party, Cause: v.cause} },
}

func transferOf(v variant) chat.Payload {
	t := chat.Transferred{Queue: "q", QueueName: v.party.Name}
	if v.on {
		t = chat.Transferred{To: v.party}
	}
	switch v.cause {
	case chat.Passed:
		t.From = v.party
	case chat.Reassigned:
		t.By, _ = v.party.Member.Agent()
	}
	return t
}

// declared reads package chat: its kinds of payload, its causes and its roles.
func declared(t *testing.T) (payloads []string, causes []chat.Cause, roles []chat.Role) {
	t.Helper()
	for _, name := range []string{"../entry.go", "../member.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "kind" {
					payloads = append(payloads, n.Recv.List[0].Type.(*ast.Ident).Name)
				}
			case *ast.ValueSpec:
				of, _ := n.Type.(*ast.Ident)
				switch {
				case of != nil && of.Name == "Cause":
					causes = append(causes, chat.Cause(unquote(t, n.Values[0])))
				case of != nil && of.Name == "Role":
					roles = append(roles, chat.Role(unquote(t, n.Values[0])))
				}
			}
			return true
		})
	}
	if len(payloads) < 20 || len(causes) < 18 || len(roles) < 8 {
		t.Fatalf("read %d kinds, %d causes, %d roles", len(payloads), len(causes), len(roles))
	}
	return payloads, causes, roles
}

func unquote(t *testing.T, e ast.Expr) string {
	t.Helper()
	s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryKindHasATest(t *testing.T) {
	payloads, _, _ := declared(t)
	payloads = slices.DeleteFunc(payloads, func(name string) bool { return name == "Said" })
	slices.Sort(payloads)
	if diff := cmp.Diff(payloads, slices.Sorted(maps.Keys(kinds))); diff != "" {
		t.Errorf("kinds mismatch (-chat +test):\n%s", diff)
	}
}

// TestEveryLine walks all kinds, causes, roles, members, names, readers and languages.
func TestEveryLine(t *testing.T) {
	_, causes, roles := declared(t)
	members := []chat.Member{"", chat.Customer, chat.Bot, chat.AgentMember("7"), chat.AgentMember("8")}
	for kind, of := range kinds {
		seen := map[string]bool{}
		for _, cause := range append(causes, "", "news") {
			for _, role := range append(roles, "", "news") {
				for _, member := range members {
					for _, name := range []string{"", "Kim"} {
						for _, on := range []bool{false, true} {
							e := chat.Entry{Payload: of(variant{cause, chat.Party{Member: member, Role: role, Name: name}, on})}
							key := fmt.Sprint(e.Payload)
							if seen[key] {
								continue
							}
							seen[key] = true
							for _, reader := range members {
								checkLine(t, kind, e, reader)
							}
						}
					}
				}
			}
		}
	}
}

func checkLine(t *testing.T, kind string, e chat.Entry, m chat.Member) {
	t.Helper()
	english, korean := Line(e, Reader{Language: "en", Member: m}), Line(e, Reader{Language: "ko-KR", Member: m})
	if e.Audience() == chat.Nobody {
		if english != "" || korean != "" {
			t.Errorf("Line of %s = %q, %q, want none", kind, english, korean)
		}
		return
	}
	if english == "" || strings.ContainsAny(english, "{}\n") || strings.ContainsFunc(english, isHangul) || !strings.HasSuffix(english, ".") {
		t.Errorf("Line(%+v) for %q in English = %q", e.Payload, m, english)
	}
	if !strings.ContainsFunc(korean, isHangul) || strings.ContainsAny(korean, "{}\n") {
		t.Errorf("Line(%+v) for %q in Korean = %q", e.Payload, m, korean)
	}
	if unicode.IsLower([]rune(english)[0]) {
		t.Errorf("Line(%+v) for %q = %q, want a capital letter at the beginning", e.Payload, m, english)
	}
}

func isHangul(c rune) bool { return unicode.Is(unicode.Hangul, c) }

// TestCausesTell: a cause that belongs to a kind has a text of its own, for the staff.
func TestCausesTell(t *testing.T) {
	_, causes, _ := declared(t)
	for _, c := range causes {
		if _, ok := reasons[c]; !ok {
			t.Errorf("cause %q has no text", c)
		}
	}
	for kind, list := range map[string][]chat.Cause{
		"HandedOver": {chat.Asked, chat.ByBot, chat.BotFailed, chat.BotSlow}, "InviteEnded": {chat.Missed, chat.Declined, chat.Withdrawn},
		"Expired": {chat.Idle, chat.Lost}, "Left": causes, "Ended": causes,
	} {
		for _, r := range []Reader{{}, {Language: "ko"}} {
			seen := map[string]chat.Cause{}
			for _, c := range list {
				text := Line(chat.Entry{Payload: kinds[kind](variant{cause: c, party: kim})}, r)
				if other, twice := seen[text]; twice {
					t.Errorf("%s: %q and %q both read %q", kind, c, other, text)
				}
				seen[text] = c
			}
		}
	}
}

func TestLine(t *testing.T) {
	customer, agent := chat.Customer, kim.Member
	tests := []struct {
		payload chat.Payload
		member  chat.Member
		en, ko  string
	}{
		{chat.Said{Text: "hi"}, customer, "", ""},
		{nil, customer, "", ""},
		{chat.Left{Party: lee}, customer, "Lee left the chat.", "Lee님이 채팅을 나갔습니다."},
		{chat.Left{Party: lee}, lee.Member, "You left the chat.", "채팅을 나갔습니다."},
		{chat.Left{Party: kim, Cause: chat.Passed}, lee.Member, "김하나 left the chat (transferred).", "김하나님이 채팅을 나갔습니다 (전환)."},
		{chat.Left{Party: kim, Cause: chat.Passed}, customer, "김하나 left the chat.", "김하나님이 채팅을 나갔습니다."},
		{chat.Disconnected{}, customer, "Your connection was lost.", "연결이 끊겼습니다."},
		{chat.Disconnected{}, agent, "The customer's connection was lost.", "고객의 연결이 끊겼습니다."},
		{chat.Disconnected{Party: lee}, agent, "Lee's connection was lost.", "Lee님의 연결이 끊겼습니다."},
		{chat.Disconnected{Party: lee}, lee.Member, "Your connection was lost.", "연결이 끊겼습니다."},
		{chat.Reconnected{Party: chat.Party{Member: "agent/8", Role: chat.RoleGuest}}, agent, "The agent is connected again.", "상담사의 연결이 복구되었습니다."},
		{chat.Expired{Of: chat.RoleGuest, Cause: chat.Lost}, agent, "The guest's connection was lost for too long.", "참여한 상담사의 연결이 오랫동안 끊겨 있었습니다."},
		{chat.HandedOver{Cause: chat.BotFailed}, customer, "You are being connected to an agent.", "상담사에게 연결 중입니다."},
		{chat.Joined{Party: bot}, customer, "Virtual assistant joined the chat.", "Virtual assistant이(가) 채팅에 참여했습니다."},
		{chat.Joined{Party: chat.Party{Role: chat.RoleBot, Name: "도우미"}}, customer, "도우미 joined the chat.", "도우미가 채팅에 참여했습니다."},
		{chat.Joined{Party: chat.Party{Role: chat.RoleBot, Name: "상담봇"}}, customer, "상담봇 joined the chat.", "상담봇이 채팅에 참여했습니다."},
		{chat.Joined{Party: chat.Party{Role: chat.RoleAgent, Name: "박 선생님"}}, customer, "박 선생님 joined the chat.", "박 선생님이 채팅에 참여했습니다."},
		{chat.Transferred{From: kim, Queue: "q", QueueName: "Orders"}, agent, "You transferred the chat to the queue Orders.", "채팅을 Orders 대기열로 전환했습니다."},
		{chat.Transferred{From: kim, To: lee}, lee.Member, "김하나 transferred the chat to you.", "김하나님이 채팅을 나에게 전환했습니다."},
		{chat.Transferred{From: kim, To: lee}, customer, "You are being connected to somebody else.", "다른 담당자에게 연결 중입니다."},
		{chat.Transferred{To: lee}, "", "The chat was transferred to Lee.", "채팅이 Lee님에게 전환되었습니다."},
		{chat.Transferred{From: kim, To: lee, By: "9"}, agent, "The supervisor reassigned the chat to Lee.", "감독자가 채팅을 Lee님에게 재배정했습니다."},
		{chat.Transferred{From: kim, To: lee, By: "9"}, boss.Member, "You reassigned the chat to Lee.", "채팅을 Lee님에게 재배정했습니다."},
		{chat.Invited{Guest: chat.Party{Member: "agent/8", Role: chat.RoleGuest}}, agent, "The agent was asked to join.", "상담사에게 참여를 요청했습니다."},
		{chat.Ended{By: kim, Cause: chat.AgentEnded}, customer, "김하나 left. The chat has ended.", "김하나님이 채팅을 나갔습니다. 채팅이 종료되었습니다."},
		{chat.Ended{By: kim, Cause: chat.AgentEnded}, agent, "You ended the chat.", "채팅을 종료했습니다."},
		{chat.Ended{Cause: chat.AgentEnded}, customer, "The agent left. The chat has ended.", "상담사가 채팅을 나갔습니다. 채팅이 종료되었습니다."},
		{chat.Ended{Cause: chat.QueueFull}, agent, "The chat has ended: the queue is full.", "채팅이 종료되었습니다: 대기열이 가득 참."},
		{chat.Queued{Name: "배송 대기열"}, agent, "The chat is waiting in the queue 배송 대기열.", "채팅이 배송 대기열에서 대기 중입니다."},
		{chat.Opened{Name: "{who}\u202e\n{queue}\x00"}, agent, "{who} {queue} started the chat.", "{who} {queue}님이 채팅을 시작했습니다."},
		{chat.Opened{Name: "\u200b\u3164 "}, agent, "The customer started the chat.", "고객이 채팅을 시작했습니다."},
		{chat.Opened{Name: "דוד\u2069"}, agent, "\u2068דוד\u2069 started the chat.", "\u2068דוד\u2069님이 채팅을 시작했습니다."},
	}
	for _, tt := range tests {
		for language, want := range map[string]string{"en-US": tt.en, "ko": tt.ko, "": tt.en, "fr": tt.en, "no tag": tt.en, "kor": tt.ko} {
			if got := Line(chat.Entry{Payload: tt.payload}, Reader{Language: language, Member: tt.member}); got != want {
				t.Errorf("Line(%+v) for %q in %q = %q, want %q", tt.payload, tt.member, language, got, want)
			}
		}
	}
}
