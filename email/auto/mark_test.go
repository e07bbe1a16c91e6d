package auto_test

import (
	"testing"
	"time"

	"github.com/acdkit/acdkit/email/auto"
	"github.com/acdkit/acdkit/email/message"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// mail is a mail with fields that a Mark gave.
func mail(fields []message.Field) *message.Message {
	return &message.Message{From: []message.Address{{Addr: "desk@b.example"}}, Header: fields}
}

// TestMarks: our own mail is known as such, and others know our automatic mail as what it is.
func TestMarks(t *testing.T) {
	for name, tc := range map[string]struct {
		fields     []message.Field
		ours, them auto.Class
	}{
		"personal":           {mark.Personal(), auto.Loop, auto.Person},
		"automatic":          {mark.Automatic(), auto.Loop, auto.Reply},
		"automatic, no mark": {auto.Mark("").Automatic(), auto.Reply, auto.Reply},
		"personal, no mark":  {auto.Mark("").Personal(), auto.Person, auto.Person},
	} {
		if v := auto.Classify(mail(tc.fields), auto.Envelope{}, mark); v.Class != tc.ours {
			t.Errorf("%s: to us it is %+v", name, v)
		}
		if v := auto.Classify(mail(tc.fields), auto.Envelope{}, "other.example"); v.Class != tc.them {
			t.Errorf("%s: to others it is %+v", name, v)
		}
	}
	// Each field of automatic mail is enough for somebody who goes by no other.
	for _, f := range mark.Automatic() {
		if v := auto.Classify(mail([]message.Field{f}), auto.Envelope{}, mark); v.MayAnswer() {
			t.Errorf("%s alone may be answered", f.Name)
		}
	}
}

func TestAllowance(t *testing.T) {
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	ago := func(hours ...int) (times []time.Time) {
		for _, h := range hours {
			times = append(times, now.Add(-time.Duration(h)*time.Hour))
		}
		return times
	}
	for name, tc := range map[string]struct {
		a       auto.Allowance
		earlier []time.Time
		want    []time.Time
		ok      bool
	}{
		"first":              {auto.Allowance{}, nil, ago(0), true},
		"third":              {auto.Allowance{}, ago(2, 1), ago(2, 1, 0), true},
		"fourth":             {auto.Allowance{}, ago(3, 2, 1), ago(3, 2, 1), false},
		"long ago":           {auto.Allowance{}, ago(30, 24, 1), ago(1, 0), true},
		"just within":        {auto.Allowance{Most: 1}, ago(23), ago(23), false},
		"any order":          {auto.Allowance{Most: 2}, ago(1, 50, 2), ago(1, 2), false},
		"of its own":         {auto.Allowance{Most: 1, Within: time.Hour}, ago(1), ago(0), true},
		"clock was put back": {auto.Allowance{Most: 1}, ago(-100), ago(-100), false},
	} {
		got, ok := tc.a.Take(now, tc.earlier)
		if diff := cmp.Diff(tc.want, got); ok != tc.ok || diff != "" {
			t.Errorf("%s: %t, want %t; times mismatch (-want +got):\n%s", name, ok, tc.ok, diff)
		}
	}
}

// TestAllowanceProperty: in no time of the length Within do more than Most leave, and one that could leave does.
func TestAllowanceProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := auto.Allowance{Most: rapid.IntRange(1, 4).Draw(t, "most"), Within: time.Duration(rapid.IntRange(1, 20).Draw(t, "within"))}
		now := time.Unix(1_000_000, 0)
		var times, left []time.Time
		for range 40 {
			now = now.Add(time.Duration(rapid.IntRange(0, 5).Draw(t, "step")))
			recent := 0
			for _, l := range left {
				if now.Sub(l) < a.Within {
					recent++
				}
			}
			var ok bool
			if times, ok = a.Take(now, times); ok != (recent < a.Most) {
				t.Fatalf("Take says %t with %d of %d", ok, recent, a.Most)
			}
			if ok {
				left = append(left, now)
			}
			if len(times) > a.Most {
				t.Fatalf("%d times kept", len(times))
			}
		}
	})
}

// TestLoopDiesOut: two desks answer all that comes, and one of them knows no header at all.
func TestLoopDiesOut(t *testing.T) {
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	var times []time.Time
	sent := 0
	for range 1000 { // each mail is answered after a minute, by the other end always, as if a person had written
		now = now.Add(time.Minute)
		if !auto.Classify(mail(nil), auto.Envelope{}, mark).MayAnswer() {
			t.Fatal("a mail without marks is not a person's")
		}
		var ok bool
		if times, ok = (auto.Allowance{}).Take(now, times); !ok {
			break
		}
		sent++
	}
	if sent != 3 {
		t.Errorf("%d automatic mails left", sent)
	}
}
