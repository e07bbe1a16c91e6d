package quote

import "strings"

// A language is what mail programs write in it. Everything is in lower case, with ":" and "'" for their kinds.
type language struct {
	openings []string // before a date at the beginning of an attribution
	verbs    []string // what somebody has done: written
	joins    []string // between a name and a date
	quoters  []string // before a name, without a date

	days  string // months and days of the week, and how they are shortened
	dates string // other words of dates and times

	from, sent, to, cc, subject, other []string // names of fields, without regard to spaces

	originals []string // what stands between dashes above an original
	forwards  []string // above a forwarded mail

	programs []phrase
}

// A phrase is what a mail program adds: words before and after a name.
type phrase struct {
	before, after string
	own           bool // of a device that is somebody's own, whatever its name; else it must have a product's name
}

var languages = []*language{&english, &korean, &german, &french, &spanish, &japanese, &chinese, &european}

// products are parts of names of devices and of mail programs.
var products = []string{
	"iphone", "ipad", "ipod", "android", "galaxy", "samsung", "huawei", "xiaomi", "blackberry", "windows", "mobile", "mobil",
	"smartphone", "outlook", "yahoo", "gmail", "proton", "naver", "daum", "kakao", "aol", "gmx", "web.de", "k-9", "thunderbird",
	"typeapp", "bluemail", "blue mail", "mail", "e-mail", "courrier", "correo",
	"아이폰", "아이패드", "갤럭시", "삼성", "네이버", "다음", "카카오", "메일", "이메일", "스마트폰", "모바일", "안드로이드",
	"メール", "スマートフォン", "华为", "小米", "三星", "邮箱", "邮件", "手机", "郵件", "郵箱", "信箱", "手機",
}

// What of all languages is looked up.
var (
	openings = collect(func(l *language) []string { return l.openings })
	verbs    = collect(func(l *language) []string { return l.verbs })
	joins    = collect(func(l *language) []string { return l.joins })
	quoters  = collect(func(l *language) []string { return l.quoters })
	sent     = collect(func(l *language) []phrase { return l.programs })

	dateWords = collectDates()
	fields    = collectFields()
	markers   = collectMarkers()
)

func collect[T any](of func(*language) []T) []T {
	var all []T
	for _, l := range languages {
		all = append(all, of(l)...)
	}
	return all
}

// dateWord is what a word tells of a date.
type dateWord uint8

const (
	nameOfDay dateWord = iota + 1 // a month or a day of the week
	nearDate                      // something else
)

func collectDates() map[string]dateWord {
	all := make(map[string]dateWord)
	for _, l := range languages {
		for word := range strings.FieldsSeq(l.dates) {
			all[word] = nearDate
		}
	}
	for _, l := range languages {
		for word := range strings.FieldsSeq(l.days) {
			all[word] = nameOfDay
		}
	}
	return all
}

func collectFields() map[string]field {
	all := make(map[string]field)
	for _, l := range languages {
		for f, names := range map[field][]string{
			fieldFrom: l.from, fieldSent: l.sent, fieldTo: l.to, fieldCc: l.cc, fieldSubject: l.subject, fieldOther: l.other,
		} {
			for _, name := range names {
				all[string(appendKey(nil, name))] = f
			}
		}
	}
	return all
}

func collectMarkers() map[string]features {
	all := make(map[string]features)
	for _, l := range languages {
		for _, phrase := range l.originals {
			all[string(appendKey(nil, phrase))] = original
		}
		for _, phrase := range l.forwards {
			all[string(appendKey(nil, phrase))] = forward
		}
	}
	return all
}
