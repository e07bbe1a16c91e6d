package pci

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Topics are what words say of a number nearby. Some say it only together.
type topics uint32

const (
	accountTopic topics = 1 << iota
	ssnTopic
	rrnTopic
	passportTopic
	licenseTopic
	phoneTopic
	routingTopic
	regionTopic // of Korea: in numbers of driving licences
	socialPart
	securityPart
	drivingPart
	licensePart
	residentPart
	registrationPart
	sortPart
	codePart
	numberPart
)

// whole adds the topics that parts make together.
func (t topics) whole() topics {
	for _, p := range phrases {
		if t&p.parts == p.parts {
			t |= p.topic
		}
	}
	return t
}

var phrases = [...]struct{ parts, topic topics }{
	{socialPart | securityPart, ssnTopic},
	{drivingPart | licensePart, licenseTopic},
	{licensePart | numberPart, licenseTopic},
	{residentPart | registrationPart, rrnTopic},
	{sortPart | codePart, accountTopic},
}

// topicKinds are the kinds of topics, in the order that counts when a word says several.
var topicKinds = [...]struct {
	topic topics
	kind  Kind
}{
	{ssnTopic, SSN}, {rrnTopic, RRN}, {passportTopic, Passport}, {licenseTopic | regionTopic, License},
	{phoneTopic, Phone}, {accountTopic | routingTopic, Account},
}

// topicOf returns what a word in lower case says.
func topicOf(word []byte) topics {
	if len(word) == 0 {
		return 0
	}
	if t := europeanTopic(word); t != 0 || word[0] < utf8.RuneSelf && word[len(word)-1] < utf8.RuneSelf {
		return t
	}
	for _, p := range asianTopics {
		if bytes.Contains(word, []byte(p.part)) {
			return p.topic
		}
	}
	return 0
}

func europeanTopic(word []byte) topics {
	switch string(word) {
	case "account", "accounts", "acct", "accts", "acc", "acctno", "accountno", "accountnr", "accountnum", "accountnumber",
		"konto", "kontonummer", "kontonr", "ktonr", "kto", "bankkonto", "girokonto", "compte", "comptes", "cuenta", "cuentas", "conto",
		"conta", "rekening", "rekeningnummer", "rekeningnr", "счет", "счёт", "счета", "bankleitzahl", "blz",
		"iban", "clabe", "cbu":
		return accountTopic
	case "routing", "aba", "rtn":
		return routingTopic
	case "ssn", "ssns", "ssnumber", "socialsecurity", "socialsecuritynumber", "itin":
		return ssnTopic
	case "rrn":
		return rrnTopic
	case "passport", "passports", "passportno", "passportnr", "passportnum", "passportnumber", "reisepass", "reisepassnummer",
		"reisepassnr", "passnummer", "passnr", "passeport", "passeports", "pasaporte", "pasaportes", "passaporto", "passaporti",
		"passaporte", "passaportes", "paspoort", "paspoortnummer", "paszport", "pasaport", "паспорт", "паспорта":
		return passportTopic
	case "dl", "dln", "dlnumber", "dlno", "driverslicense", "driverlicense", "driverslicence", "drivinglicence", "drivinglicense",
		"führerschein", "führerscheinnummer", "führerscheinnr", "fuehrerschein", "fuehrerscheinnummer", "rijbewijs",
		"rijbewijsnummer", "patente", "cnh":
		return licenseTopic
	case "driver", "drivers", "driver’s", "drivers’", "driving", "conduire", "conducir", "conducción", "manejar", "guida", "condução",
		"conducao", "habilitação", "habilitacao", "motorista":
		return drivingPart
	case "license", "licenses", "licence", "licences", "lic", "permis", "licencia", "carnet", "carné", "permiso", "licença", "licenca",
		"carteira", "carta", "permit":
		return licensePart
	case "tel", "telno", "telnr", "phone", "phones", "phoneno", "phonenumber", "telephone", "telephones", "mobile", "cell", "cellphone",
		"fax", "telefon", "telefonnummer", "telefonnr", "handy", "handynummer", "handynr", "mobil", "mobilnummer", "mobiltelefon",
		"mobilfunk", "rufnummer", "festnetz", "téléphone", "tél", "portable", "teléfono", "teléfonos", "telefono", "telefonos",
		"móvil", "movil", "celular", "cellulare", "cel", "telefone", "telemóvel", "telemovel", "telefoon", "telefoonnummer",
		"whatsapp", "sms", "телефон", "телефона", "тел":
		return phoneTopic
	case "social":
		return socialPart
	case "security":
		return securityPart
	case "resident", "alien", "foreigner":
		return residentPart
	case "registration":
		return registrationPart
	case "sort":
		return sortPart
	case "code":
		return codePart
	case "number", "no", "nr", "num", "nummer", "numéro", "numero", "número", "n°", "nº":
		return numberPart
	}
	return 0
}

// asianTopics are parts of words in scripts that write particles and compounds without a space.
var asianTopics = [...]struct {
	part  string
	topic topics
}{
	{"사회보장", ssnTopic},
	{"주민등록", rrnTopic}, {"주민번호", rrnTopic}, {"주민", rrnTopic}, {"외국인등록", rrnTopic}, {"외국인번호", rrnTopic},
	{"거소신고", rrnTopic}, {"거소번호", rrnTopic},
	{"여권", passportTopic}, {"パスポート", passportTopic}, {"旅券", passportTopic}, {"护照", passportTopic}, {"護照", passportTopic},
	{"면허", licenseTopic}, {"免許", licenseTopic}, {"驾照", licenseTopic}, {"驾驶证", licenseTopic}, {"駕照", licenseTopic},
	{"전화", phoneTopic}, {"휴대폰", phoneTopic}, {"핸드폰", phoneTopic}, {"연락처", phoneTopic}, {"폰번호", phoneTopic},
	{"팩스", phoneTopic}, {"핸폰", phoneTopic}, {"電話", phoneTopic}, {"携帯", phoneTopic}, {"电话", phoneTopic}, {"手机", phoneTopic},
	{"手機", phoneTopic},
	{"계좌", accountTopic}, {"통장", accountTopic}, {"은행", accountTopic}, {"뱅크", accountTopic}, {"농협", accountTopic},
	{"口座", accountTopic}, {"账号", accountTopic}, {"账户", accountTopic}, {"帳號", accountTopic}, {"帳戶", accountTopic},
	{"서울", regionTopic}, {"부산", regionTopic}, {"대구", regionTopic}, {"인천", regionTopic}, {"광주", regionTopic},
	{"대전", regionTopic}, {"울산", regionTopic}, {"경기", regionTopic}, {"강원", regionTopic}, {"충북", regionTopic},
	{"충남", regionTopic}, {"전북", regionTopic}, {"전남", regionTopic}, {"경북", regionTopic}, {"경남", regionTopic},
	{"제주", regionTopic},
}

// kindOf returns the kind that is said of a number that looks like m.
func (t topics) kindOf(m *matches) Kind {
	if !m.korean {
		t &^= regionTopic
	}
	if !m.aba {
		t &^= routingTopic
	}
	for _, k := range topicKinds {
		if m.size[k.kind] > 0 && t&k.topic != 0 {
			return k.kind
		}
	}
	return 0
}

// How far from a number the words for it may be.
const (
	topicWords  = 8
	topicBefore = 64 // visible bytes
	topicAfter  = 40
)

// topicBefore returns the kind that the nearest word before a number says, among those that it looks like.
func (s *Scanner) topicBefore(text []byte, m *matches) Kind {
	text = s.unmasked(text)
	var seen topics
	for words, seenBytes := 0, 0; len(text) > 0 && words < topicWords && seenBytes < topicBefore; {
		if text[len(text)-1] == '>' {
			text = text[:len(text)-1-tagBefore(text)]
			continue
		}
		word := lastWord(text)
		if len(word) == 0 {
			_, n := utf8.DecodeLastRune(text)
			text, seenBytes = text[:len(text)-n], seenBytes+n
			continue
		}
		text, seenBytes, words = text[:len(text)-len(word)], seenBytes+len(word), words+1
		var buf wordBuffer
		t := topicOf(buf.lower(word))
		if string(word) == "c" && bytes.HasSuffix(text, []byte("a/")) || string(word) == "C" && bytes.HasSuffix(text, []byte("A/")) {
			t = accountTopic
		}
		seen |= t
		if k := seen.whole().kindOf(m); k != 0 {
			return k
		}
	}
	return 0
}

// lastWord returns the letters of one script that text ends with.
func lastWord(text []byte) []byte {
	i := len(text)
	last, _ := utf8.DecodeLastRune(text)
	for asian := eastAsian(last); i > 0 && len(text)-i < maxWord; {
		r, n := utf8.DecodeLastRune(text[:i])
		if !topicRune(r) || eastAsian(r) != asian {
			break
		}
		i -= n
	}
	return text[i:]
}

func topicRune(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == '’' }

// topicAfter reports whether a word after a number says that it is of kind k: 123-456789 is my account. A word that
// other digits follow belongs to those.
func (s *Scanner) topicAfter(text []byte, k Kind) bool {
	text = text[:min(len(text), topicAfter+maxWord+maxLabel)]
	all, label := len(text), s.labelIndex(text)
	var m matches
	m.size[k] = 1
	var seen topics
	for len(text) > 0 && all-len(text) < topicAfter {
		word := firstWord(text)
		switch c := text[0]; {
		case c-'0' < 10 || c == '*' || all-len(text)+max(1, len(word)) > label:
			return false
		case c == ',' || c == ';' || c == '.' || c == '\n':
			return seen.whole().kindOf(&m) != 0
		}
		if len(word) == 0 {
			_, n := utf8.DecodeRune(text)
			text = text[n:]
			continue
		}
		var buf wordBuffer
		seen |= topicOf(buf.lower(word)) &^ (regionTopic | numberPart)
		text = text[len(word):]
	}
	return seen.whole().kindOf(&m) != 0
}

// labelIndex returns where the label of the mask is in text, or its length.
func (s *Scanner) labelIndex(text []byte) int {
	for i := 0; i < len(text) && s.config.Mask.Label != ""; i++ {
		if s.labelBegins(text[i:]) {
			return i
		}
	}
	return len(text)
}

func firstWord(text []byte) []byte {
	i := 0
	first, _ := utf8.DecodeRune(text)
	for asian := eastAsian(first); i < len(text) && i < maxWord; {
		r, n := utf8.DecodeRune(text[i:])
		if !topicRune(r) || eastAsian(r) != asian {
			break
		}
		i += n
	}
	return text[:i]
}

// unmasked returns what of text comes after the last mask in it: what a mask hides, or says, is no word
// for the next number.
func (s *Scanner) unmasked(text []byte) []byte {
	stars := 0
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] == '*' {
			if stars++; stars == 3 {
				return text[i+1:]
			}
		}
		if s.labelBegins(text[i:]) {
			return text[i+len(s.config.Mask.Label):]
		}
	}
	return text
}

// labelBegins reports whether text begins with the label of the mask.
func (s *Scanner) labelBegins(text []byte) bool { return labelBegins(text, s.config.Mask.Label) }

func labelBegins(text []byte, label string) bool {
	return label != "" && len(text) >= len(label) && string(text[:len(label)]) == label
}
