package main

import (
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

var reasonCommands = []command{{
	name: "reason", usage: `ID "Name" [channel=chat] [queue=ID] [active=yes|no]`, parse: parseReason, sends: true,
}, {
	name: "idle-code", usage: `ID ["Name"] [active=yes|no]`, parse: parseIdleCode, sends: true,
}}

func parseReason(in *args) act {
	var r wrapup.Reason
	in.value("ID", text(&r.ID))
	in.value("the name", text(&r.Name))
	in.option("channel", named(&r.Channel))
	in.option("queue", text(&r.Queue))
	in.option("active", onOff(func(on bool) { r.Inactive = !on }))
	return send(routing.SetReason{Reason: r})
}

func parseIdleCode(in *args) act {
	var c routing.IdleCode
	in.value("ID", text(&c.ID))
	c.Name = in.next()
	in.option("active", onOff(func(on bool) { c.Inactive = !on }))
	return send(routing.SetIdleCode{IdleCode: c})
}
