package quote

var spanish = language{
	openings: []string{"el ", "en "},
	verbs:    []string{"escribió", "escribio", "ha escrito", "escribía", "escribe"},
	joins:    []string{" escribió el ", " escribio el ", " el "},
	quoters:  []string{"citando a ", "mensaje citado por "},
	days: `enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago set dic
		lunes martes miércoles jueves viernes sábado domingo lun mar mié jue vie sáb dom`,
	dates:   `de del a las la los el h hs hrs hora`,
	from:    []string{"De", "Remitente"},
	sent:    []string{"Enviado", "Enviado el", "Fecha", "Fecha de envío", "Enviada el"},
	to:      []string{"Para", "Destinatario", "Destinatarios"},
	cc:      []string{"CC", "Con copia", "Copia"},
	subject: []string{"Asunto", "Tema"},
	other:   []string{"CCO", "Adjuntos", "Datos adjuntos", "Importancia", "Responder a"},
	originals: []string{"Mensaje original", "Correo original", "Mensaje de origen", "Mensaje inicial", "E-mail original",
		"Email original", "Correo electrónico original"},
	forwards: []string{"Mensaje reenviado", "Correo reenviado", "Inicio del mensaje reenviado", "Mensaje reenviado por",
		"Comienzo del mensaje reenviado", "Correo electrónico reenviado"},
	programs: []phrase{
		{"enviado desde mi ", "", true}, {"enviado de mi ", "", true}, {"enviado desde ", "", false}, {"enviado con ", "", false},
		{"enviado mediante ", "", false}, {"enviado a través de ", "", false}, {"enviado por ", "", false},
		{"obtener ", "", false}, {"descargar ", "", false}, {"obtén ", "", false}, {"consigue ", "", false},
	},
}
