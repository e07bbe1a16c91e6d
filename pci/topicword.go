package pci

import (
	"bytes"
	"unicode/utf8"
)

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
