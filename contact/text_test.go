package contact_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/acdkit/acdkit/contact"
)

// text is an enumeration that JSON and logs show by name.
type text[T any] interface {
	*T
	encoding.TextUnmarshaler
}

func TestText(t *testing.T) {
	testText[contact.Channel](t, "", "chat", "email", "voice", "social")
	testText[contact.AgentState](t, "signed-out", "idle", "available", "rona")
	testText[contact.State](t, "queued", "offered", "active", "wrapup", "closed")
	testText[contact.GuestState](t, "none", "invited", "joined")
	testText[contact.Reason](t, "", "agent-ended", "customer-left", "abandoned", "transfer-missed")
	testText[contact.Blending](t, "blended", "realtime", "exclusive")
}

// testText checks that the values from 0 on have these names and no others, there and back.
func testText[T interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}, P text[T]](t *testing.T, names ...string) {
	known := map[string]bool{}
	for i, name := range names {
		known[name] = true
		roundTrip[T, P](t, T(i), name)
	}
	refuse := []string{"Chat", " idle", "queued ", "closed\n", "0", "none at all", "\xff"}
	for i := len(names); i < 256; i++ {
		refuse = append(refuse, T(i).String())
	}
	for _, name := range refuse {
		v := T(1)
		err := P(&v).UnmarshalText([]byte(name))
		if !known[name] && (!errors.Is(err, contact.ErrUnknownName) || v != 1) {
			t.Errorf("%T: text %q gives %d, %v, want ErrUnknownName and no change", v, name, uint8(v), err)
		}
	}
}

func roundTrip[T interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}, P text[T]](t *testing.T, v T, name string) {
	t.Helper()
	if got := v.String(); got != name {
		t.Errorf("%T(%d).String() = %q, want %q", v, uint8(v), got, name)
	}
	data, err := json.Marshal(map[string]T{"v": v})
	if want := fmt.Sprintf(`{"v":%q}`, name); err != nil || string(data) != want {
		t.Errorf("Marshal of %s = %s, %v, want %s", name, data, err, want)
	}
	back := map[string]T{}
	if err := json.Unmarshal(data, &back); err != nil || back["v"] != v {
		t.Errorf("Unmarshal of %s = %v, %v", data, back, err)
	}
	read := T(99)
	if err := P(&read).UnmarshalText([]byte(name)); err != nil || read != v {
		t.Errorf("%T: text %q gives %d, %v", v, name, uint8(read), err)
	}
}

func TestParseChannel(t *testing.T) {
	for ch := contact.Chat; ch.Valid(); ch++ {
		if got, err := contact.ParseChannel(ch.String()); got != ch || err != nil {
			t.Errorf("ParseChannel(%q) = %v, %v", ch, got, err)
		}
	}
	for _, name := range []string{"", "fax", "CHAT", "channel(9)"} {
		if got, err := contact.ParseChannel(name); got != 0 || !errors.Is(err, contact.ErrUnknownName) {
			t.Errorf("ParseChannel(%q) = %v, %v, want ErrUnknownName", name, got, err)
		}
	}
}

func TestChannel(t *testing.T) {
	for ch := range contact.Channel(255) {
		valid := ch >= contact.Chat && ch <= contact.Social
		if got := ch.Valid(); got != valid {
			t.Errorf("Channel(%d).Valid() = %t", uint8(ch), got)
		}
		if got, want := ch.RealTime(), ch == contact.Chat || ch == contact.Voice; got != want {
			t.Errorf("Channel(%d).RealTime() = %t, want %t (R1)", uint8(ch), got, want)
		}
		if valid && int(ch) >= contact.Channels {
			t.Errorf("channel %s is not an index below %d", ch, contact.Channels)
		}
	}
}

// The names that diagrams and errors print; TestText checks those of states.
func TestEventNames(t *testing.T) {
	for want, got := range map[string]fmt.Stringer{
		"sign-in": contact.SignIn, "sign-out": contact.SignOut, "go-available": contact.GoAvailable,
		"go-idle": contact.GoIdle, "miss-offer": contact.MissOffer,
		"offer": contact.Offer, "return": contact.Return, "accept": contact.Accept,
		"transfer": contact.Transfer, "end": contact.End, "close": contact.Close,
		"invite": contact.Invite, "join": contact.Join, "leave": contact.Leave,
		"fits": contact.Fits, "not-permitted": contact.NotPermitted,
		"at-capacity": contact.AtCapacity, "blocked": contact.Blocked,
		"9": contact.Fit(9),
	} {
		if got.String() != want {
			t.Errorf("String() = %q, want %q", got, want)
		}
	}
}
