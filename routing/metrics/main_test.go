package metrics_test

import (
	"flag"
	"os"
	"testing"

	"github.com/acdkit/acdkit/internal/race"
)

func TestMain(m *testing.M) {
	if race.Enabled {
		flag.Set("rapid.checks", "25") // unless the command line says otherwise
	}
	os.Exit(m.Run())
}
