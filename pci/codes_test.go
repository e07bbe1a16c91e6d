package pci_test

import "testing"

func TestCodes(t *testing.T) {
	checkMarked(t, []string{
		// English
		"CVC: ⟦cvv:123⟧", "cvv ⟦cvv:1234⟧", "my CVV2 is ⟦cvv:123⟧", "cvv=⟦cvv:123⟧", "cvv⟦cvv:123⟧", "security code ⟦cvv:123⟧", "the security code on the back is ⟦cvv:123⟧",
		"card verification value: ⟦cvv:123⟧", "CID ⟦cvv:1234⟧", "csc: ⟦cvv:123⟧", "⟦cvv:123⟧ is my cvv", "⟦cvv:123⟧ (cvc)", "PIN: ⟦pin:1234⟧", "pin is ⟦pin:1234⟧",
		"my pin code is ⟦pin:123456⟧", "PIN⟦pin:1234⟧", "⟦pin:1234⟧ is my pin", `"cvv": "⟦cvv:123⟧"`, "<b>CVV</b>: <i>⟦cvv:123⟧</i>",
		"CVV #⟦cvv:123⟧", "cvv - ⟦cvv:123⟧", "cvv\n⟦cvv:123⟧", "3 digit security code: ⟦cvv:123⟧", "personal identification number ⟦pin:1234⟧",
		// Korean
		"CVC번호는 ⟦cvv:123⟧", "CVC ⟦cvv:123⟧입니다", "보안코드 ⟦cvv:123⟧", "보안 코드는 ⟦cvv:123⟧이에요", "비밀번호 ⟦pin:1234⟧", "비밀번호는 ⟦pin:1234⟧입니다",
		"비번 ⟦pin:1234⟧", "카드 비밀번호: ⟦pin:1234⟧", "핀번호 ⟦pin:1234⟧",
		// German
		"Prüfziffer ⟦cvv:123⟧", "Die Prüfnummer lautet ⟦cvv:123⟧", "Kartenprüfnummer: ⟦cvv:123⟧", "Sicherheitscode ⟦cvv:123⟧", "Geheimzahl: ⟦pin:1234⟧", "Meine PIN ist ⟦pin:1234⟧",
		// French
		"cryptogramme visuel : ⟦cvv:123⟧", "code de sécurité : ⟦cvv:123⟧", "code de vérification ⟦cvv:123⟧", "mon code PIN est ⟦pin:1234⟧", "code secret ⟦pin:1234⟧", "code confidentiel : ⟦pin:1234⟧",
		// Spanish
		"código de seguridad: ⟦cvv:123⟧", "codigo de seguridad ⟦cvv:123⟧", "código de verificación es ⟦cvv:123⟧", "mi PIN es ⟦pin:1234⟧", "clave PIN ⟦pin:1234⟧", "número secreto ⟦pin:1234⟧",
		// Italian
		"codice di sicurezza ⟦cvv:123⟧", "codice di verifica: ⟦cvv:123⟧", "il mio PIN è ⟦pin:1234⟧", "codice PIN ⟦pin:1234⟧", "codice segreto ⟦pin:1234⟧",
		// Portuguese
		"código de segurança: ⟦cvv:123⟧", "codigo de seguranca ⟦cvv:123⟧", "o meu PIN é ⟦pin:1234⟧",
		// Dutch
		"beveiligingscode ⟦cvv:123⟧", "veiligheidscode: ⟦cvv:123⟧", "verificatiecode ⟦cvv:123⟧", "mijn pincode is ⟦pin:1234⟧",
		// Polish
		"kod bezpieczeństwa: ⟦cvv:123⟧", "kod CVV to ⟦cvv:123⟧", "kod PIN ⟦pin:1234⟧", "mój PIN to ⟦pin:1234⟧",
		// Russian
		"код безопасности: ⟦cvv:123⟧", "код CVC ⟦cvv:123⟧", "ПИН-код ⟦pin:1234⟧", "пин код: ⟦pin:1234⟧", "мой пинкод ⟦pin:1234⟧", "проверочный код карты ⟦cvv:123⟧",
		// Japanese
		"セキュリティコードは⟦cvv:123⟧です", "セキュリティコード：⟦cvv:123⟧", "暗証番号は⟦pin:1234⟧です", "暗証番号：⟦pin:1234⟧",
		// Chinese
		"安全码：⟦cvv:123⟧", "安全碼⟦cvv:123⟧", "密码是⟦pin:1234⟧", "密码：⟦pin:123456⟧", "密碼⟦pin:1234⟧",
		// Swedish, Norwegian, Danish, Finnish, Turkish
		"säkerhetskod ⟦cvv:123⟧", "sikkerhetskode: ⟦cvv:123⟧", "sikkerhedskode ⟦cvv:123⟧", "turvakoodi ⟦cvv:123⟧", "güvenlik kodu ⟦cvv:123⟧", "PIN-kod ⟦pin:1234⟧",
		// Digits of other scripts
		"CVC ⟦cvv:１２３⟧", "보안코드⟦cvv:１２３⟧", "cvv: ⟦cvv:&#49;&#50;&#51;⟧",
	})
}

func TestNoCodes(t *testing.T) {
	checkMarked(t, []string{
		"cvv 12", "cvv 12345", "pin 123", "cvv 12.34", "cvv 1:23", "the security number of your order is late, call 123 456", "pinned 1234", "pin 27.11.2026",
		"promo code 1234", "country code 123", "area code 415", "error code 404", "verification of 123 items", "비밀번호를 잊었어요",
		"PIN ***", "cvc: ***", "************6467 is my pin",
	})
}

func TestExpiry(t *testing.T) {
	checkMarked(t, []string{
		"⟦visa:4539148803436467⟧ ⟦expiry:12/27⟧", "⟦visa:4539148803436467⟧ exp ⟦expiry:12/27⟧", "⟦visa:4539 1488 0343 6467⟧ ⟦expiry:12/2027⟧", "⟦visa:4539148803436467⟧ valid thru ⟦expiry:01-28⟧",
		"⟦visa:4539148803436467⟧ exp ⟦expiry:1227⟧", "⟦visa:4539148803436467⟧ ⟦expiry:12 / 27⟧", "⟦expiry:12/27⟧ ⟦visa:4539148803436467⟧", "⟦visa:4539148803436467⟧ ⟦expiry:12/27⟧ ⟦cvv:123⟧",
		"⟦visa:4539148803436467⟧, ⟦expiry:12/27⟧, ⟦cvv:123⟧", "⟦amex:371449635398431⟧|⟦expiry:12/27⟧|⟦cvv:1234⟧", "⟦visa:4539148803436467⟧ 유효기간 ⟦expiry:12/27⟧", "⟦visa:4539148803436467⟧ 유효기간 ⟦expiry:1227⟧",
		"⟦visa:4539148803436467⟧ gültig bis ⟦expiry:12/27⟧", "⟦visa:4539148803436467⟧ 有効期限 ⟦expiry:12/27⟧", "⟦visa:4539148803436467⟧\nexpires ⟦expiry:09/28⟧\ncvv ⟦cvv:123⟧",
		"⟦visa:4539148803436467⟧</td><td>⟦expiry:12/27⟧</td><td>⟦cvv:123⟧</td>",
		"⟦visa:4539148803436467⟧ 13/27", "⟦visa:4539148803436467⟧ 27/11/2026", "⟦visa:4539148803436467⟧ 2026/11/27", "⟦visa:4539148803436467⟧ 10:45", "12/27 is the date",
		"⟦visa:4539148803436467⟧ ⟦mastercard:5555555555554444⟧ ⟦expiry:12/27⟧",
	})
}
