package quote

var german = language{
	openings: []string{"am ", "den "},
	verbs:    []string{"schrieb", "folgendes geschrieben", "geschrieben", "schreibt", "wie folgt geschrieben"},
	joins:    []string{" schrieb am ", " schrieb im ", " hat am ", " schreibt am "},
	quoters:  []string{"zitat von "},
	days: `januar jänner februar märz april mai juni juli august september oktober november dezember jän feber mär mrz okt dez
		montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so`,
	dates:   `um uhr der den vom mez mesz`,
	from:    []string{"Von", "Absender"},
	sent:    []string{"Gesendet", "Datum", "Gesendet am", "Verschickt", "Gesendet um"},
	to:      []string{"An", "Empfänger"},
	cc:      []string{"Kopie", "Cc", "Kopie an"},
	subject: []string{"Betreff"},
	other:   []string{"Antwort an", "Anlagen", "Anhänge", "Wichtigkeit", "Priorität"},
	originals: []string{"Ursprüngliche Nachricht", "Urspruengliche Nachricht", "Originalnachricht", "Original-Nachricht",
		"Original Nachricht", "Originalmail", "Ursprüngliche Mail", "Ursprüngliche E-Mail", "Original-Mail"},
	forwards: []string{"Weitergeleitete Nachricht", "Weitergeleitete Mail", "Weitergeleitete E-Mail",
		"Anfang der weitergeleiteten Nachricht", "Anfang der weitergeleiteten E-Mail", "Beginn der weitergeleiteten Nachricht",
		"Weitergeleitete Nachrichten"},
	programs: []phrase{
		{"von meinem ", " gesendet", true}, {"von meiner ", " gesendet", true}, {"von meinem/meiner ", " gesendet", true},
		{"gesendet von meinem ", "", true}, {"gesendet von meiner ", "", true}, {"gesendet von mein ", "", true},
		{"diese nachricht wurde von meinem ", " gesendet", true}, {"von ", " gesendet", false}, {"gesendet mit ", "", false},
		{"gesendet von ", "", false}, {"gesendet aus ", "", false}, {"gesendet über ", "", false}, {"holen sie sich ", "", false},
		{"", " für ios beziehen", false}, {"", " für android beziehen", false}, {"", " für ios herunterladen", false},
		{"", " für android herunterladen", false}, {"verschickt mit ", "", false}, {"mit ", " gesendet", false},
	},
}
