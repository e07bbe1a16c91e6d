package main

import (
	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

var profileCommands = []command{{
	name: "profile", parse: parseProfile, sends: true,
	usage: "ID [chat=2] [email=1] [voice=0] [social=0] [blending=blended|realtime|exclusive]",
}}

func parseProfile(in *args) act {
	var p contact.Profile
	in.value("ID", text(&p.ID))
	for ch := contact.Chat; ch.Valid(); ch++ {
		in.option(ch.String(), count(&p.Capacity[ch]))
	}
	in.option("blending", named(&p.Blending))
	return send(routing.SetProfile{Profile: p})
}
