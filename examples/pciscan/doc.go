// Pciscan looks for card data and other personal data in files of any kind, by the same package pci that a
// contact center puts before its stores.
//
//	pciscan [-json] [-redact] [-kinds pan,cvv,...] [-policy redact|drop] [-spelled] [FILE...]
//
// Without a file it reads the standard input; of a folder it reads all files below it. It prints a line for each
// finding, never a digit that is to be hidden, and one for each file that could not be examined. With -json
// each finding is an object {"file","part","kind","brand","start","end","masked"} and each file one
// {"file","examined","cause","type","findings"}. Offsets are bytes: in the file if that is plain text or HTML in
// UTF-8, else in the text of the part.
//
// With -redact it prints the text of plain or HTML input redacted, and nothing else; with -policy drop nothing is
// printed of a file that has findings.
//
// It ends with 0 if all is clean, 1 if something was found, 3 if nothing was found but something was not
// examined, and 2 if it was called wrongly.
package main
