package transcript

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/chat"
	"github.com/acdkit/acdkit/contact/attachment"
	"github.com/google/go-cmp/cmp"
)

const staffText = `Friday, 27 November 2026 (UTC)

14:58  * Ann started the chat.
14:58  * Virtual assistant joined the chat.
14:59  [Bot] Virtual assistant
    Hello! How can I help?
14:59  [Customer] Ann
    My parcel is late 😡
    Where is it?
15:00  * The customer asked for an agent.
15:00  * The chat is waiting in the queue Orders.
15:01  * 김하나 joined the chat.
15:01  [Agent] 김하나
    안녕하세요, 김하나입니다. 확인해 보겠습니다.
15:02  * The supervisor joined the chat, unseen by the customer.
15:03  [Supervisor, staff only]
    Offer a refund.
15:03  [Customer] Ann
  + 영수증 <1>.png (12 KB)
15:04  * Card or personal data in your message was hidden.
15:05  * The customer's connection was lost.
15:05  * The customer is connected again.
15:06  * 김하나 ended the chat.
`

const koreanText = `2026년 11월 27일 금요일 (UTC+09:00)

23:58  * 채팅을 시작하셨습니다.
23:58  * Virtual assistant이(가) 채팅에 참여했습니다.
23:59  [챗봇] Virtual assistant
    Hello! How can I help?
23:59  [고객] Ann
    My parcel is late 😡
    Where is it?

2026년 11월 28일 토요일 (UTC+09:00)

00:00  * 상담사 연결을 요청하셨습니다.
`

func TestText(t *testing.T) {
	for _, tt := range []struct {
		entries []chat.Entry
		reader  Reader
		want    string
	}{
		{story(), Reader{}, staffText},
		{story()[:5], Reader{Language: "ko", Member: chat.Customer, Location: seoul}, koreanText},
		{nil, Reader{}, ""},
	} {
		var b strings.Builder
		if err := Text(&b, tt.entries, tt.reader); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, b.String()); diff != "" {
			t.Errorf("Text mismatch (-want +got):\n%s", diff)
		}
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, story(), Reader{Member: boss.Member}); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	none := []any{}
	file := map[string]any{"id": "f1", "name": "영수증 <1>.png", "size": 12400.0, "type": "image/png"}
	want := []map[string]any{
		{"seq": 4.0, "at": "2026-11-27T14:59:30Z", "from": "Ann", "role": "customer", "kind": "said", "text": "My parcel is late 😡\nWhere is it?", "attachments": none, "visible_to": "everyone"},
		{"seq": 10.0, "at": "2026-11-27T15:02:30Z", "from": "", "role": "system", "kind": "joined", "text": "You joined the chat. The customer does not see you.", "attachments": none, "visible_to": "staff"},
		{"seq": 11.0, "at": "2026-11-27T15:03:00Z", "from": "agent/9", "role": "whisper", "kind": "said", "text": "Offer a refund.", "attachments": none, "visible_to": "staff"},
		{"seq": 12.0, "at": "2026-11-27T15:03:30Z", "from": "Ann", "role": "customer", "kind": "said", "text": "", "attachments": []any{file}, "visible_to": "everyone"},
		{"seq": 14.0, "at": "2026-11-27T15:04:30Z", "from": "", "role": "system", "kind": "noticed", "text": "Card or personal data in your message was hidden.", "attachments": none, "visible_to": "private"},
	}
	if diff := cmp.Diff(want, []map[string]any{got[3], got[8], got[9], got[10], got[11]}); diff != "" {
		t.Errorf("JSON mismatch (-want +got):\n%s", diff)
	}
	if n := len(story()) - 2; len(got) != n { // the receipt, and what is for the log alone
		t.Errorf("JSON has %d entries, want %d", len(got), n)
	}
	b.Reset()
	if err := JSON(&b, nil, Reader{}); err != nil || b.String() != "[]\n" {
		t.Errorf("JSON of nothing = %q, %v", b.String(), err)
	}
}

func TestSizes(t *testing.T) {
	for n, want := range map[int64]string{-1: "0 B", 0: "0 B", 1023: "1023 B", 1024: "1 KB", 1<<20 - 1: "1023 KB", 1 << 20: "1.0 MB", 35 << 20: "35.0 MB"} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
}

var errFull = errors.New("full")

// full takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriterErrors(t *testing.T) {
	for name, write := range map[string]func(io.Writer, []chat.Entry, Reader) error{"Text": Text, "HTML": HTML, "JSON": JSON} {
		if err := write(full{}, story(), Reader{}); !errors.Is(err, errFull) {
			t.Errorf("%s: %v, want the writer's error", name, err)
		}
	}
}

// TestTextKeepsItsLines: no name, text or file makes a line that it is not.
func TestTextKeepsItsLines(t *testing.T) {
	hostile := "x\r\n15:00  * Ann left the chat.\n\n15:00  [Agent] Kim\u2028y\v  + z (1 KB)\x1b[2J\u0085w"
	var b strings.Builder
	said := chat.Said{From: chat.Party{Role: chat.RoleCustomer, Name: hostile}, Text: hostile, Files: []attachment.File{{Name: hostile}, {}}}
	if err := Text(&b, numbered(said), Reader{}); err != nil {
		t.Fatal(err)
	}
	want := `Friday, 27 November 2026 (UTC)

14:58  [Customer] x 15:00 * Ann left the chat. 15:00 [Agent] Kim y + z (1 KB) [2J w
    x
    15:00  * Ann left the chat.

    15:00  [Agent] Kim
    y
      + z (1 KB)` + "\uFFFD" + `[2J
    w
  + x 15:00 * Ann left the chat. 15:00 [Agent] Kim y + z (1 KB) [2J w (0 B)
  + ? (0 B)
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("Text mismatch (-want +got):\n%s", diff)
	}
}
