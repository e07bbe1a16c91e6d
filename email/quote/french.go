package quote

var french = language{
	openings: []string{"le ", "en date du "},
	verbs:    []string{"a écrit", "écrit", "a ecrit", "écrivait", "écrivit", "a envoyé"},
	joins:    []string{" a écrit le ", " le "},
	quoters:  []string{"citant "},
	days: `janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr fév avr juil déc
		lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim`,
	dates:   `à a le de du 1er heures`,
	from:    []string{"De", "Expéditeur"},
	sent:    []string{"Envoyé", "Date", "Envoyé le", "Date d'envoi", "Message du", "Le"},
	to:      []string{"À", "A", "Destinataire", "Destinataires", "Pour"},
	cc:      []string{"Copie à", "Copie", "Cc"},
	subject: []string{"Objet", "Sujet"},
	other:   []string{"Pièces jointes", "Pièce jointe", "Répondre à", "Cci"},
	originals: []string{"Message d'origine", "Message original", "Message initial", "Mail original", "E-mail d'origine",
		"Courriel original", "Message d’origine", "Courrier d'origine", "Mail d'origine"},
	forwards: []string{"Message transféré", "Message transmis", "Début du message transféré", "Début du message réexpédié",
		"Message réexpédié", "Mail transféré", "E-mail transféré", "Courriel transféré", "Message transféré de"},
	programs: []phrase{
		{"envoyé de mon ", "", true}, {"envoyé depuis mon ", "", true}, {"envoyé de ma ", "", true}, {"envoyé depuis ma ", "", true},
		{"envoyé à partir de mon ", "", true}, {"envoyé via mon ", "", true}, {"envoyé à partir de ", "", false},
		{"envoyé à partir d'", "", false}, {"envoyé depuis ", "", false}, {"envoyé avec ", "", false}, {"envoyé par ", "", false},
		{"envoyé via ", "", false}, {"envoyé de ", "", false}, {"envoyé d'", "", false}, {"provenance : ", "", false},
		{"télécharger ", "", false}, {"téléchargez ", "", false}, {"obtenir ", "", false}, {"obtenez ", "", false},
	},
}
