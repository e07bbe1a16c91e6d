package email_test

// koreanReplies are answers and new mails of webmail and of apps, with what each of them quotes and signs with.
var koreanReplies = []koreanMail{
	{
		name: "naver-reply", file: true,
		subject: "Re: [데스크] 주문 확인 부탁드립니다", from: "김하나 <hana@naver.example>", begins: "안녕하세요, 김하나입니다.\n\n내일 오후에 받을 수 있을까요?",
		hidden: "주문을 확인해 주세요", all: "김하나 <hana@naver.example>, 이두리 <duri@naver.example>",
		source: `
From: «B utf-8 김하나» <hana@naver.example>
To: «B utf-8 고객센터» <help@desk.example>
Cc: "«B utf-8 이두리»" <duri@naver.example>
Subject: Re: «B utf-8 [데스크] 주문 확인 부탁드립니다»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <8a1f0c22@cweb1.naver.example>
In-Reply-To: <m1@desk.example>
References: <m0@desk.example>
 <m1@desk.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="----=_Part_11_22.1"

------=_Part_11_22.1
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

«base64 utf-8 안녕하세요, 김하나입니다.

내일 오후에 받을 수 있을까요?

 

-----Original Message-----
From: "고객센터" <help@desk.example>
To: "김하나" <hana@naver.example>;
Cc:
Sent: 2026-11-20 (금) 09:15:02 (GMT+09:00)
Subject: [데스크] 주문 확인 부탁드립니다

주문을 확인해 주세요.
»
------=_Part_11_22.1
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

«base64 utf-8 <html><head><style>p{margin-top:0px;margin-bottom:0px;}</style></head><body><div style="font-size:10pt; font-family:Gulim"><p>안녕하세요, 김하나입니다.</p><p>&nbsp;</p><p>내일 오후에 받을 수 있을까요?</p><p style="margin-top:30px">-----Original Message-----<br><b>From:</b> "고객센터" &lt;help@desk.example&gt;<br><b>To:</b> "김하나" &lt;hana@naver.example&gt;;<br><b>Sent:</b> 2026-11-20 (금) 09:15:02 (GMT+09:00)<br><b>Subject:</b> [데스크] 주문 확인 부탁드립니다</p><p>주문을 확인해 주세요.</p></div></body></html>»
------=_Part_11_22.1--
`,
	},
	{
		name:    "naver-app",
		subject: "배송 문의", from: "박세리 <seri@naver.example>", begins: "언제 도착하나요?", all: "박세리 <seri@naver.example>",
		source: `
From: =?utf-8?B?67CV7IS466as?= <seri@naver.example>
To: help@desk.example
Subject: «B utf-8 배송 문의»
Date: Fri, 20 Nov 2026 10:30:00 +0900 (KST)
Message-ID: <a1@naver.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: base64

«base64 utf-8 언제 도착하나요?

네이버 메일 앱에서 보냈습니다.
»
`,
	},
	{
		name:    "daum-reply",
		subject: "RE: 견적 요청", from: "최네모 <nemo@daum.example>", begins: "네, 진행해 주세요.", hidden: "견적을 보냅니다",
		all: "최네모 <nemo@daum.example>",
		source: `
From: "«B EUC-KR 최네모»" <nemo@daum.example>
To: "help" <help@desk.example>
Subject: «B EUC-KR RE: 견적 요청»
Date: Fri, 20 Nov 2026 10:30:00 +0900 (KST)
Message-Id: <d1@daum.example>
In-Reply-To: <m2@desk.example>
MIME-Version: 1.0
Content-Type: text/html; charset="EUC-KR"
Content-Transfer-Encoding: base64

«base64 euc-kr <div>네, 진행해 주세요.</div><div><br></div><div>--------- 원본 메일 ---------</div><table><tr><td>보낸사람</td><td>: "help" &lt;help@desk.example&gt;</td></tr><tr><td>받는사람</td><td>: "최네모" &lt;nemo@daum.example&gt;</td></tr><tr><td>날짜</td><td>: 2026년 11월 20일(금) 09:15:02</td></tr><tr><td>제목</td><td>: 견적 요청</td></tr></table><div>견적을 보냅니다.</div>»
`,
	},
	{
		name:    "daum-app",
		subject: "Re: 반품", from: "최네모 <nemo@daum.example>", begins: "사진을 다시 보낼게요.", hidden: "사진이 보이지 않습니다",
		all: "최네모 <nemo@daum.example>",
		source: `
From: «B utf-8 최네모» <nemo@daum.example>
To: help@desk.example
Subject: «B utf-8 Re: 반품»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-Id: <d2@daum.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

«base64 utf-8 사진을 다시 보낼게요.

2026년 11월 20일 금요일 오전 9:15, 고객센터 <help@desk.example> 작성:

> 사진이 보이지 않습니다.
> 다시 보내 주시겠어요?
»
`,
	},
	{
		name: "gmail-reply", file: true,
		subject: "Re: 환불 처리 안내", from: "정다섯 <five@gmail.example>", begins: "감사합니다. 계좌는 바뀌지 않았어요.\n", hidden: "환불은 3일 안에",
		all: "정다섯 <five@gmail.example>, \"여섯, 윤\" <six@gmail.example>",
		source: `
MIME-Version: 1.0
References: <m3@desk.example>
In-Reply-To: <m3@desk.example>
From: «B UTF-8 정다섯» <five@gmail.example>
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <CAF=x1@mail.gmail.example>
Subject: «B UTF-8 Re: 환불 처리 안내»
To: «B UTF-8 고객센터» <help+r3@desk.example>, «B UTF-8 여섯, 윤» <six@gmail.example>
Content-Type: multipart/alternative; boundary="000000000000a1"

--000000000000a1
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

«base64 utf-8 감사합니다. 계좌는 바뀌지 않았어요.

2026년 11월 20일 (금) 오전 9:15, 고객센터 <help@desk.example>님이 작성:

> 환불은 3일 안에 됩니다.
>
> 고객센터 드림
»
--000000000000a1
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: base64

«base64 utf-8 <div dir="ltr">감사합니다. 계좌는 바뀌지 않았어요.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">2026년 11월 20일 (금) 오전 9:15, 고객센터 &lt;<a href="mailto:help@desk.example">help@desk.example</a>&gt;님이 작성:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">환불은 3일 안에 됩니다.<br><br>고객센터 드림</blockquote></div>»
--000000000000a1--
`,
	},
	{
		name:    "gmail-html",
		subject: "Re: 환불 처리 안내", from: "five@gmail.example", begins: "네, 알겠습니다.", hidden: "환불은 3일 안에",
		all: "five@gmail.example",
		source: `
From: five@gmail.example
To: help@desk.example
Subject: «Q UTF-8 Re: 환불 처리 안내»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <CAF=x2@mail.gmail.example>
MIME-Version: 1.0
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

«qp utf-8 <div dir="auto">네, 알겠습니다.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">2026년 11월 20일 (금) 오전 9:15, 고객센터 &lt;<a href="mailto:help@desk.example">help@desk.example</a>&gt;님이 작성:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">환불은 3일 안에 됩니다.<br></blockquote></div>»
`,
	},
	{
		name: "outlook-reply", file: true,
		subject: "RE: 계약서 검토", from: "\"강일곱(구매팀)\" <seven@corp.example>", begins: "검토했습니다.\n\n수정할 것은 없습니다.", hidden: "계약서를 첨부합니다",
		all: "\"강일곱(구매팀)\" <seven@corp.example>, \"조여덟(법무팀)\" <eight@corp.example>", files: []string{"image001.png"}, warned: nil,
		source: `
From: «B ks_c_5601-1987 강일곱(구매팀)» <seven@corp.example>
To: «B ks_c_5601-1987 고객센터» <help@desk.example>
CC: «B ks_c_5601-1987 조여덟(법무팀)» <eight@corp.example>
Subject: «B ks_c_5601-1987 RE: 계약서 검토»
Thread-Topic: «B ks_c_5601-1987 계약서 검토»
Thread-Index: AdsA1
Date: Fri, 20 Nov 2026 01:30:00 +0000
Message-ID: <SL2P216MB01@SL2P216MB01.corp.example>
References: <m4@desk.example>
In-Reply-To: <m4@desk.example>
Accept-Language: ko-KR, en-US
Content-Language: ko-KR
X-Auto-Response-Suppress: DR, OOF
Content-Type: multipart/related; boundary="_004_"; type="multipart/alternative"
MIME-Version: 1.0

--_004_
Content-Type: multipart/alternative; boundary="_000_"

--_000_
Content-Type: text/plain; charset="ks_c_5601-1987"
Content-Transfer-Encoding: base64

«base64 ks_c_5601-1987 검토했습니다.

수정할 것은 없습니다.

________________________________
보낸 사람: 고객센터 <help@desk.example>
보낸 날짜: 2026년 11월 20일 금요일 오전 9:15
받는 사람: 강일곱(구매팀) <seven@corp.example>
참조: 조여덟(법무팀) <eight@corp.example>
제목: 계약서 검토

계약서를 첨부합니다.
»
--_000_
Content-Type: text/html; charset="ks_c_5601-1987"
Content-Transfer-Encoding: quoted-printable

«qp ks_c_5601-1987 <html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv="Content-Type" content="text/html; charset=ks_c_5601-1987">
</head><body lang="KO"><p class="MsoNormal">검토했습니다.<o:p></o:p></p><p class="MsoNormal">수정할 것은 없습니다. <img src="cid:image001.png@01DA"></p>
<hr><p><b>보낸 사람:</b> 고객센터 &lt;help@desk.example&gt;<br><b>보낸 날짜:</b> 2026년 11월 20일 금요일 오전 9:15<br><b>받는 사람:</b> 강일곱(구매팀) &lt;seven@corp.example&gt;<br><b>제목:</b> 계약서 검토</p><p>계약서를 첨부합니다.</p></body></html>»
--_000_--

--_004_
Content-Type: image/png; name="image001.png"
Content-Description: image001.png
Content-Disposition: inline; filename="image001.png"; size=67
Content-ID: <image001.png@01DA>
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9
awAAAABJRU5ErkJggg==
--_004_--
`,
	},
	{
		name:    "outlook-app",
		subject: "회신: 방문 일정", from: "한아홉 <nine@outlook.example>", begins: "화요일이 좋습니다.", hidden: "언제가 좋으세요",
		all: "한아홉 <nine@outlook.example>",
		source: `
From: «B utf-8 한아홉» <nine@outlook.example>
To: help@desk.example
Subject: «B utf-8 회신: 방문 일정»
Date: Fri, 20 Nov 2026 01:30:00 +0000
Message-ID: <o2@outlook.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

«base64 utf-8 화요일이 좋습니다.

iOS용 Outlook<https://aka.example/o0ukef> 받기
________________________________
보낸 사람: 고객센터 <help@desk.example>
보낸 날짜: 금요일, 11월 20, 2026 9:15 오전
받는 사람: 한아홉 <nine@outlook.example>
제목: 방문 일정

언제가 좋으세요?
»
`,
	},
	{
		name: "apple-reply", file: true,
		subject: "Re: 예약 변경", from: "송열 <ten@icloud.example>", begins: "11월 25일로 바꿔 주세요.", hidden: "어느 날로 바꿀까요",
		all: "송열 <ten@icloud.example>",
		source: `
From: «Q euc-kr 송열» <ten@icloud.example>
Content-Type: text/plain; charset=euc-kr
Content-Transfer-Encoding: quoted-printable
Mime-Version: 1.0 (Mac OS X Mail 16.0 \(3774.200.91\))
Subject: «B euc-kr Re: 예약 변경»
Date: Fri, 20 Nov 2026 10:30:00 +0900
References: <m5@desk.example>
To: «B euc-kr 고객센터» <help@desk.example>
In-Reply-To: <m5@desk.example>
Message-Id: <p1@icloud.example>
X-Mailer: Apple Mail (2.3774.200.91.1.1)

«qp euc-kr 11월 25일로 바꿔 주세요.

> 2026. 11. 20. 오전 9:15, 고객센터 <help@desk.example> 작성:
>
> 어느 날로 바꿀까요?
»
`,
	},
	{
		name:    "iphone",
		subject: "문이 안 열려요", from: "송열 <ten@icloud.example>", begins: "비밀번호가 맞는데 문이 안 열립니다.", all: "송열 <ten@icloud.example>",
		source: `
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64
From: «B utf-8 송열» <ten@icloud.example>
Mime-Version: 1.0 (1.0)
Date: Fri, 20 Nov 2026 10:30:00 +0900
Subject: «B utf-8 문이 안 열려요»
Message-Id: <p2@icloud.example>
To: help@desk.example
X-Mailer: iPhone Mail (21A350)

«base64 utf-8 비밀번호가 맞는데 문이 안 열립니다.

나의 iPhone에서 보냄»
`,
	},
	{
		name:    "samsung-reply",
		subject: "RE: 수리 접수", from: "임하늘 <sky@naver.example>", begins: "네 가능합니다", hidden: "기사가 방문해도",
		all: "임하늘 <sky@naver.example>",
		source: `
Date: Fri, 20 Nov 2026 10:30:00 +0900
Subject: «B UTF-8 RE: 수리 접수»
Message-ID: <s1@email.android.example>
Importance: normal
From: «B UTF-8 임하늘» <sky@naver.example>
To: help@desk.example
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

«base64 utf-8 네 가능합니다


나의 Galaxy에서 보냄


-------- 원본 이메일 --------
발신: 고객센터 <help@desk.example>
날짜: 26/11/20 오전 9:15 (GMT+09:00)
수신: 임하늘 <sky@naver.example>
제목: 수리 접수

기사가 방문해도 될까요?
»
`,
	},
	{
		name:    "signature",
		subject: "세금계산서", from: "오바다 <sea@corp.example>", begins: "세금계산서를 발행해 주세요.\n\n감사합니다.\n오바다 드림\n",
		all: "오바다 <accounting@corp.example>",
		source: `
From: «B utf-8 오바다» <sea@corp.example>
Reply-To: «B utf-8 오바다» <accounting@corp.example>
To: help@desk.example
Subject: «B utf-8 세금계산서»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <g1@corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: 8bit

세금계산서를 발행해 주세요.

감사합니다.
오바다 드림
-- 
오바다 과장 | 바다상사 회계팀
전화 02-000-0000
`,
	},
}
