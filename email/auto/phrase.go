package auto

import (
	"slices"
	"strings"
	"unicode"

	"github.com/acdkit/acdkit/email/reply"
	"golang.org/x/text/unicode/norm"
)

// The subjects of automatic mail, in English, Korean, German, French, Spanish, Japanese and Chinese, as mail
// programs and mail systems write them.
var (
	answers = phrases("automatic reply|automatic response|auto reply|auto response|autoresponder|out of office|out of the office|"+
		"out of office reply|out of office auto reply|out of office automatic reply|vacation reply|vacation response|vacation message|on vacation|"+
		"away from the office|away from my mail",
		"자동 회신|자동 응답|자동 답장|자동 답변|자동 회신 메일|자동 응답 메일|자동 응답 메시지|부재중|부재중 입니다|부재중 자동 회신|부재중 자동 응답|"+
			"부재중 자동 응답 메일|부재중 안내|부재중 알림|부재중 메시지|부재중 메일|부재 안내|부재 알림|휴가중|휴가중 입니다|휴가중 자동 응답",
		"automatische Antwort|automatische Rückantwort|automatische Abwesenheitsnotiz|Abwesenheitsnotiz|Abwesenheitsnachricht|"+
			"Abwesenheit|Abwesend|Abwesenheitsassistent|nicht im Büro|nicht im Haus",
		"réponse automatique|absence du bureau|absent du bureau|message d'absence|avis d'absence|notification d'absence",
		"respuesta automática|autorespuesta|fuera de la oficina|fuera de oficina|aviso de ausencia|mensaje de ausencia",
		"自動応答|自動返信|自動返信メール|自動応答メール|不在通知|不在|不在のお知らせ|不在応答|休暇中",
		"自动答复|自动回复|自动应答|外出自动答复|外出自动回复|休假自动回复|不在办公室|自動答覆|自動回覆|自動回復|不在辦公室")

	receipts = phrases("read|read receipt|return receipt|not read|read confirmation",
		"읽음|읽지 않음|읽음 확인|수신 확인|수신 확인 메일|개봉 확인|열람 확인",
		"gelesen|ungelesen gelöscht|Lesebestätigung|Empfangsbestätigung",
		"lu|non lu|accusé de lecture|confirmation de lecture|accusé de réception",
		"leído|no leído|confirmación de lectura|acuse de recibo",
		"開封済み|開封確認|未開封|既読",
		"已读|未读|已读回执|已讀|未讀|讀取回條")

	failures = phrases("undeliver|mail delivery|delivery failure|delivery failed|delivery status|delivery notification|delivery incomplete|"+
		"delivery delay|delivery problem|failure notice|returned mail|returned to sender|mail returned|not delivered|non delivery|nondelivery|"+
		"could not send message|could not be delivered|cannot be delivered|message delayed|mail system error|address not found",
		"배달되지 않|배달할 수 없|배달 실패|배달 지연|전송 실패|전송되지 않|전송 지연|발송 실패|발송되지 않|전달되지 않|전달 실패|전달할 수 없|반송|수신자 없음",
		"unzustellbar|nicht zugestellt|nicht zustellbar|Zustellung fehlgeschlagen|Übermittlungsfehler|Zustellfehler|Zustellung verzögert",
		"non remis|non distribu|échec de la remise|échec de remise|échec d'envoi|remise différée|remise retardée",
		"no se puede entregar|no entregad|no se ha podido entregar|error de entrega|entrega fallida|correo devuelto|entrega retrasada",
		"配信不能|配信不可|配信失敗|配信でき|配達不能|未配達|未送達|送信エラー|配信遅延",
		"退信|未送达|无法送达|无法传递|投递失败|发送失败|传递延迟|未送達|無法送達|無法傳遞|傳送失敗|傳遞延遲|系統退信")

	delays = phrases("delay", "지연", "verzöger", "différé|retard", "retras", "遅延", "延迟|延遲")
)

// phrases squashes texts with bars between them.
func phrases(languages ...string) []string {
	list := strings.Split(strings.Join(languages, "|"), "|")
	for i, s := range list {
		list[i] = squash(s)
	}
	return list
}

// squash leaves nothing of a text but its letters, in lower case, without accents and without the difference of wide
// and narrow: programs differ in everything else.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s[:min(len(s), maxSubject)]))
}

// maxSubject is how much of a subject is looked at, in bytes.
const maxSubject = 512

// head is what a subject begins with, up to a colon, a bracket that closes, or a dash with space around it.
func head(subject string) string {
	subject = subject[:min(len(subject), maxSubject)]
	for _, end := range []string{":", "：", "]", "】", ")", "）", " - ", " – ", " — ", "|", "!", "."} {
		subject, _, _ = strings.Cut(subject, end)
	}
	return squash(subject)
}

// isAnswer reports whether a subject is one of automatic answers: "Out of Office: ...", "[자동응답] ...", or "Kim is out of the
// office". It is not if somebody answers or forwards one.
func isAnswer(subject string) bool {
	if slices.Contains(answers, head(subject)) {
		return true
	}
	all := squash(subject)
	return (strings.HasSuffix(all, "isoutoftheoffice") || strings.HasSuffix(all, "isoutofoffice")) &&
		!reply.IsReply(subject) && !reply.IsForward(subject)
}

// isReceipt reports whether a subject is one of receipts.
func isReceipt(subject string) bool { return slices.Contains(receipts, head(subject)) }

// isFailure reports whether a subject is one of bounces. It says so of some mails of people, too.
func isFailure(subject string) bool { return containsAny(squash(subject), failures) }

// isDelay reports whether a subject is one of bounces about a mail that is still on its way, with the same reservation.
func isDelay(subject string) bool { return containsAny(squash(subject), delays) }

func containsAny(s string, list []string) bool {
	return slices.ContainsFunc(list, func(part string) bool { return strings.Contains(s, part) })
}
