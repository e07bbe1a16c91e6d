package machine_test

import (
	"context"
	"testing"

	"github.com/acdkit/acdkit/internal/machine"
	"github.com/looplab/fsm"
)

// agentRules are the rules of agent, built once in favour of looplab/fsm.
func agentRules() fsm.Events {
	return fsm.Events{
		{Name: "sign-in", Src: []string{"signed-out"}, Dst: "idle"},
		{Name: "offer", Src: []string{"idle"}, Dst: "ringing"},
		{Name: "accept", Src: []string{"ringing"}, Dst: "busy"},
		{Name: "decline", Src: []string{"ringing"}, Dst: "idle"},
		{Name: "expire", Src: []string{"ringing"}, Dst: "idle"},
		{Name: "mute", Src: []string{"busy"}, Dst: "busy"},
		{Name: "finish", Src: []string{"busy"}, Dst: "idle"},
		{Name: "sign-out", Src: []string{"idle", "ringing"}, Dst: "signed-out"},
		{Name: "erase", Src: []string{"signed-out"}, Dst: "erased"},
	}
}

// BenchmarkFire fires one event on an instance that lives on.
func BenchmarkFire(b *testing.B) {
	b.Run("table", func(b *testing.B) {
		events := [...]event{offer, decline}
		b.ReportAllocs()
		s, i := idle, 0
		for b.Loop() {
			next, err := agents.Next(s, events[i&1])
			if err != nil {
				b.Fatal(err)
			}
			s = next
			i++
		}
	})
	b.Run("fsm", func(b *testing.B) {
		events := [...]string{"offer", "decline"}
		b.ReportAllocs()
		f, i := fsm.NewFSM("idle", agentRules(), nil), 0
		for b.Loop() {
			if err := f.Event(context.Background(), events[i&1]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
}

// BenchmarkInstance creates an instance and takes it through its life of five
// events. An instance of a table is its state value and nothing else.
func BenchmarkInstance(b *testing.B) {
	b.Run("table", func(b *testing.B) {
		life := []event{signIn, offer, accept, finish, signOut}
		b.ReportAllocs()
		for b.Loop() {
			s := agents.Initial()
			for _, e := range life {
				next, err := agents.Next(s, e)
				if err != nil {
					b.Fatal(err)
				}
				s = next
			}
		}
	})
	b.Run("fsm", func(b *testing.B) {
		life := []string{"sign-in", "offer", "accept", "finish", "sign-out"}
		rules := agentRules()
		b.ReportAllocs()
		for b.Loop() {
			f := fsm.NewFSM("signed-out", rules, nil)
			for _, e := range life {
				if err := f.Event(context.Background(), e); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

// BenchmarkCompile is what a table costs once.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		machine.MustCompile(agent())
	}
}
