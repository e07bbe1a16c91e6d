package quote_test

import (
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/quote"
)

func TestForwards(t *testing.T) {
	const mail = "From: Jane Doe <jane@example.com>\nDate: Mon, Jan 15, 2024 at 3:04 PM\nSubject: Order 17\nTo: <help@example.com>\n\nWhere is it?\n\nOn Sun, Jan 14, 2024 at 3:04 PM Max <max@example.com> wrote:\n\n> Today.\n"
	for _, marker := range []string{
		"---------- Forwarded message ---------", "---------- Forwarded message ----------", "-------- Forwarded Message --------",
		"Begin forwarded message:", "---------- 전달된 메시지 ----------", "-------- 전달된 메시지 --------", "전달된 메시지 시작:",
		"---------- Weitergeleitete Nachricht ----------", "Anfang der weitergeleiteten Nachricht:",
		"---------- Message transféré ----------", "Début du message transféré :", "---------- Mensaje reenviado ----------",
		"Inicio del mensaje reenviado:", "-------- 転送メッセージ --------", "転送されたメッセージ：", "---------- 转发的邮件 ---------",
		"开始转发的邮件：", "-------- 轉寄郵件 --------", "開始轉寄郵件：", "-------- Messaggio inoltrato --------",
	} {
		check(t, marker, visible("Please see below.\n\n"+marker+"\n"+mail))
		check(t, marker, visible(marker+"\n"+mail))
		check(t, marker, visible("Please see below.\n\n"), sig("-- \nJane\n\n"), visible(marker+"\n"+mail))
		check(t, marker+" quoted", visible("Please see below.\n\n"+quote.Quote(marker+"\n\n"+mail)))
		check(t, marker+" in an earlier mail", visible("Thanks.\n\n"),
			quoted("-----Original Message-----\nFrom: Max <max@example.com>\nTo: help@example.com\nSubject: Order 17\n\n"+marker+"\n"+mail))
	}
}

func TestOriginals(t *testing.T) {
	for _, phrase := range []string{
		"Original Message", "original message", "ORIGINAL MESSAGE", "원본 메시지", "원본메시지", "원문 메시지", "원본 메일", "원본 이메일",
		"Ursprüngliche Nachricht", "Originalnachricht", "Message d'origine", "Message d’origine", "Mensaje original",
		"元のメッセージ", "原始邮件", "原始郵件", "邮件原件", "Messaggio originale", "Mensagem original", "Oorspronkelijk bericht",
		"Oprindelig besked", "Ursprungligt meddelande", "Исходное сообщение", "Oryginalna wiadomość",
	} {
		for _, dashes := range []string{"-----%-----", "-------- % --------", "——— % ———", " --- % ---", "===== % =====", "*----- % -----*"} {
			marker := strings.Replace(dashes, "%", phrase, 1)
			check(t, marker, visible("Yes.\n\n"), quoted(marker+"\n\nIs it?\n"))
			check(t, marker+" below", quoted(marker+"\nFrom: Jane <jane@example.com>\nTo: help\nSubject: a mail\n\n> Is it?\n>\n\n"), visible("Yes.\n"))
		}
		check(t, phrase, visible("Yes.\n\n"+phrase+"\n\nIs it?\n"))
	}
}

func TestHeaderBlocks(t *testing.T) {
	for name, block := range map[string]string{
		"indented":    "   From: Jane <jane@example.com>\n   Sent: Monday\n   To: help@example.com\n   Subject: Order 17\n",
		"wrapped":     "From: Jane Doe\n <jane@example.com>\nSent: Monday\nTo: a@example.com, b@example.com,\n\tc@example.com,\n\td@example.com\nSubject: a long\n line\n",
		"paragraphs":  "From: Jane <jane@example.com>\n\nSent: Monday\n\nTo: help@example.com\n\nSubject: Order 17\n",
		"no subject":  "From: Jane <jane@example.com>\nSent: Monday\nTo: help@example.com\n",
		"no address":  "From: Jane\nSent: Monday\nTo: the service\nSubject: Order 17\n",
		"empty":       "From: Jane <jane@example.com>\nSent: Monday\nTo:\nCc:\nSubject:\n",
		"mixed":       "From: 김하나 <hana@example.com>\n날짜: 월요일\nTo: help@example.com\n제목: 주문\n",
		"wide colons": "发件人：张三 <zhang@example.com>\n发送时间：星期一\n收件人：客服\n",
		"rule":        "\n ------------------------------\n\n*From:* Jane [mailto:jane@example.com]\n*Sent:* Monday\n*To:* Max\n*Subject:* Order 17\n",
		"two lines":   "보낸사람\n: 김하나 <hana@example.com>\n받는사람\n: help@example.com\n제목\n: 주문\n",
		"decomposed":  "De : Jean <jean@example.com>\nEnvoye\u0301 : lundi\nA\u0300 : Max\nObjet : Commande\n",
	} {
		earlier := strings.TrimPrefix(block, "\n") + "\nWhere is it?\n"
		check(t, name, visible("Here.\n\n"), quoted(earlier))
	}
	check(t, "two fields", visible("Here.\n\nFrom: Jane <jane@example.com>\nSubject: Order 17\n\nWhere is it?\n"))
	check(t, "no sender", visible("Here.\n\nTo: Jane <jane@example.com>\nSubject: Order 17\nDate: Monday\n\nWhere is it?\n"))
	check(t, "in prose", visible("Here.\n\nFrom: Jane <jane@example.com>\n\nI know.\n\nSubject: Order 17\n\nWhat?\n\nTo: Max\n"))
	check(t, "one field only, again", visible("Here.\nFrom: a@example.com\nFrom: b@example.com\nFrom: c@example.com\n"))
}

func TestAnswers(t *testing.T) {
	const (
		intro = "On Mon, Jan 15, 2024 at 3:04 PM Jane Doe <jane@example.com> wrote:\n"
		block = "From: Jane <jane@example.com>\nSent: Monday\nTo: help@example.com\nSubject: Order 17\n\nWhere?\n"
	)
	check(t, "no line before", visible("Yes.\n\n"), quoted("> Is it?\n> Tell me.\n"))
	check(t, "no line before, below", quoted("> Is it?\n\n"), visible("Yes.\n"))
	check(t, "no space", visible("Yes.\n\n"), quoted(">Is it?\n>>Really?\n"))
	check(t, "blank lines between", visible("Yes.\n\n"), quoted(intro+"\n\n\n> Is it?\n\n\n> Tell me.\n\n\n"))
	check(t, "signature below", visible("Yes.\n\n"), quoted(intro+"> Is it?\n\n"), sig("-- \nMax\n"))
	check(t, "answer and signature below", quoted(intro+"> Is it?\n\n"), visible("Yes.\n\n"), sig("-- \nMax\n"))
	check(t, "telephone only", visible("Sent from my iPhone\n\n"+intro+"> Is it?\n"))
	check(t, "interleaved with a signature", visible(intro+"> Is it?\nYes.\n> Where?\nHere.\n-- \nMax\n"))
	check(t, "interleaved under a greeting", visible("Hello,\n\n"+intro+"> Is it?\n\nYes.\n\n> Where?\n"))
	check(t, "two people", visible(intro+"> Is it?\n\nYes.\n\n"+intro+"> Where?\n\nHere.\n"))
	check(t, "below, then older mail", quoted(intro+"> Is it?\n\n"), visible("Yes.\n\n"), quoted(block))
	check(t, "quoted in passing, then older mail", visible("You said\n> Monday\nbut no.\n\n"), quoted(intro+"> It comes on Monday.\n"))
	check(t, "quoted in passing, then older block", visible("You said\n> Monday\nbut no.\n\n"), quoted(block))
	check(t, "two levels", visible("Yes.\n\n"), quoted(intro+"> Is it?\n\n"+intro+">> Where?\n"))
	check(t, "answer to nothing", visible(intro))
	check(t, "answer above nothing", visible("Yes.\n\n"), quoted(intro))
	check(t, "mbox", visible("Look:\n\n>From here on it is mine.\n"))
	check(t, "wrapped early", visible("Yes.\n\n"), quoted("On Mon,\nJan 15, 2024 at 3:04 PM Jane <jane@example.com> wrote:\n\nIs it?\n"))
	check(t, "wrapped often", visible("Yes.\n\n"), quoted("On Nov 21, 2014,\nat 10:18,\nJane <jane@example.com> wrote:\n> Is it?\n"))
	check(t, "lines that would become a header block",
		visible("Yes.\n\nFrom: Jane <jane@example.com>\nSent: Monday\n"+intro+"> Is it?\nTo: help@example.com\nSubject: Order 17\n"))
	check(t, "greeting between", visible("Hello\n"), quoted("> "+intro+"> Is it?\n\n"), visible("Yes.\n"))
	check(t, "no line end", visible("Yes.\n"), quoted("> Is it?"))
	check(t, "in brackets of a mail program", visible("\ufeffYes.\n\u200b\n"), quoted("\u200e"+intro+"> Is it?\n"))
}

func TestSignatures(t *testing.T) {
	for _, line := range []string{
		"Sent from my iPhone", "Sent from my Verizon Wireless BlackBerry", "Sent from my Galaxy", "Sent from Outlook for Android",
		"Sent from Outlook for iOS<https://aka.ms/x>", "Get Outlook for iOS<https://aka.ms/x>", "Get Outlook for Android",
		"Sent from Mail<https://example.com/x> for Windows 10", "Sent from Yahoo Mail for iPhone", "Sent from Yahoo Mail. Get the app",
		"Sent with Proton Mail secure email.", "Sent from [Proton Mail](https://example.com/x) for iOS", "Sent from my Samsung Galaxy smartphone.",
		"나의 iPhone에서 보냄", "내 iPhone에서 보냄", "나의 Galaxy에서 보냄", "네이버 메일 앱에서 보냈습니다", "네이버 메일 앱에서 보냈습니다.", "카카오메일 앱에서 보냄",
		"다음 메일 앱에서 보냄", "iPhone에서 보냄", "내 갤럭시 스마트폰에서 보냈습니다.", "Android용 Outlook 받기<https://aka.ms/x>",
		"Von meinem iPhone gesendet", "Gesendet mit der GMX Mail App", "Gesendet von Outlook für Android<https://aka.ms/x>",
		"Holen Sie sich Outlook für iOS", "Von meinem/meiner Galaxy gesendet", "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
		"Envoyé de mon iPhone", "Envoyé depuis mon appareil Galaxy", "Envoyé à partir de Outlook pour iOS", "Télécharger Outlook pour Android", "Provenance : Courrier pour Windows",
		"Enviado desde mi iPhone", "Enviado desde mi Galaxy", "Enviado desde Outlook para Android", "Obtener Outlook para iOS", "Enviado con Proton Mail",
		"iPhoneから送信", "私のGalaxyから送信", "Yahoo!メールアプリから送信", "Outlook for iOS を入手",
		"发自我的 iPhone", "发自我的iPhone", "来自我的华为手机", "从我的 iPhone 发送", "发送自 Outlook", "获取 Outlook for iOS", "發自我的 iPhone", "從我的 iPhone 傳送", "取得 Outlook for Android",
		"Inviato da iPhone", "Verstuurd vanaf mijn iPhone", "Enviado do meu iPhone", "Skickat från min iPhone",
	} {
		check(t, line, visible("Yes.\n\n"), sig(line+"\n"))
		check(t, line, visible("Yes.\n"), sig(line))
		check(t, line, visible("Yes.\n"), sig("-- \nMax\n\n"+line+"\n"))
		check(t, line+" in a text", visible("Yes.\n\n"+line+"\n\nNo.\n"))
		check(t, line+" alone", visible(line+"\n"))
	}
	check(t, "delimiter", visible("Yes.\n\n"), sig("-- \nMax\nhttps://example.com\n"))
	check(t, "no space", visible("Yes.\n"), sig("--\nMax\n"))
	check(t, "long dash", visible("Yes.\n"), sig("—\nMax\n"))
	check(t, "last one", visible("One\n--\nTwo\n"), sig("--\nMax\n"))
	check(t, "20 lines", visible("Yes.\n"), sig("-- \n"+strings.Repeat("Max\n", 20)))
	check(t, "21 lines", visible("Yes.\n-- \n"+strings.Repeat("Max\n", 21)))
	check(t, "two programs", visible("Yes.\n"), sig("Sent from my iPhone\n\nGet Outlook for iOS\n"))
	check(t, "above the delimiter", visible("Yes.\n"), sig("Sent from my iPhone\n\n-- \nMax\n"))
	check(t, "mailing list", visible("Yes.\n\n"), sig("_______________________________________________\nusers mailing list\nusers@example.com\nhttps://example.com/users\n"))
	check(t, "no mailing list", visible("Yes.\n\n_______________________________________________\nusers\nusers@example.com\n"))
}

func TestQuote(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"", ""},
		{" \n\t\n", ""},
		{"one", "> one\n"},
		{"one\ntwo\n", "> one\n> two\n"},
		{"one\r\n\r\ntwo \r\n", "> one\n>\n> two\n"},
		{"one\rtwo\r", "> one\n> two\n"},
		{"> one\n>> two\n>\n", ">> one\n>>> two\n>>\n"},
		{"  indented\n", ">   indented\n"},
		{"one\n\n\n", "> one\n"},
		{"\none", ">\n> one\n"},
		{"하나\u00a0\n", "> 하나\n"},
	} {
		if got := quote.Quote(tt.text); got != tt.want {
			t.Errorf("Quote(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestKind(t *testing.T) {
	for kind, want := range map[quote.Kind]string{
		quote.Visible: "visible", quote.Signature: "signature", quote.Quoted: "quoted", 0: "kind(0)", 9: "kind(9)",
	} {
		if got := kind.String(); got != want {
			t.Errorf("Kind(%d).String() = %q, want %q", kind, got, want)
		}
	}
}
