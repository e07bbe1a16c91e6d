package email_test

// koreanNames have their header and the names of their files in every way that is in use, right and wrong.
var koreanNames = []koreanMail{
	{
		name:    "cut-words",
		subject: "대한민국 서울특별시 주문", from: "남궁가나다 <nam@corp.example>", begins: "안녕하세요", all: "남궁가나다 <nam@corp.example>",
		source: `
From: «cut euc-kr 남궁가나다» <nam@corp.example>
To: help@desk.example
Subject: «cut utf-8 대한민국 서울특별시 주문»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <w1@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

안녕하세요
`,
	},
	{
		name:    "mixed-words",
		subject: "[긴급] Order #7 배송 지연", from: "Kim 하나 <hana@corp.example>", begins: "안녕하세요",
		all: "Kim 하나 <hana@corp.example>, 이두리 <duri@corp.example>",
		source: `
From: Kim «B utf-8 하나» (=?utf-8?Q?=EC=82=AC=EC=9B=90?=) <hana@corp.example>
To: "help" <help@desk.example>, "«Q euc-kr 이두리»" <duri@corp.example>
Subject: «B euc-kr [긴급]» Order #7
 «Q utf-8 배송» «B cp949  지연»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <w2@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

안녕하세요
`,
	},
	{
		name:    "raw-header",
		subject: "주문 문의", from: "홍길동 <hong@corp.example>", begins: "안녕하세요", all: "홍길동 <hong@corp.example>, 이두리 <duri@corp.example>",
		source: `
From: "«raw euc-kr 홍길동»" <hong@corp.example>
To: «raw euc-kr 고객센터» <help@desk.example>
Cc: 이두리 <duri@corp.example>
Subject: «raw euc-kr 주문 문의»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <w3@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=euc-kr
Content-Transfer-Encoding: 8bit

«raw euc-kr 안녕하세요»
`,
	},
	namedFile("file-2231", `filename*0*=UTF-8''«pct utf-8 2026년 »;
 filename*1*=«pct utf-8 견적서.txt»`),
	namedFile("file-2231-euc-kr", `filename*=euc-kr''«pct euc-kr 2026년 견적서.txt»`),
	namedFile("file-word", `filename="«B utf-8 2026년 견적서.txt»"`),
	namedFile("file-word-ks", `filename="«B ks_c_5601-1987 2026년 견적서.txt»"`),
	namedFile("file-word-cut", `filename="«cut euc-kr 견2026년»
 «B euc-kr  견적서.txt»"`),
	namedFile("file-raw", `filename="«raw euc-kr 2026년 견적서.txt»"`),
	namedFile("file-raw-utf-8", `filename="2026년 견적서.txt"`),
	namedFile("file-raw-bare", `filename=«raw euc-kr 2026년 견적서.txt»`),
	namedFile("file-percent", `filename="«pct utf-8 2026년 견적서.txt»"`),
}

// namedFile is a mail with a file whose name is written in some way.
func namedFile(name, parameter string) koreanMail {
	want := "2026년 견적서.txt"
	if name == "file-word-cut" {
		want = "견" + want
	}
	return koreanMail{
		name: name, subject: "견적서", from: "hong@corp.example", begins: "첨부합니다.", files: []string{want}, all: "hong@corp.example",
		source: `
From: hong@corp.example
To: help@desk.example
Subject: «B utf-8 견적서»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <f1@corp.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: text/plain; charset=euc-kr
Content-Transfer-Encoding: base64

«base64 euc-kr 첨부합니다.»
--b1
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; ` + parameter + `
Content-Transfer-Encoding: base64

«base64 utf-8 합계 10,000원»
--b1--
`,
	}
}
