package chat

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// botID is the id of a bot's message: the same for the same turn after a restart, so that nothing is said twice.
func botID(after uint64, n int) string { return fmt.Sprintf("bot/%d/%d", after, n) }

// turn returns what the bot is to be asked now, and the last entry that it has to do with.
func (r *room) turn() (t Turn, after uint64, asked bool) {
	c := r.conv
	if c.Phase() != WithBot || r.desk.cfg.Bot == nil {
		return t, 0, false
	}
	since := c.answered()
	var lines []string
	for _, seq := range c.messages[Customer] {
		if seq > since {
			lines = append(lines, c.entries[seq-1].Payload.(Said).Text)
			after = seq
		}
	}
	if after == 0 && since > 0 {
		return t, 0, false
	}
	o := c.Opened()
	t = Turn{Contact: r.ID, Customer: o.Customer, Language: o.Language, Text: strings.Join(lines, "\n")}
	t.Entries, _ = c.Since(Bot, 0)
	return t, after, true
}

// answered returns the last of the customer's messages that the bot has had to do with: what came while it was asked is
// its next turn.
func (c *Conversation) answered() uint64 {
	last := c.lastBy(Bot)
	if last == 0 {
		return 0
	}
	var after uint64
	var n int
	if _, err := fmt.Sscanf(c.entries[last-1].Payload.(Said).ID, "bot/%d/%d", &after, &n); err != nil {
		return last
	}
	return max(after, 1) // 1: it has greeted
}

// askBot asks the bot if it is its turn and it is not being asked already.
func (r *room) askBot() {
	if r.asking {
		return
	}
	t, after, asked := r.turn()
	if !asked {
		return
	}
	r.asking = true
	d, limit := r.desk, r.conv.Opened().Timers.Bot
	d.rooms.Go(func() {
		ctx, cancel := d.rooms.Context(), context.CancelFunc(func() {})
		if limit > 0 {
			ctx, cancel = context.WithTimeout(ctx, limit)
		}
		answer, err := d.cfg.Bot.Reply(ctx, t)
		cancel()
		d.botSays(t, after, answer, err)
	})
}

// botSays sends the bot's answer, or hands over if there is none.
func (d *Desk) botSays(t Turn, after uint64, a Answer, failure error) {
	ctx := d.rooms.Context()
	d.rooms.Retry(func() bool {
		err := d.with(ctx, t.Contact, func(r *room) error {
			err := r.botSays(ctx, after, a, failure)
			r.asking = errors.Is(err, ErrUnavailable)
			return err
		})
		return !errors.Is(err, ErrUnavailable)
	})
}

func (r *room) botSays(ctx context.Context, after uint64, a Answer, failure error) error {
	switch {
	case r.conv.Phase() != WithBot: // the customer has left, or asked for a person
		return nil
	case errors.Is(failure, context.DeadlineExceeded):
		return r.step(ctx, AskAgent{BotSlow})
	case failure != nil || len(a.Texts) == 0 && !a.HandOver:
		if failure != nil {
			r.desk.cfg.Logger.Warn("chat: the bot failed", "contact", r.ID)
		}
		return r.step(ctx, AskAgent{BotFailed})
	}
	for i, text := range a.Texts {
		_, err := r.say(ctx, Message{
			Contact: r.ID, From: Bot, ID: botID(after, i), Text: text, last: a.HandOver && i == len(a.Texts)-1,
		}, nil)
		switch {
		case errors.Is(err, ErrUnavailable):
			return err
		case err != nil: // too long, or withheld
			return r.step(ctx, AskAgent{BotFailed})
		}
	}
	if a.HandOver && r.conv.Phase() == WithBot {
		return r.step(ctx, AskAgent{ByBot})
	}
	return nil
}
