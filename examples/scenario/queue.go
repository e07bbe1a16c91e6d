package main

import (
	"errors"
	"strings"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/routing"
	"github.com/acdkit/acdkit/wrapup"
)

var queueCommands = []command{{
	name: "queue", parse: parseQueue, sends: true,
	usage: `ID channel=chat|email|voice|social [name="..."] [offer=20s] [strategy=longest-idle|round-robin|least-loaded|best-skill] ` +
		`[skills=ko:3,billing:1] [relax=30s:ko:1,...] [priority=5] [max=100] [overflow=60s:QUEUE] ` +
		`[transfer-miss=drop|queue|sender|overflow:QUEUE] [sticky=30s] [decline=on|off] ` +
		`[hours="Mon-Fri 09:00-18:00"] [zone=Asia/Seoul] [wrapup-min=N] [wrapup-max=N] [wrapup-after=30s] ` +
		`[wrapup-default=REASON] [wrapup-cancel=on|off]`,
}, {
	name: "remove", usage: "agent|queue ID", parse: parseRemove, sends: true,
}}

func parseQueue(in *args) act {
	var q routing.Queue
	in.value("ID", text(&q.ID))
	in.need("channel", named(&q.Channel))
	in.option("name", text(&q.Name))
	in.option("offer", duration(&q.Offer))
	in.option("strategy", text(&q.Strategy))
	in.option("skills", skills(&q.Skills))
	in.option("relax", list(relax(&q.Relax)))
	in.option("priority", number(&q.Priority))
	in.option("max", number(&q.Max))
	in.option("overflow", overflow(&q.Overflow))
	in.option("transfer-miss", miss(&q.Miss))
	in.option("sticky", duration(&q.Sticky))
	in.option("decline", onOff(func(on bool) { q.Decline = on }))
	in.option("hours", hours(&q.Hours.Spans))
	in.option("zone", text(&q.Hours.Zone))
	parsePolicy(in, &q.WrapUp)
	return send(routing.SetQueue{Queue: q})
}

func parsePolicy(in *args, p *wrapup.Policy) {
	var least uint16
	if in.option("wrapup-min", count(&least)) {
		p.Min = int(least)
		if least == 0 {
			p.Min = wrapup.NoMinimum
		}
	}
	in.option("wrapup-max", number(&p.Max))
	in.option("wrapup-after", duration(&p.After))
	in.option("wrapup-default", text(&p.Default))
	in.option("wrapup-cancel", onOff(func(on bool) { p.MayCancel = on }))
}

// relax reads 30s:ko:1.
func relax(to *[]routing.Relax) reader {
	return func(s string) error {
		var r routing.Relax
		after, skill, _ := strings.Cut(s, ":")
		err := duration(&r.After)(after)
		if err == nil {
			r.Skill, r.Level, err = leveled(skill)
		}
		*to = append(*to, r)
		return err
	}
}

// overflow reads 60s:other, or :other for a queue that overflows only when it is full or closed.
func overflow(to *routing.Overflow) reader {
	return func(s string) error {
		after, queue, found := strings.Cut(s, ":")
		if !found || queue == "" {
			return errors.New("not DURATION:QUEUE")
		}
		to.Queue = contact.QueueID(queue)
		if after == "" {
			return nil
		}
		return duration(&to.After)(after)
	}
}

// miss reads a policy for direct transfers that nobody accepts.
func miss(to *routing.Miss) reader {
	return func(s string) error {
		action, queue, over := strings.Cut(s, ":")
		actions := map[string]routing.MissAction{
			"drop": routing.Drop, "queue": routing.ReturnToQueue, "sender": routing.ReturnToSender,
			"overflow": routing.OverflowTo,
		}
		a, known := actions[action]
		if !known || over != (a == routing.OverflowTo) {
			return errors.New("not drop, queue, sender or overflow:QUEUE")
		}
		*to = routing.Miss{Action: a, Queue: contact.QueueID(queue)}
		return nil
	}
}

func parseRemove(in *args) act {
	what, id := in.word("agent or queue"), in.word("ID")
	switch what {
	case "agent":
		return send(routing.RemoveAgent{Agent: contact.AgentID(id)})
	case "queue":
		return send(routing.RemoveQueue{Queue: contact.QueueID(id)})
	}
	in.fail("%q is neither agent nor queue", what)
	return nil
}
