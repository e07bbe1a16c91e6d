package journal_test

import (
	"testing"

	"github.com/acdkit/acdkit/contact/journal"
	"github.com/acdkit/acdkit/contact/journal/journaltest"
)

func open(t *testing.T) journal.Journal { return new(journal.Memory) }

func TestMemoryConforms(t *testing.T) {
	journaltest.Run(t, open, journaltest.Features{Watch: true, Trim: true, Delete: true, List: true})
}
