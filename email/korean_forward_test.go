package email_test

import "github.com/acdkit/acdkit/email/auto"

// koreanForwards are mails that are passed on, which are read whole, and what else is not written to be answered line by line.
var koreanForwards = []koreanMail{
	{
		name:    "gmail-forward",
		subject: "Fwd: 결제 오류", from: "정다섯 <five@gmail.example>", begins: "이 메일을 받았는데 무슨 뜻인가요?", all: "정다섯 <five@gmail.example>",
		source: `
From: «B UTF-8 정다섯» <five@gmail.example>
To: help@desk.example
Subject: «B UTF-8 Fwd: 결제 오류»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <CAF=x3@mail.gmail.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: base64

«base64 utf-8 이 메일을 받았는데 무슨 뜻인가요?

---------- Forwarded message ---------
보낸사람: 쇼핑몰 <no-reply@shop.example>
Date: 2026년 11월 19일 (목) 오후 6:02
Subject: 결제 오류
To: <five@gmail.example>

결제가 완료되지 않았습니다.
»
`,
	},
	{
		name: "naver-forward", file: true,
		subject: "[전달] 설치 사진", from: "김하나 <hana@naver.example>", begins: "전달드립니다.", all: "김하나 <hana@naver.example>",
		files: []string{"설치 사진.eml", "평면도.pdf"},
		source: `
From: «B utf-8 김하나» <hana@naver.example>
To: help@desk.example
Subject: «B utf-8 [전달] 설치 사진»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <8a1f0c23@cweb1.naver.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_fw"

--=_fw
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

«base64 utf-8 전달드립니다.»
--=_fw
Content-Type: message/rfc822; name="«B utf-8 설치 사진.eml»"
Content-Disposition: attachment; filename="«B utf-8 설치 사진.eml»"

From: «B euc-kr 설치기사» <fitter@corp.example>
To: hana@naver.example
Subject: «B euc-kr 설치 사진»
Date: Thu, 19 Nov 2026 18:00:00 +0900
Content-Type: text/plain; charset=euc-kr
Content-Transfer-Encoding: 8bit

«raw euc-kr 설치를 마쳤습니다.»

--=_fw
Content-Type: application/pdf; name="«B utf-8 평면도.pdf»"
Content-Disposition: attachment; filename*=UTF-8''«pct utf-8 평면도.pdf»
Content-Transfer-Encoding: base64

JVBERi0xLjQKJSVFT0YK
--=_fw--
`,
	},
	{
		name:    "apple-forward",
		subject: "전달: 영수증", from: "송열 <ten@icloud.example>", begins: "확인 부탁합니다.\n\n> 전달된 메시지 시작:", all: "송열 <ten@icloud.example>",
		source: `
From: «B utf-8 송열» <ten@icloud.example>
To: help@desk.example
Subject: «B utf-8 전달: 영수증»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <p3@icloud.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

«qp utf-8 확인 부탁합니다.

> 전달된 메시지 시작:
>
> 보낸 사람: 가게 <shop@corp.example>
> 제목: 영수증
> 날짜: 2026년 11월 19일 오후 6:02:11 GMT+9
> 받는 사람: ten@icloud.example
>
> 영수증을 보내 드립니다.
»
`,
	},
	{
		name:    "outlook-forward",
		subject: "FW: 설치 안내", from: "강일곱 <seven@corp.example>", all: "강일곱 <seven@corp.example>",
		begins: "참고하세요.\n\n________________________________\n보낸 사람: 설치기사 <fitter@corp.example>\n",
		source: `
From: «B ks_c_5601-1987 강일곱» <seven@corp.example>
To: help@desk.example
Subject: «B ks_c_5601-1987 FW: 설치 안내»
Date: Fri, 20 Nov 2026 01:30:00 +0000
Message-ID: <SL2P216MB03@SL2P216MB03.corp.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="ks_c_5601-1987"
Content-Transfer-Encoding: base64

«base64 ks_c_5601-1987 참고하세요.

________________________________
보낸 사람: 설치기사 <fitter@corp.example>
보낸 날짜: 2026년 11월 19일 목요일 오후 6:02
받는 사람: 강일곱 <seven@corp.example>
제목: 설치 안내

오전 9시에 방문합니다.
»
`,
	},
	{
		name: "invitation", file: true,
		subject: "초대: 설치 일정 회의", from: "강일곱 <seven@corp.example>", begins: "설치 일정을 정하고자 합니다.",
		files: []string{"calendar-1.ics"}, all: "강일곱 <seven@corp.example>, 조여덟 <eight@corp.example>",
		source: `
From: «B utf-8 강일곱» <seven@corp.example>
To: help@desk.example, «B utf-8 조여덟» <eight@corp.example>
Subject: «B utf-8 초대: 설치 일정 회의»
Date: Fri, 20 Nov 2026 01:30:00 +0000
Message-ID: <SL2P216MB02@SL2P216MB02.corp.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="_cal_"

--_cal_
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

«base64 utf-8 설치 일정을 정하고자 합니다.
장소: 2층 회의실»
--_cal_
Content-Type: text/calendar; charset="utf-8"; method=REQUEST
Content-Transfer-Encoding: base64

«base64 utf-8 BEGIN:VCALENDAR
METHOD:REQUEST
VERSION:2.0
BEGIN:VEVENT
SUMMARY:설치 일정 회의
DTSTART:20261124T050000Z
DTEND:20261124T060000Z
UID:040000008200E00074C5B7101A82E008
ORGANIZER;CN=강일곱:mailto:seven@corp.example
END:VEVENT
END:VCALENDAR
»
--_cal_--
`,
	},
	{
		name: "newsletter", file: true,
		subject: "(광고) 겨울 할인 소식", from: "쇼핑몰 <news@shop.example>", begins: "겨울 할인이 시작되었습니다.", class: auto.Bulk,
		all: "쇼핑몰 <news@shop.example>",
		source: `
From: «B utf-8 쇼핑몰» <news@shop.example>
To: help@desk.example
Subject: «B utf-8 (광고) 겨울 할인 소식»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <n1@shop.example>
List-Id: «B utf-8 쇼핑몰 소식» <news.shop.example>
List-Unsubscribe: <https://shop.example/stop?u=1>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

«base64 utf-8 <html><body><div style="display:none">미리보기에만 보입니다</div><h1>겨울 할인이 시작되었습니다.</h1><p><img src="https://img.shop.example/top.jpg" width="600" height="200" alt="겨울 할인"></p><p><a href="https://shop.example/sale">할인 상품 보기</a></p><p>수신을 원하지 않으시면 <a href="https://shop.example/stop?u=1">수신거부</a>를 눌러 주세요.</p><img src="https://img.shop.example/o.gif" width="1" height="1"></body></html>»
`,
	},
}
