package email_test

// koreanCharsets have their text in the charsets that are in use, under all their names, and under wrong ones. The
// syllables 똠, 펲 and 믜 are in CP949 and not in KS X 1001.
var koreanCharsets = []koreanMail{
	plainKorean("cp949-8bit", "cp949", "8bit", "raw cp949", nil),
	plainKorean("uhc-qp", "uhc", "quoted-printable", "qp uhc", nil),
	plainKorean("ms949-base64", "ms949", "base64", "base64 ms949", nil),
	plainKorean("x-windows-949", "x-windows-949", "8bit", "raw x-windows-949", nil),
	plainKorean("ks_c_5601-1987", `"ks_c_5601-1987"`, "base64", "base64 ks_c_5601-1987", nil),
	plainKorean("euc-kr", "EUC-KR", "8bit", "raw euc-kr", nil),
	plainKorean("declared-utf-8", "utf-8", "8bit", "raw euc-kr", []string{"wrong-charset"}),
	plainKorean("declared-euc-kr", "euc-kr", "base64", "base64 utf-8", []string{"wrong-charset"}),
	plainKorean("declared-ascii", "us-ascii", "8bit", "raw euc-kr", []string{"wrong-charset"}),
	plainKorean("declared-latin", "iso-8859-1", "base64", "base64 utf-8", []string{"wrong-charset"}),
	plainKorean("unknown-charset", "x-hangul", "base64", "base64 euc-kr", []string{"unknown-charset"}),
	{
		name:    "no-charset",
		subject: "펲시콜라 문의", from: "홍길동 <hong@corp.example>", begins: "믜운 똠방각하", warned: []string{"guessed-charset"},
		all: "홍길동 <hong@corp.example>",
		source: `
From: «raw cp949 홍길동» <hong@corp.example>
To: help@desk.example
Subject: «raw cp949 펲시콜라 문의»
Date: Fri, 20 Nov 2026 10:30:00 +0900

«raw cp949 믜운 똠방각하»
`,
	},
	{
		name:    "iso-2022-kr",
		subject: "오래된 메일", from: "홍길동 <hong@corp.example>", begins: "안녕하세요 desk 여러분.\n오래된 프로그램입니다.", all: "홍길동 <hong@corp.example>",
		source: `
From: «B iso-2022-kr 홍길동» <hong@corp.example>
To: help@desk.example
Subject: «B euc-kr 오래된 메일»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <k1@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=ISO-2022-KR
Content-Transfer-Encoding: 7bit

«raw iso-2022-kr
안녕하세요 desk 여러분.
오래된 프로그램입니다.
»
`,
	},
	{
		name:    "html-meta",
		subject: "Re: 문의", from: "hong@corp.example", begins: "펲시콜라 두 병", all: "hong@corp.example",
		source: `
From: hong@corp.example
To: help@desk.example
Subject: Re: «B utf-8 문의»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <k2@corp.example>
MIME-Version: 1.0
Content-Type: text/html
Content-Transfer-Encoding: 8bit

«raw cp949 <html><head><meta charset="ks_c_5601-1987"></head><body>펲시콜라 두 병</body></html>»
`,
	},
}

// plainKorean is one text, declared and encoded in some way.
func plainKorean(name, charset, encoding, written string, warned []string) koreanMail {
	const text = "펲시콜라를 주문했는데 아직 오지 않았습니다.\n믜운 똠방각하가 대답이 없네요."
	return koreanMail{
		name: name, subject: "똠방각하 주문", from: "홍길동 <hong@corp.example>", begins: text, warned: warned, all: "홍길동 <hong@corp.example>",
		source: `
From: «B cp949 홍길동» <hong@corp.example>
To: help@desk.example
Subject: «B cp949 똠방각하 주문»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <k3@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=` + charset + `
Content-Transfer-Encoding: ` + encoding + `

«` + written + "\n" + text + `»
`,
	}
}
