package reply_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/acdkit/acdkit/email/reply"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// subjects has for each subject its kind ("r" for an answer, "f" for a forward), its base, and the answer's subject.
var subjects = []struct{ subject, kind, base, answer string }{
	// none
	{"", "", "", "Re:"},
	{"   ", "", "", "Re:"},
	{"주문 7번", "", "주문 7번", "Re: 주문 7번"},
	{"order 7", "", "order 7", "Re: order 7"},
	{"  order   7 ", "", "order   7", "Re: order   7"},
	{"order: late", "", "order: late", "Re: order: late"},
	{"12:30", "", "12:30", "Re: 12:30"},
	{":", "", ":", "Re: :"},
	{"[2]: x", "", "[2]: x", "Re: [2]: x"},
	// English
	{"Re: x", "r", "x", "Re: x"},
	{"RE: x", "r", "x", "Re: x"},
	{"re:x", "r", "x", "Re: x"},
	{"Re:", "r", "", "Re:"},
	{"Re: Re: Re: x", "r", "x", "Re: x"},
	{"Re:RE:re:x", "r", "x", "Re: x"},
	{"RE : x", "r", "x", "Re: x"},
	{"Re :x", "r", "x", "Re: x"},
	{"Re\u00a0: x", "r", "x", "Re: x"},
	{"Re[2]: x", "r", "x", "Re: x"},
	{"RE [12]: x", "r", "x", "Re: x"},
	{"Re(2): x", "r", "x", "Re: x"},
	{"Re (2) : x", "r", "x", "Re: x"},
	{"RE^3: x", "r", "x", "Re: x"},
	{"Re^: x", "", "Re^: x", "Re: Re^: x"},
	{"Re[]: x", "", "Re[]: x", "Re: Re[]: x"},
	{"Re[a]: x", "", "Re[a]: x", "Re: Re[a]: x"},
	{"Re(2]: x", "", "Re(2]: x", "Re: Re(2]: x"},
	{"Re[12345]: x", "", "Re[12345]: x", "Re: Re[12345]: x"},
	{"RE2: a regexp library", "", "RE2: a regexp library", "Re: RE2: a regexp library"},
	{"Reply: x", "r", "x", "Re: x"},
	{"[Re] x", "r", "x", "Re: x"},
	{"Re x", "", "Re x", "Re: Re x"},
	{"Re-order: x", "", "Re-order: x", "Re: Re-order: x"},
	{"Real: x", "", "Real: x", "Re: Real: x"},
	{"Regarding: x", "", "Regarding: x", "Re: Regarding: x"},
	{"Ref: 4711", "", "Ref: 4711", "Re: Ref: 4711"},
	{"x Re: y", "", "x Re: y", "Re: x Re: y"},
	{"Care: x", "", "Care: x", "Re: Care: x"},
	{"Fwd: x", "f", "x", "Re: Fwd: x"},
	{"FW: x", "f", "x", "Re: FW: x"},
	{"Fw : x", "f", "x", "Re: Fw : x"},
	{"Fwd[2]: x", "f", "x", "Re: Fwd[2]: x"},
	{"fwd:fwd:x", "f", "x", "Re: fwd: x"},
	{"Fwd:", "f", "", "Re: Fwd:"},
	{"Re: Fwd: x", "r", "x", "Re: Fwd: x"},
	{"Fwd: Re: x", "f", "x", "Re: Fwd: x"},
	{"Re: FW: Re: Fwd: x", "r", "x", "Re: FW: x"},
	{"[Fwd: x]", "f", "x", "Re: Fwd: x"},
	{"[FWD: Re: x]", "f", "x", "Re: Fwd: x"},
	{"[Fwd: [list] x]", "f", "[list] x", "Re: Fwd: [list] x"},
	{"[Fwd: [Fwd: x]]", "f", "x", "Re: Fwd: x"},
	{"[Fwd: a] b [c]", "", "[Fwd: a] b [c]", "Re: [Fwd: a] b [c]"},
	{"x (fwd)", "f", "x", "Re: Fwd: x"},
	{"Re: x (Fwd) (fwd)", "r", "x", "Re: Fwd: x"},
	{"[Fwd] x", "f", "x", "Re: [Fwd] x"},
	{"Forward: x", "f", "x", "Re: Forward: x"},
	{"Forwarding address", "", "Forwarding address", "Re: Forwarding address"},
	{"[FW] 2.1 is out", "", "[FW] 2.1 is out", "Re: [FW] 2.1 is out"},
	// Korean
	{"회신: 문의", "r", "문의", "Re: 문의"},
	{"회신 : 문의", "r", "문의", "Re: 문의"},
	{"회신：문의", "r", "문의", "Re: 문의"},
	{"[회신] 문의", "r", "문의", "Re: 문의"},
	{"[회신]문의", "r", "문의", "Re: 문의"},
	{"[회신]: 문의", "r", "문의", "Re: 문의"},
	{"답장: 문의", "r", "문의", "Re: 문의"},
	{"[답장] 문의", "r", "문의", "Re: 문의"},
	{"답변: 문의", "r", "문의", "Re: 문의"},
	{"[답변] Re: 회신: 문의", "r", "문의", "Re: 문의"},
	{"답신: 문의", "r", "문의", "Re: 문의"},
	{"RE: 회신: RE: 문의", "r", "문의", "Re: 문의"},
	{norm.NFD.String("회신: 문의"), "r", norm.NFD.String("문의"), "Re: " + norm.NFD.String("문의")},
	{"전달: 견적", "f", "견적", "Re: 전달: 견적"},
	{"[전달] 견적", "f", "견적", "Re: [전달] 견적"},
	{"FW: 전달: 견적", "f", "견적", "Re: FW: 견적"},
	{"Re: 전달: 견적", "r", "견적", "Re: 전달: 견적"},
	{"회신 요청: 견적", "", "회신 요청: 견적", "Re: 회신 요청: 견적"},
	{"회신요청: 견적", "", "회신요청: 견적", "Re: 회신요청: 견적"},
	{"전달사항: 견적", "", "전달사항: 견적", "Re: 전달사항: 견적"},
	{"[공지] 견적", "", "[공지] 견적", "Re: [공지] 견적"},
	// Chinese and Japanese
	{"答复: 订单", "r", "订单", "Re: 订单"},
	{"回复：订单", "r", "订单", "Re: 订单"},
	{"回覆: 訂單", "r", "訂單", "Re: 訂單"},
	{"答覆: 訂單", "r", "訂單", "Re: 訂單"},
	{"【回复】订单", "r", "订单", "Re: 订单"},
	{"转发: 订单", "f", "订单", "Re: 转发: 订单"},
	{"轉寄: 訂單", "f", "訂單", "Re: 轉寄: 訂單"},
	{"轉發：訂單", "f", "訂單", "Re: 轉發： 訂單"},
	{"【重要】订单", "", "【重要】订单", "Re: 【重要】订单"},
	{"返信: 注文", "r", "注文", "Re: 注文"},
	{"Re：注文", "r", "注文", "Re: 注文"},
	{"転送: 注文", "f", "注文", "Re: 転送: 注文"},
	// European languages
	{"AW: Bestellung", "r", "Bestellung", "Re: Bestellung"},
	{"Aw: AW: Bestellung", "r", "Bestellung", "Re: Bestellung"},
	{"Antwort: Bestellung", "r", "Bestellung", "Re: Bestellung"},
	{"WG: Bestellung", "f", "Bestellung", "Re: WG: Bestellung"},
	{"AW: WG: Bestellung", "r", "Bestellung", "Re: WG: Bestellung"},
	{"Antw: bestelling", "r", "bestelling", "Re: bestelling"},
	{"Doorst: bestelling", "f", "bestelling", "Re: Doorst: bestelling"},
	{"SV: beställning", "r", "beställning", "Re: beställning"},
	{"VB: beställning", "f", "beställning", "Re: VB: beställning"},
	{"VS: tilaus", "r", "tilaus", "Re: tilaus"},
	{"VL: tilaus", "f", "tilaus", "Re: VL: tilaus"},
	{"RE : commande", "r", "commande", "Re: commande"},
	{"Ré : commande", "r", "commande", "Re: commande"},
	{"Re\u0301 : commande", "r", "commande", "Re: commande"},
	{"Réponse : commande", "r", "commande", "Re: commande"},
	{"TR : commande", "f", "commande", "Re: TR : commande"},
	{"R: ordine", "r", "ordine", "Re: ordine"},
	{"R: R: I: ordine", "r", "ordine", "Re: I: ordine"},
	{"R:ordine", "", "R:ordine", "Re: R:ordine"},
	{"r: ordine", "", "r: ordine", "Re: r: ordine"},
	{"C: drive", "", "C: drive", "Re: C: drive"},
	{"RIF: ordine", "r", "ordine", "Re: ordine"},
	{"I: ordine", "f", "ordine", "Re: I: ordine"},
	{"I:ordine", "", "I:ordine", "Re: I:ordine"},
	{"RES: pedido", "r", "pedido", "Re: pedido"},
	{"ENC: pedido", "f", "pedido", "Re: ENC: pedido"},
	{"Respuesta: pedido", "r", "pedido", "Re: pedido"},
	{"Respuesta automática: pedido", "", "Respuesta automática: pedido", "Re: Respuesta automática: pedido"},
	{"RV: pedido", "f", "pedido", "Re: RV: pedido"},
	{"Odp: zamówienie", "r", "zamówienie", "Re: zamówienie"},
	{"PD: zamówienie", "f", "zamówienie", "Re: PD: zamówienie"},
	{"Vá: rendelés", "r", "rendelés", "Re: rendelés"},
	{"Továbbítás: rendelés", "f", "rendelés", "Re: Továbbítás: rendelés"},
	{"YNT: sipariş", "r", "sipariş", "Re: sipariş"},
	{"İLT: sipariş", "f", "sipariş", "Re: İLT: sipariş"},
	{"BLS: pesanan", "r", "pesanan", "Re: pesanan"},
	{"ΑΠ: παραγγελία", "r", "παραγγελία", "Re: παραγγελία"},
	{"ΠΡΘ: παραγγελία", "f", "παραγγελία", "Re: ΠΡΘ: παραγγελία"},
	{"Ответ: заказ", "r", "заказ", "Re: заказ"},
	{"השב: x", "r", "x", "Re: x"},
	{"\u200fהועבר: x", "f", "x", "Re: הועבר: x"},
	{"رد: x", "r", "x", "Re: x"},
	{"إعادة توجيه: x", "f", "x", "Re: إعادة توجيه: x"},
	// tags of lists and gateways
	{"[list] Re: x", "r", "[list] x", "Re: [list] x"},
	{"Re: [list] Re: x", "r", "[list] x", "Re: [list] x"},
	{"Re: [list] x", "r", "[list] x", "Re: [list] x"},
	{"[EXTERNAL] Re: [EXTERNAL] Re: x", "r", "[EXTERNAL] x", "Re: [EXTERNAL] x"},
	{"[External] Re: [EXTERNAL]x", "r", "[External] x", "Re: [External] x"},
	{"[a] [b] AW: [c] x", "r", "[a] [b] [c] x", "Re: [a] [b] [c] x"},
	{"[#4711] Fwd: x", "f", "[#4711] x", "Re: Fwd: [#4711] x"},
	{"[1][1] x", "", "[1][1] x", "Re: [1][1] x"},
	{"[a] [Fwd: x] Re:", "", "[a] [Fwd: x] Re:", "Re: [a] [Fwd: x] Re:"},
	{"[" + strings.Repeat("a", 70) + "] Re: x", "", "[" + strings.Repeat("a", 70) + "] Re: x", "Re: [" + strings.Repeat("a", 70) + "] Re: x"},
	// what no header can hold
	{"Re: a\r\nBcc: b", "r", "a  Bcc: b", "Re: a  Bcc: b"},
	{"a\x00b\tc", "", "a b c", "Re: a b c"},
	{"\xff\xfe", "", "\uFFFD", "Re: \uFFFD"},
	{"a\u2028b", "", "a b", "Re: a b"},
}

func kind(s string) string {
	switch {
	case reply.IsReply(s):
		return "r"
	case reply.IsForward(s):
		return "f"
	}
	return ""
}

func TestSubject(t *testing.T) {
	if len(subjects) < 100 {
		t.Errorf("%d subjects", len(subjects))
	}
	for _, tc := range subjects {
		if got := kind(tc.subject); got != tc.kind {
			t.Errorf("kind of %q is %q, want %q", tc.subject, got, tc.kind)
		}
		if got := reply.Base(tc.subject); got != tc.base {
			t.Errorf("Base(%q) = %q, want %q", tc.subject, got, tc.base)
		}
		if got := reply.Subject(tc.subject); got != tc.answer {
			t.Errorf("Subject(%q) = %q, want %q", tc.subject, got, tc.answer)
		}
		checkSubject(t, tc.subject)
	}
}

// checkSubject checks what is true of all subjects.
func checkSubject(t interface {
	Helper()
	Errorf(string, ...any)
}, s string) {
	t.Helper()
	base, answer := reply.Base(s), reply.Subject(s)
	if again := reply.Base(base); again != base {
		t.Errorf("Base(%q) = %q, and Base of that is %q", s, base, again)
	}
	if again := reply.Subject(answer); again != answer {
		t.Errorf("Subject(%q) = %q, and Subject of that is %q", s, answer, again)
	}
	if got := reply.Base(answer); got != base {
		t.Errorf("Base(Subject(%q)) = %q, want %q", s, got, base)
	}
	if kind(base) != "" || kind(answer) != "r" {
		t.Errorf("kinds of %q: base %q is %q, answer %q is %q", s, base, kind(base), answer, kind(answer))
	}
	if answer != "Re:" && !strings.HasPrefix(answer, "Re: ") || strings.HasPrefix(answer, "Re: Re:") {
		t.Errorf("Subject(%q) = %q", s, answer)
	}
	for _, out := range []string{base, answer} {
		if !utf8.ValidString(out) || strings.ContainsFunc(out, unicode.IsControl) || strings.TrimSpace(out) != out {
			t.Errorf("from %q comes %q", s, out)
		}
	}
}

// words are what subjects are made of where it becomes difficult.
var words = []string{"Re", "RE", "fwd", "Fwd", "R", "I", "AW", "회신", "전달", "إعادة توجيه", "x", "order", ":", "：", " ", " ", "  ",
	"[", "]", "(", ")", "[2]", "^3", "[list]", "[Fwd: ", "[fwd:", "(fwd)", "【", "】", "\u200f", "\n", "\xff", "é", "\u0301"}

func TestSubjectProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkSubject(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 14).Draw(t, "words"), ""))
	})
}

// TestPrefixesInAnyOrder: however many prefixes of answers are before a subject, the answer's is the same.
func TestPrefixesInAnyOrder(t *testing.T) {
	var answers []string
	for _, tc := range subjects {
		if prefix, ok := strings.CutSuffix(tc.subject, " x"); ok && tc.kind == "r" && tc.base == "x" && tc.answer == "Re: x" {
			answers = append(answers, prefix+" ")
		}
	}
	if len(answers) < 10 {
		t.Fatalf("%d prefixes", len(answers))
	}
	rapid.Check(t, func(t *rapid.T) {
		prefix := strings.Join(rapid.SliceOfN(rapid.SampledFrom(answers), 0, 20).Draw(t, "prefixes"), "")
		if got := reply.Subject(prefix + "문의 드립니다"); got != "Re: 문의 드립니다" {
			t.Fatalf("Subject = %q", got)
		}
	})
}

// TestSubjectTakesLinearTime gives large subjects; if it took quadratic time, it would hardly end.
func TestSubjectTakesLinearTime(t *testing.T) {
	const size = 256 << 10
	for _, unit := range []string{"Re:", "Re: [a] ", "[a]", "[fwd:", "(fwd)", "[Re]", "[", " ", "R: ", "\u200f", "가", "Re [", "Fwd: "} {
		s := strings.Repeat(unit, size/len(unit))
		if base := reply.Base(s + "x"); !strings.HasSuffix(base, "x") {
			t.Errorf("Base of 256 KiB of %q and x ends with %q", unit, base[max(0, len(base)-10):])
		}
		reply.Subject(s + strings.Repeat("]", len(s)/4))
	}
}

func FuzzSubject(f *testing.F) {
	for _, tc := range subjects {
		f.Add(tc.subject)
	}
	f.Fuzz(func(t *testing.T, s string) { checkSubject(t, s) })
}

func BenchmarkSubject(b *testing.B) {
	const s = "RE: [EXTERNAL] 회신: Fwd: 주문 4711번 배송 문의드립니다"
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		reply.Subject(s)
	}
}
