package pci

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Everything on.
var everything = Config{Kinds: AllKinds, SpelledOut: true}

func newScanner(t testing.TB, c Config) *Scanner {
	t.Helper()
	s, err := NewScanner(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// said lists what is found in text: kind, then the text itself.
func said(s *Scanner, text string) []string {
	var out []string
	for _, f := range s.FindString(text) {
		out = append(out, f.Kind.String()+" "+text[f.Start:f.End])
	}
	return out
}

// TestPersonal has a table for each kind: what is found in a text, or nothing.
func TestPersonal(t *testing.T) {
	for name, cases := range personalCases {
		t.Run(name, func(t *testing.T) {
			s := newScanner(t, everything)
			for _, c := range cases {
				if diff := cmp.Diff(c.want, said(s, c.text)); diff != "" {
					t.Errorf("Find(%q) mismatch (-want +got):\n%s", c.text, diff)
				}
			}
		})
	}
}

type personalCase struct {
	text string
	want []string
}

func found(text string, want ...string) personalCase { return personalCase{text, want} }

var personalCases = map[string][]personalCase{
	"IBAN": {
		found("IBAN: DE89 3704 0044 0532 0130 00.", "iban DE89 3704 0044 0532 0130 00"),
		found("de89370400440532013000", "iban de89370400440532013000"),
		found("GB82-WEST-1234-5698-7654-32 ok", "iban GB82-WEST-1234-5698-7654-32"),
		found("계좌는DE89370400440532013000입니다", "iban DE89370400440532013000"),
		found("MT84 MALT 0110 0001 2345 MTLC AST0 01S", "iban MT84 MALT 0110 0001 2345 MTLC AST0 01S"),
		found("FR14 2004 1010 0505 0001 3M02 606", "iban FR14 2004 1010 0505 0001 3M02 606"),
		found("NO93 8601 1117 947", "iban NO93 8601 1117 947"),
		found("<b>DE89</b> 3704&nbsp;0044 0532 0130 00", "iban DE89</b> 3704&nbsp;0044 0532 0130 00"),
		found("DE88370400440532013000"),
		found("XX89370400440532013000"),
		found("aDE89370400440532013000"),
		found("DE893704004405320130001"),
	},
	"SSN": {
		found("SSN 123-45-6789", "ssn 123-45-6789"),
		found("it is 123 45 6789.", "ssn 123 45 6789"),
		found("123–45–6789", "ssn 123–45–6789"),
		found("social security number: 123456789", "ssn 123456789"),
		found("123456789 is my social security number", "ssn 123456789"),
		found("my ssn is 123.45.6789", "ssn 123.45.6789"),
		found("사회보장번호 123456789", "ssn 123456789"),
		found("123456789"),
		found("000-12-3456"), found("666-12-3456"), found("900-12-3456"), found("123-00-3456"), found("123-45-0000"),
		found("1-123-45-6789"), found("123-45-6789-1"), found("123-45-67890"), found("123-45 6789"), found("x123-45-6789"),
		found("social 123456789"),
	},
	"RRN": {
		found("주민번호 900101-1234568", "rrn 900101-1234568"),
		found("900101-1234567", "rrn 900101-1234567"), // no check digit since October 2020
		found("9001011234568", "rrn 9001011234568"),
		found("900101 1234568", "rrn 900101 1234568"),
		found("주민등록번호는9001011234567입니다", "rrn 9001011234567"),
		found("외국인등록번호 : 9001015234567", "rrn 9001015234567"),
		found("고객 홍길동(000229-3234567)님", "rrn 000229-3234567"),
		found("９００１０１－１２３４５６７", "rrn ９００１０１－１２３４５６７"),
		found("alien registration number 900101 5234567", "rrn 900101 5234567"),
		found("9001011234567"), found("900101 1234567"),
		found("991331-1234567"), found("990230-1234567"), found("990229-1234567"), found("000000-1234567"), found("900100-1234567"),
		found("900101-123456"), found("900101-12345678"), found("1900101-1234567"), found("20-900101-1234567"),
	},
	"Passport": {
		found("여권번호는 M12345678입니다", "passport M12345678"),
		found("여권 m123a4567", "passport m123a4567"),
		found("Passport No. 123456789", "passport 123456789"),
		found("passport: A 12345678", "passport A 12345678"),
		found("M12345678 is my passport number", "passport M12345678"),
		found("Reisepass C01X00T47", "passport C01X00T47"),
		found("mon passeport est 12AB34567", "passport 12AB34567"),
		found("pasaporte PAB123456", "passport PAB123456"),
		found("passaporto YA1234567, grazie", "passport YA1234567"),
		found("passaporte: CB123456", "passport CB123456"),
		found("M12345678"), found("order M12345678"), found("passport M1234"), found("passport M1234567890123"),
		found("passport 2026"),
	},
	"License": {
		found("운전면허 11-22-333333-44", "license 11-22-333333-44"),
		found("면허번호: 112233333344", "license 112233333344"),
		found("서울 12-345678-90", "license 12-345678-90"),
		found("my driver's license is D1234567.", "license D1234567"),
		found("driver’s license D1234567", "license D1234567"),
		found("license no. 123 456 789", "license 123 456 789"),
		found("DL: S123-456-78-901-0", "license S123-456-78-901-0"),
		found("driving licence MORGA657054SM9IJ", "license MORGA657054SM9IJ"),
		found("Führerschein B072RRE2I55", "license B072RRE2I55"),
		found("permis de conduire 123456789012", "license 123456789012"),
		found("licencia de conducir 12345678Z", "license 12345678Z"),
		found("patente di guida AB1234567C", "license AB1234567C"),
		found("carteira de motorista 12345678901", "license 12345678901"),
		found("license plate 12345678"), found("driver 1234567 arrives"), found("D1234567"), found("12-345678-90"),
		found("driver's license since 2024-01-02"),
	},
	"Account": {
		found("계좌번호 110-123-456789", "account 110-123-456789"),
		found("국민은행123456-01-234567로 보내주세요", "account 123456-01-234567"),
		found("account no 12345678", "account 12345678"),
		found("a/c 1234 5678 90", "account 1234 5678 90"),
		found("12345678 is my account", "account 12345678"),
		found("accounts 12345678 and 87654321", "account 12345678", "account 87654321"),
		found("Kontonummer: 1234567890", "account 1234567890"),
		found("compte 12345678901", "account 12345678901"),
		found("número de cuenta 1234567890", "account 1234567890"),
		found("numero di conto 123456789012", "account 123456789012"),
		found("conta 123456-7", "account 123456-7"),
		found("sort code 12-34-56", "account 12-34-56"),
		found("routing number 021000021", "account 021000021"),
		found("routing number 123456789"), found("routing to queue 123456"),
		found("account 12345"), found("account since 2024-01-02"), found("accounting 12345678"),
		found("계좌로 1000000원 보냈어요"), found("account: $1000000"), found("account 12345678.5"),
		found("order 110-123-456789"),
	},
	"Phone": {
		found("010-1234-5678", "phone 010-1234-5678"),
		found("제 번호는01012345678이에요", "phone 01012345678"),
		found("010 1234 5678", "phone 010 1234 5678"),
		found("010.1234.5678", "phone 010.1234.5678"),
		found("02-123-4567, 031-123-4567", "phone 02-123-4567", "phone 031-123-4567"),
		found("(02) 123-4567", "phone 02) 123-4567"),
		found("1588-1234", "phone 1588-1234"),
		found("070-1234-5678 / 0505-123-4567", "phone 070-1234-5678", "phone 0505-123-4567"),
		found("+82 10-1234-5678", "phone +82 10-1234-5678"),
		found("+82 (0)10-1234-5678", "phone +82 (0)10-1234-5678"),
		found("+821012345678", "phone +821012345678"),
		found("＋82 10 1234 5678", "phone ＋82 10 1234 5678"),
		found("+1 (555) 234-5678 ext. 12", "phone +1 (555) 234-5678"),
		found("(555) 234-5678x12", "phone 555) 234-5678"),
		found("1-800-234-5678", "phone 1-800-234-5678"),
		found("555.234.5678", "phone 555.234.5678"),
		found("call +44 20 7946 0958", "phone +44 20 7946 0958"),
		found("0049 30 1234567", "phone 0049 30 1234567"),
		found("0171/1234567", "phone 0171/1234567"),
		found("01 23 45 67 89", "phone 01 23 45 67 89"),
		found("01.23.45.67.89", "phone 01.23.45.67.89"),
		found("020 7946 0958", "phone 020 7946 0958"),
		found("tel 5551234", "phone 5551234"),
		found("전화 12345678", "phone 12345678"),
		found("휴대폰 01112345678", "phone 01112345678"),
		found("Telefon: 3012345678", "phone 3012345678"),
		found("teléfono 912 345 678", "phone 912 345 678"),
		found("5551234 is my phone", "phone 5551234"),
		found("5551234567"), found("1112345678"), found("155-234-5678"), found("555-134-5678"),
		found("1850-1899"), found("2024-01-02"), found("01.02.2024"), found("phone since 2024-01-02"),
		found("192.168.100.200"), found("1.0.12.345"), found("3+1234567"), found("12-010-1234-5678"),
		found("10:15-12:30"), found("tel 12345"),
	},
	"Email": {
		found("write to foo.bar+x@example.com.", "email foo.bar+x@example.com"),
		found("메일은foo@bar.co.kr로 주세요", "email foo@bar.co.kr"),
		found("홍길동@예제.한국", "email 홍길동@예제.한국"),
		found("x@bücher.example", "email x@bücher.example"),
		found("jörg@example.xn--p1ai", "email jörg@example.xn--p1ai"),
		found(`"john doe"@example.com`, `email "john doe"@example.com`),
		found("user@[192.168.0.1]", "email user@[192.168.0.1]"),
		found("<a href=\"mailto:a@b.de\">", "email a@b.de"),
		found("q?mail=a@b.de&x=1", "email a@b.de"),
		found("a@b.de,c@d.fr", "email a@b.de", "email c@d.fr"),
		found("010-1234-5678@naver.com", "email 010-1234-5678@naver.com"),
		found("@handle"), found("a@b"), found("a@b.1"), found("a @b.de"), found("a@ b.de"), found("a.@b.de"), found("a@-b.de"), found("5@3.2"),
	},
	"mixed": {
		found("010-1234-5678 4539 1488 0343 6467", "phone 010-1234-5678", "pan 4539 1488 0343 6467"),
		found("tel 1234 4539 1488 0343 6467", "pan 4539 1488 0343 6467"),
		found("+49 30 123456 4539 1488 0343 6467", "phone +49 30 123456", "pan 4539 1488 0343 6467"),
		found("계좌 4539148803436467", "pan 4539148803436467"),
		found("account 123456 4539-1488-0343-6467", "account 123456", "pan 4539-1488-0343-6467"),
		found("4539148803436467@example.com", "pan 4539148803436467"),
		found("여권 M12345678, 전화 12345678", "passport M12345678", "phone 12345678"),
		found("<td>계좌번호</td><td>110-123-456789</td>", "account 110-123-456789"),
		found("<a href=\"tel:+821012345678\">010-1234-<b>5678</b></a>", "phone +821012345678", "phone 010-1234-<b>5678"),
		found("010-<i title='a@b.de'>1234</i>-5678", "phone 010-<i title='a@b.de'>1234</i>-5678"),
		found("010-\u200b1234-5678", "phone 010-\u200b1234-5678"),
		found("tel:%20010%2D1234-5678", "phone 010%2D1234-5678"),
		found(`전화\n010-1234-5678\n`, "phone 010-1234-5678"),
		found("&#48;10-1234-5678", "phone &#48;10-1234-5678"),
	},
}

// TestPersonalIsOff: nobody who did not ask for it has personal data changed.
func TestPersonalIsOff(t *testing.T) {
	s := newScanner(t, Config{})
	for name, cases := range personalCases {
		for _, c := range cases {
			for _, f := range s.FindString(c.text) {
				if !CardData.Has(f.Kind) {
					t.Errorf("%s: Find(%q) has a %v by default", name, c.text, f.Kind)
				}
			}
		}
	}
}

// TestOneKind: with one kind on, nothing else is found.
func TestOneKind(t *testing.T) {
	for k := IBAN; k < kindEnd; k++ {
		s := newScanner(t, Config{Kinds: KindSet(k)})
		for _, c := range personalCases["mixed"] {
			for _, f := range s.FindString(c.text) {
				if f.Kind != k {
					t.Errorf("Kinds %v: Find(%q) has a %v", k, c.text, f.Kind)
				}
			}
		}
	}
}

// TestPersonalMask: what is left of each kind.
func TestPersonalMask(t *testing.T) {
	for text, want := range map[string]string{
		"DE89 3704 0044 0532 0130 00":         "**** **** **** **** **30 00",
		"123-45-6789":                         "***-**-6789",
		"900101-1234567":                      "***",
		"여권 M123<b>45678</b>":                 "여권 ***<b></b>",
		"운전면허 11-22-333333-44":                "운전면허 ***",
		"account 110-123-456789":              "account ***-***-**6789",
		"account 123456":                      "account ***456",
		"+82 10-1234-5678":                    "+** **-****-5678",
		"010-<i title='a@b.de'>1234</i>-5678": "***-<i title='***'>****</i>-5678",
		"foo@example.com":                     "***",
		"010-1234-5678 pin":                   "***-****-**** pin",                   // the last four may be the PIN
		"account 110-12344539 1488 0343 6467": "account ***-******** **** **** 6467", // no beginning of a card
		"four five three nine one four eight 8 oh 343 six 4 six seven!": "* * * * * * * * * *** * * * *!",
	} {
		if got := newScanner(t, everything).Redact(text); got != want {
			t.Errorf("Redact(%q) = %q, want %q", text, got, want)
		}
	}
	s := newScanner(t, Config{Kinds: AllKinds, Mask: Mask{Label: "[gone]"}, SpelledOut: true})
	for text, want := range map[string]string{
		"a@b.de 010-1234-<b>5678</b> M1": "[gone] [gone]<b></b> M1",
		"사오삼구 일사팔팔 공삼사삼 육사육칠":            "[gone]",
	} {
		if got := s.Redact(text); got != want {
			t.Errorf("Redact(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestPersonalAllocatesNothing(t *testing.T) {
	s := newScanner(t, everything)
	for _, text := range []string{
		"Hello, my order 12345 of 2024-01-02 has not come; 3 times I called about account changes, phone off.",
		"안녕하세요, 주문번호 12345 건으로 문의드립니다. 계좌 변경은 2024-01-02 이후 3일 걸린다고 들었습니다. 여권도 필요한가요?",
		"one of two, at 5@3 or so. 1,234,567.89 <b>12</b>&nbsp;34 일이 많아서 사오일 걸려요",
	} {
		source := []byte(text)
		if n := testing.AllocsPerRun(100, func() { s.Find(source) }); n > 0 {
			t.Errorf("Find(%q) allocates %v times", text, n)
		}
	}
}
