package metrics

import (
	"math"
	"time"

	"github.com/acdkit/acdkit/contact"
)

// Config says how figures are counted. Zero fields take the defaults named beside them.
type Config struct {
	// Target is T of the service level: how long a contact may wait. DefaultTarget; only waits of 0 are in target
	// if it is negative. Targets has the queues with another, such as hours for email: of them, 0 is no default.
	Target  time.Duration
	Targets map[contact.QueueID]time.Duration

	// ShortAbandon is how soon a customer has to give up for that to be counted as a short abandon: one who had
	// no time to be answered, or came by mistake. DefaultShortAbandon; none if negative.
	ShortAbandon time.Duration

	// Interval is how long a line of a historical report is: DefaultInterval. Intervals begin at midnight of
	// Zone (UTC if nil) and never reach over it; one of 24 hours or more is a calendar day.
	Interval time.Duration
	Zone     *time.Location
	// Keep is how many intervals back the figures are kept apart; DefaultKeep. Totals lose nothing.
	Keep int

	// Hook, if not nil, is called with each time that is measured, as it ends. Package
	// routing/metrics/export/opentelemetry has one. It must not call the Metrics.
	Hook func(Sample)
}

// The defaults of Config.
const (
	DefaultTarget       = 20 * time.Second
	DefaultShortAbandon = 5 * time.Second
	DefaultInterval     = 30 * time.Minute
	DefaultKeep         = 96 // two days of half hours
)

func (c Config) withDefaults() Config {
	if c.Target == 0 {
		c.Target = DefaultTarget
	}
	if c.ShortAbandon == 0 {
		c.ShortAbandon = DefaultShortAbandon
	}
	if c.Interval <= 0 {
		c.Interval = DefaultInterval
	}
	c.Interval = min(c.Interval, oneDay)
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	if c.Keep <= 0 {
		c.Keep = DefaultKeep
	}
	c.Keep = int(min(int64(c.Keep), math.MaxInt64/2/int64(c.Interval))) // more than a century
	return c
}

const oneDay = 24 * time.Hour

// reach is how far back the intervals that are kept go.
func (c *Config) reach() int64 {
	reach := int64(c.Keep) * int64(c.Interval)
	if c.Interval == oneDay {
		reach += int64(2 * time.Hour) // a day may have 25
	}
	return reach
}

// target returns a queue's target.
func (c *Config) target(id contact.QueueID) time.Duration {
	t, own := c.Targets[id]
	if !own {
		t = c.Target
	}
	return max(t, 0)
}
