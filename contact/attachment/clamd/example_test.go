package clamd_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/acdkit/acdkit/contact/attachment/clamd"
)

// Files are handed out only if they are known to be clean.
func Example() {
	ctx := context.Background()
	daemon := &fake{limit: 1000}
	scanner := &clamd.Scanner{Network: "unix", Address: "/run/clamav/clamd.ctl", Dial: daemon.piped().Dial}
	for _, content := range []string{"Dear Sir or Madam", eicar, strings.Repeat("x", 2000)} {
		result, err := scanner.Scan(ctx, strings.NewReader(content))
		switch {
		case err != nil:
			fmt.Println("kept back:", errors.Is(err, clamd.ErrTooLarge), err)
		case result.Infected:
			fmt.Println("infected:", result.Signature)
		default:
			fmt.Println("clean")
		}
	}
	// Output:
	// clean
	// infected: Eicar-Test-Signature
	// kept back: true clamd: scan at "/run/clamav/clamd.ctl" after 2000 bytes: content too large
}

func ExampleScanner_Version() {
	ctx := context.Background()
	scanner := new(fake).piped()
	fmt.Println(scanner.Ping(ctx))
	fmt.Println(scanner.Version(ctx))
	// Output:
	// <nil>
	// ClamAV 1.4.3/27700/Mon Jul 14 08:36:29 2025 <nil>
}
