package email_test

// koreanCards have the number of a card in them, which only tests have.
var koreanCards = []koreanMail{
	{
		name: "card", file: true, redacted: true,
		subject: "결제 카드 변경", from: "박세리 <seri@naver.example>", begins: "카드를 바꾸고 싶습니다.\n번호는 **** **** **** 6467 입니다.",
		all: "박세리 <seri@naver.example>",
		source: `
From: «B euc-kr 박세리» <seri@naver.example>
To: help@desk.example
Subject: «B euc-kr 결제 카드 변경»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <a2@naver.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="euc-kr"
Content-Transfer-Encoding: base64

«base64 euc-kr 카드를 바꾸고 싶습니다.
번호는 4539 1488 0343 6467 입니다.
»
`,
	},
	{
		name: "card-8bit", redacted: true,
		subject: "카드 **** **** **** 6467 해지", from: "hong@corp.example", begins: "펲시콜라 카드 ************6467 해지",
		files: []string{"카드 ____________6467.txt"}, all: "hong@corp.example",
		source: `
From: hong@corp.example
To: help@desk.example
Subject: «raw cp949 카드 4539 1488 0343 6467 해지»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <c1@corp.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: text/plain; charset=cp949
Content-Transfer-Encoding: 8bit

«raw cp949 펲시콜라 카드 4539148803436467 해지»
--b1
Content-Type: text/plain; charset=euc-kr
Content-Disposition: attachment; filename*=euc-kr''«pct euc-kr 카드 4539148803436467.txt»

empty
--b1--
`,
	},
	{
		name: "card-iso-2022-kr", redacted: true,
		subject: "카드", from: "hong@corp.example", begins: "카드 번호는 **** **** **** 6467 입니다.", all: "hong@corp.example",
		source: `
From: hong@corp.example
To: help@desk.example
Subject: «B iso-2022-kr 카드»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <c2@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-2022-kr

«raw iso-2022-kr
카드 번호는 4539 1488 0343 6467 입니다.»
`,
	},
	{
		name: "card-wide", redacted: true,
		subject: "카드", from: "hong@corp.example", begins: "카드 번호는 ", all: "hong@corp.example",
		source: `
From: hong@corp.example
To: help@desk.example
Subject: «B euc-kr 카드»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <c3@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=euc-kr
Content-Transfer-Encoding: quoted-printable

«qp euc-kr 카드 번호는 ４５３９－１４８８－０３４３－６４６７ 입니다.»
`,
	},
	{
		name: "card-quoted", redacted: true,
		subject: "Re: 카드", from: "hong@corp.example", begins: "맞습니다.", hidden: "************6467", all: "hong@corp.example",
		source: `
From: hong@corp.example
To: help@desk.example
Subject: Re: «B utf-8 카드»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <c4@corp.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b1

--b1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

«base64 utf-8 맞습니다.

2026년 11월 20일 (금) 오전 9:15, 고객센터 <help@desk.example>님이 작성:

> 카드 4539148803436467 이 맞나요?
»
--b1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

«qp utf-8 <p>맞습니다.</p><blockquote>카드 <b>4539</b>148803436467 이 맞나요?</blockquote>»
--b1--
`,
	},
}
