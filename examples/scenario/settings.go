package main

import "github.com/acdkit/acdkit/routing"

var settingsCommands = []command{{
	name: "settings", usage: "[ageing=1m] [keep-closed=N] [keep-commands=N]", parse: parseSettings, sends: true,
}}

func parseSettings(in *args) act {
	var set routing.SetSettings
	in.option("ageing", duration(&set.Ageing))
	in.option("keep-closed", number(&set.KeepClosed))
	in.option("keep-commands", number(&set.KeepCommands))
	return send(set)
}
