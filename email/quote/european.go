package quote

// The other languages of Europe that customers often write: Italian, Dutch, Portuguese, Danish, Norwegian, Swedish, Finnish,
// Polish, Hungarian and Russian.
var european = language{
	openings: []string{"il giorno ", "il ", "in data ", "op ", "em ", "no dia ", "den ", "dnia ", "w dniu "},
	verbs: []string{"ha scritto", "scrive", "schreef", "het volgende geschreven", "escreveu", "skrev følgende", "skrev", "kirjoitti",
		"napisał(a)", "napisał", "napisała", "írta", "ezt írta", "написал(а)", "написал", "написала", "пишет"},
	joins: []string{" schreef op ", " ha scritto il ", " escreveu em ", " skrev den "},
	days: `gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre gen mag giu lug ago ott dic
		lunedì martedì mercoledì giovedì venerdì sabato domenica gio
		januari februari maart mei juni juli augustus oktober december mrt maandag dinsdag woensdag donderdag vrijdag zaterdag
		zondag ma wo vr za zo
		janeiro fevereiro março abril maio junho julho setembro outubro novembro dezembro fev set out dez
		segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui sex
		januar februar marts mars maj mandag tirsdag onsdag torsdag fredag lørdag søndag man tir tirs ons tor tors lør søn
		augusti måndag tisdag lördag söndag mån tis lör sön
		tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta
		joulukuuta ti ke pe la su
		stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia pon wt śr czw pt sob
		niedz
		января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв февр фев апр авг сент сен окт нояб
		ноя дек пн вт ср чт пт сб вс`,
	dates:   `alle ore om às as kl klo o godz keltezéssel időpontban г в`,
	from:    []string{"Da", "Mittente", "Van", "Afzender", "Fra", "Från", "Lähettäjä", "Od", "Feladó", "От", "От кого"},
	sent:    []string{"Inviato", "Data", "Verzonden", "Datum", "Enviada", "Enviado em", "Sendt", "Dato", "Skickat", "Lähetetty", "Wysłano", "Küldve", "Отправлено", "Дата"},
	to:      []string{"A", "Destinatario", "Aan", "Para", "Til", "Till", "Vastaanottaja", "Do", "Címzett", "Кому"},
	cc:      []string{"Kopi", "Kopia", "Kopio", "DW", "Másolatot kap", "Копия"},
	subject: []string{"Oggetto", "Onderwerp", "Assunto", "Emne", "Ämne", "Aihe", "Temat", "Tárgy", "Тема"},
	originals: []string{"Messaggio originale", "Oorspronkelijk bericht", "Originele bericht", "Mensagem original",
		"Oprindelig besked", "Oprindelig meddelelse", "Opprinnelig melding", "Ursprungligt meddelande", "Originalmeddelande",
		"Alkuperäinen viesti", "Wiadomość oryginalna", "Oryginalna wiadomość", "Eredeti üzenet", "Исходное сообщение"},
	forwards: []string{"Messaggio inoltrato", "Inizio messaggio inoltrato", "Doorgestuurd bericht", "Begin doorgestuurd bericht",
		"Mensagem encaminhada", "Início da mensagem encaminhada", "Videresendt besked", "Videresendt meddelelse",
		"Videresendt melding", "Vidarebefordrat meddelande", "Välitetty viesti", "Wiadomość przekazana dalej",
		"Továbbított üzenet", "Пересылаемое сообщение", "Пересланное сообщение"},
	programs: []phrase{
		{"inviato da ", "", false}, {"inviato dal mio ", "", true}, {"verzonden vanaf mijn ", "", true}, {"verstuurd vanaf mijn ", "", true},
		{"verzonden vanuit ", "", false}, {"enviado do meu ", "", true}, {"enviado de meu ", "", true}, {"enviado a partir do ", "", false},
		{"sendt fra min ", "", true}, {"skickat från min ", "", true}, {"lähetetty ", "", false}, {"wysłane z ", "", false},
		{"отправлено с ", "", false},
	},
}
