package email_test

import "github.com/acdkit/acdkit/email/auto"

// koreanMachines are mails that nobody wrote.
var koreanMachines = []koreanMail{
	{
		name: "naver-bounce", file: true,
		subject: "[발송실패 안내] nobody@corp.example(으)로 메일이 전송되지 못했습니다.", from: "네이버 메일 <mailer-daemon@naver.example>",
		begins: "메일 발송 실패 안내", class: auto.Bounce, all: "네이버 메일 <mailer-daemon@naver.example>", files: []string{"message-1.eml"},
		source: `
Return-Path: <>
From: «B utf-8 네이버 메일» <mailer-daemon@naver.example>
To: help@desk.example
Subject: «B utf-8 [발송실패 안내] nobody@corp.example(으)로 메일이 전송되지 못했습니다.»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <b1@naver.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_b"

--=_b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

«base64 utf-8 <h2>메일 발송 실패 안내</h2><p>보내신 메일이 다음과 같은 이유로 전송되지 못했습니다.</p><table><tr><td>받는사람</td><td>nobody@corp.example</td></tr><tr><td>실패 이유</td><td>없는 메일 주소입니다 (550 5.1.1 User unknown)</td></tr></table>»
--=_b
Content-Type: message/rfc822

From: help@desk.example
To: nobody@corp.example
Subject: «B utf-8 답변 드립니다»
Message-ID: <m6@desk.example>
Content-Type: text/plain; charset=utf-8

답변입니다.

--=_b--
`,
	},
	{
		name: "daum-bounce", file: true,
		subject: "반송된 메일입니다 (Delivery Status Notification)", from: "Daum 메일 <postmaster@daum.example>",
		begins: "메일을 배달하지 못했습니다.", class: auto.Bounce, all: "Daum 메일 <postmaster@daum.example>",
		files: []string{"message-1.txt", "text-2.txt"},
		source: `
Return-Path: <>
From: "«B euc-kr Daum 메일»" <postmaster@daum.example>
To: help@desk.example
Subject: «B euc-kr 반송된 메일입니다» (Delivery Status Notification)
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <b2@daum.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_r"

--=_r
Content-Type: text/plain; charset=euc-kr
Content-Transfer-Encoding: 8bit

«raw euc-kr 메일을 배달하지 못했습니다.
받는 사람: nobody@daum.example»

--=_r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.daum.example

Final-Recipient: rfc822; nobody@daum.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--=_r
Content-Type: text/rfc822-headers

From: help@desk.example
To: nobody@daum.example
Message-ID: <m7@desk.example>

--=_r--
`,
	},
	{
		name: "vacation", file: true,
		subject: "부재중 자동 회신: 방문 일정", from: "한아홉 <nine@corp.example>", begins: "11월 23일까지 휴가입니다.", class: auto.Reply,
		all: "한아홉 <nine@corp.example>",
		source: `
From: «B utf-8 한아홉» <nine@corp.example>
To: help@desk.example
Subject: «B utf-8 부재중 자동 회신: 방문 일정»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <v1@corp.example>
In-Reply-To: <m8@desk.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

«base64 utf-8 11월 23일까지 휴가입니다.
급한 일은 팀장에게 연락해 주세요.»
`,
	},
	{
		name:    "vacation-exchange",
		subject: "자동 회신: 계약서 검토", from: "강일곱 <seven@corp.example>", begins: "출장 중입니다.", class: auto.Reply, all: "강일곱 <seven@corp.example>",
		source: `
From: «B ks_c_5601-1987 강일곱» <seven@corp.example>
To: help@desk.example
Subject: «B ks_c_5601-1987 자동 회신: 계약서 검토»
Date: Fri, 20 Nov 2026 01:30:00 +0000
Message-ID: <v2@corp.example>
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
MIME-Version: 1.0
Content-Type: text/html; charset="ks_c_5601-1987"
Content-Transfer-Encoding: base64

«base64 ks_c_5601-1987 <div>출장 중입니다.</div>»
`,
	},
	{
		name:    "naver-vacation",
		subject: "[부재중 응답] 휴가 안내", from: "김하나 <hana@naver.example>", begins: "휴가 중입니다.", class: auto.Reply, all: "김하나 <hana@naver.example>",
		source: `
From: «B utf-8 김하나» <hana@naver.example>
To: help@desk.example
Subject: «B utf-8 [부재중 응답] 휴가 안내»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <v3@naver.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

휴가 중입니다.
`,
	},
	{
		name:    "send-only",
		subject: "주문이 접수되었습니다", from: "\"쇼핑몰(발신전용)\" <order@shop.example>", begins: "주문 번호 7번", class: auto.Notification,
		all: "\"쇼핑몰(발신전용)\" <order@shop.example>",
		source: `
From: «B euc-kr 쇼핑몰(발신전용)» <order@shop.example>
To: help@desk.example
Subject: «B euc-kr 주문이 접수되었습니다»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <n2@shop.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=euc-kr
Content-Transfer-Encoding: base64

«base64 euc-kr 주문 번호 7번»
`,
	},
	{
		name:    "own-mail",
		subject: "테스트", from: "고객센터 <help@desk.example>", begins: "보내기 시험",
		source: `
From: «B utf-8 고객센터» <help@desk.example>
To: help+test@desk.example
Subject: «B utf-8 테스트»
Date: Fri, 20 Nov 2026 10:30:00 +0900
Message-ID: <t1@desk.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

보내기 시험
`,
	},
}
