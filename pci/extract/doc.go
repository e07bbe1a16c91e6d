// Package extract takes the text out of files, so that a pci.Guard can look through it (P1, P2).
//
// A file is read by its content, never by its name. Whatever could not be read (encrypted, corrupt, beyond
// a limit, of an unknown format) is in the Report as a Gap with its cause: nothing is passed over in silence.
package extract
