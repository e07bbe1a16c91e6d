package quote

// Time zones are with English: programs of all languages write them.
var english = language{
	openings: []string{"on ", "at "},
	verbs:    []string{"wrote the following", "wrote", "writes", "has written"},
	joins:    []string{" wrote on ", " writes on ", " wrote at ", " on "},
	quoters:  []string{"quoting "},
	days: `january february march april may june july august september october november december
		jan feb mar apr jun jul aug sep sept oct nov dec
		monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun`,
	dates: `am pm a.m p.m at on of gmt utc est edt cst cdt mst mdt pst pdt akst hst bst wet west cet cest eet eest msk ist kst jst
		hkt sgt aest aedt acst awst nzst nzdt`,
	from:    []string{"From", "Sender"},
	sent:    []string{"Sent", "Date", "Sent at", "Sent on", "Date sent", "Received"},
	to:      []string{"To", "Recipient", "Recipients"},
	cc:      []string{"Cc", "Copy to"},
	subject: []string{"Subject", "Re"},
	other:   []string{"Bcc", "Reply-To", "Attachments", "Importance", "Priority", "Sensitivity", "Organization", "Message-ID"},
	originals: []string{"Original Message", "Original Mail", "Original Email", "Original E-mail", "Original Messages",
		"Reply message", "Original appointment", "Replied message"},
	forwards: []string{"Forwarded message", "Forwarded mail", "Forwarded email", "Forwarded messages", "Begin forwarded message",
		"Forwarded by", "Start of forwarded message", "Forward message", "Forwarded message follows"},
	programs: []phrase{
		{"sent from my ", "", true}, {"sent from ", "", false}, {"sent via ", "", false}, {"sent with ", "", false},
		{"sent using ", "", false}, {"get ", " for ios", false}, {"get ", " for android", false}, {"get ", " for mac", false},
		{"yahoo mail: search, ", "conquer", true}, {"yahoo mail: search, organize, ", "", true}, {"sent by ", "", false},
	},
}
