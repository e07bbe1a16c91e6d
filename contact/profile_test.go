package contact_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// naiveFit is Fit as S1 and R1 have it in words, on a list of the contacts in hand.
func naiveFit(capacity map[contact.Channel]int, mode contact.Blending, hand []contact.Channel, ch contact.Channel) contact.Fit {
	same, realTime := 0, []contact.Channel{}
	for _, c := range hand {
		if c == ch {
			same++
		}
		if c == contact.Chat || c == contact.Voice {
			realTime = append(realTime, c)
		}
	}
	isOther := func(c contact.Channel) bool { return c != ch }
	switch {
	case capacity[ch] == 0:
		return contact.NotPermitted
	case same+1 > capacity[ch]:
		return contact.AtCapacity
	case mode == contact.Exclusive && len(hand) > 0:
		return contact.Blocked
	case mode == contact.BlendedRealTime && (ch == contact.Chat || ch == contact.Voice) && slices.ContainsFunc(realTime, isOther):
		return contact.Blocked
	}
	return contact.Fits
}

func TestFitOracle(t *testing.T) {
	channels := rapid.SampledFrom([]contact.Channel{contact.Chat, contact.Email, contact.Voice, contact.Social})
	rapid.Check(t, func(t *rapid.T) {
		p := contact.Profile{Blending: contact.Blending(rapid.Uint8Range(0, uint8(contact.Exclusive)).Draw(t, "blending"))}
		capacity := rapid.MapOf(channels, rapid.IntRange(0, 4)).Draw(t, "capacity")
		for c, n := range capacity {
			p.Capacity[c] = uint16(n)
		}
		hand, ch := rapid.SliceOfN(channels, 0, 8).Draw(t, "hand"), channels.Draw(t, "channel")
		var load contact.Load
		for _, c := range hand {
			load[c]++
		}
		if got, want := load.Total(), len(hand); got != want {
			t.Errorf("Total() = %d, want %d", got, want)
		}
		if got, want := p.Fit(&load, ch), naiveFit(capacity, p.Blending, hand, ch); got != want {
			t.Errorf("Fit(%v, %s) = %s, want %s", load, ch, got, want)
		}
	})
}

// TestFitUpTo: an agent takes as many contacts as the profile says, in each mode.
func TestFitUpTo(t *testing.T) {
	for mode, want := range map[contact.Blending]int{contact.Blended: 7, contact.BlendedRealTime: 4, contact.Exclusive: 1} {
		p, load := contact.Profile{Capacity: contact.Load{contact.Chat: 3, contact.Email: 1, contact.Voice: 3}, Blending: mode}, contact.Load{}
		for range 10 {
			for ch := contact.Chat; ch <= contact.Social; ch++ {
				if p.Fit(&load, ch) == contact.Fits {
					load[ch]++
				}
			}
		}
		if got := load.Total(); got != want {
			t.Errorf("%s takes %d contacts, want %d", mode, got, want)
		}
	}
}

func TestFitEdges(t *testing.T) {
	full := contact.Load{contact.Chat: math.MaxUint16, contact.Voice: math.MaxUint16}
	huge := contact.Profile{Capacity: full, Blending: contact.BlendedRealTime}
	for name, tc := range map[string]struct {
		profile contact.Profile
		load    contact.Load
		channel contact.Channel
		want    contact.Fit
	}{
		"zero profile":     {contact.Profile{}, contact.Load{}, contact.Chat, contact.NotPermitted},
		"no channel":       {huge, contact.Load{}, 0, contact.NotPermitted},
		"unknown channel":  {huge, contact.Load{}, 200, contact.NotPermitted},
		"greatest numbers": {huge, contact.Load{contact.Chat: math.MaxUint16 - 1, contact.Voice: 2}, contact.Chat, contact.Blocked},
		"last one":         {huge, contact.Load{contact.Chat: math.MaxUint16 - 1}, contact.Chat, contact.Fits},
		"full":             {huge, full, contact.Voice, contact.AtCapacity},
	} {
		if got := tc.profile.Fit(&tc.load, tc.channel); got != tc.want {
			t.Errorf("%s: Fit = %s, want %s", name, got, tc.want)
		}
	}
}

func TestProfileJSON(t *testing.T) {
	p := contact.Profile{ID: "p", Capacity: contact.Load{contact.Chat: 2, contact.Email: 1}, Blending: contact.Exclusive}
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"id":"p","capacity":{"chat":2,"email":1},"blending":"exclusive"}`, string(data)); diff != "" {
		t.Errorf("Marshal mismatch (-want +got):\n%s", diff)
	}
	back := contact.Profile{Capacity: contact.Load{contact.Social: 9}}
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p, back); diff != "" {
		t.Errorf("Unmarshal mismatch (-want +got):\n%s", diff)
	}
}

func TestLoadRefused(t *testing.T) {
	for _, text := range []string{`{"fax":1}`, `{"":1}`, `{"channel(0)":1}`, `{"chat":-1}`, `{"chat":65536}`, `{"chat":"1"}`, `[1]`} {
		load := contact.Load{contact.Chat: 7}
		if err := json.Unmarshal([]byte(text), &load); err == nil || load != (contact.Load{contact.Chat: 7}) {
			t.Errorf("Unmarshal of %s gives %v, %v, want an error and no change", text, load, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"fax":1}`), new(contact.Load)); !errors.Is(err, contact.ErrUnknownName) {
		t.Errorf("Unmarshal of an unknown channel returned %v, want ErrUnknownName", err)
	}
}
