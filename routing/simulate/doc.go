// Package simulate runs a contact center in virtual time.
package simulate
