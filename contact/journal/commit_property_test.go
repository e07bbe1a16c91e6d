package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
	"pgregory.net/rapid"
)

// commitStep is one Commit by one of several writers, and what goes wrong in it.
type commitStep struct {
	Writer         int
	Reload         bool // the writer reads on before it commits
	Appends, Reads []journaltest.Fault
	Cancel         int // the context ends in this call to the journal; 0: it does not
}

func genSteps() *rapid.Generator[[]commitStep] {
	appends := rapid.SampledFrom([]journaltest.Fault{journaltest.None, journaltest.Lost, journaltest.AnswerLost,
		journaltest.Late, journaltest.SpuriousConflict, journaltest.StoredConflict, journaltest.Fail})
	reads := rapid.SampledFrom([]journaltest.Fault{journaltest.None, journaltest.Fail})
	return rapid.SliceOf(rapid.Custom(func(t *rapid.T) commitStep {
		return commitStep{
			Writer:  rapid.IntRange(0, 2).Draw(t, "writer"),
			Reload:  rapid.Bool().Draw(t, "reload"),
			Appends: rapid.SliceOfN(appends, 0, 5).Draw(t, "appends"),
			Reads:   rapid.SliceOfN(reads, 0, 4).Draw(t, "reads"),
			Cancel:  max(0, rapid.IntRange(-12, 6).Draw(t, "cancel")),
		}
	}))
}

// TestCommitProperty: whatever goes wrong, what Commit says is what the log holds.
func TestCommitProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		steps := genSteps().Draw(rt, "steps")
		var err error
		synctest.Test(t, func(t *testing.T) { err = runSteps(t, steps) })
		if err != nil {
			rt.Fatal(err)
		}
	})
}

// runSteps carries out steps against a model, which is a slice of record ids.
func runSteps(t *testing.T, steps []commitStep) error {
	m, model := new(journal.Memory), []string{}
	var known [3]journal.Version
	for i, step := range steps {
		end, last := journal.Version(len(model)), &known[step.Writer]
		if step.Reload {
			*last = end
		}
		id := fmt.Sprintf("r-%d", i)
		version, err := commitFaulty(t, m, step, *last, journal.NewRecord(id, nil))
		log := ids(t, m)
		if bad := judge(step, *last, end, version, err, slices.Equal(log, model), slices.Equal(log, append(model, id))); bad != "" {
			return fmt.Errorf("step %d %+v after %d of %d: %s; Commit returned %d, %v; log %q, before %q", i, step, *last, end, bad, version, err, log, model)
		}
		model = log
		if err == nil {
			*last = version
		}
	}
	return nil
}

func commitFaulty(t *testing.T, m *journal.Memory, step commitStep, after journal.Version, rec journal.Record) (journal.Version, error) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	faults, calls := plan(step.Appends, step.Reads), 0
	f := &journaltest.Faulty{Journal: m, Plan: func(op journal.Op, n int) journaltest.Fault {
		if calls++; calls == step.Cancel {
			cancel()
		}
		return faults(op, n)
	}}
	defer f.Land()
	return journal.Commit(ctx, f, stream, after, rec)
}

// judge returns what is wrong with Commit's answer, or "".
func judge(step commitStep, after, end, version journal.Version, err error, unchanged, added bool) string {
	mayFail := step.Cancel > 0 || slices.Contains(step.Appends, journaltest.Fail)
	switch {
	case !unchanged && !added:
		return "the log holds something else"
	case added && after != end:
		return "a writer that was behind has stored"
	case err == nil && (!added || version != after+1):
		return "success, but not stored"
	case err == nil:
		return ""
	case errors.Is(err, journal.ErrUnknown) && !mayFail:
		return "a doubt that could have been settled"
	case errors.Is(err, journal.ErrUnknown):
		return ""
	case added:
		return "certain failure, but stored"
	case errors.Is(err, journal.ErrConflict) && after == end:
		return "a conflict with nobody"
	case !errors.Is(err, journal.ErrConflict) && !mayFail:
		return "a failure without a reason"
	}
	return ""
}
