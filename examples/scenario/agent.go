package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
)

var agentCommands = []command{{
	name: "agent", parse: parseAgent, sends: true,
	usage: `ID [name="..."] profile=ID [skills=ko:5,billing:3] [queues=a,b:2] [takes=oldest|queue-order]`,
}}

func parseAgent(in *args) act {
	var a routing.Agent
	in.value("ID", text(&a.ID))
	in.option("name", text(&a.Name))
	in.need("profile", text(&a.Profile))
	in.option("skills", skills(&a.Skills))
	in.option("queues", list(serves(&a.Queues)))
	in.option("takes", text(&a.Takes))
	return send(routing.SetAgent{Agent: a})
}

// serves reads b, or b:2 for the second tier.
func serves(to *[]routing.Serves) reader {
	return func(s string) error {
		queue, tier, found := strings.Cut(s, ":")
		in := routing.Serves{Queue: contact.QueueID(queue)}
		if found {
			var err error
			if in.Tier, err = strconv.Atoi(tier); err != nil {
				return errors.New("the tier is not a whole number")
			}
		}
		*to = append(*to, in)
		return nil
	}
}
