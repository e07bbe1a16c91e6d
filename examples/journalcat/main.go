// Command journalcat is not there yet.
package main

import _ "github.com/acdkit/acdkit/routing" // the core

func main() {}
