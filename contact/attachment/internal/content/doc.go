// Package content says what a file is by its content (C5, D6), whatever its name claims, and what is
// dangerous about it. It judges; refusing is the business of package attachment.
//
//	r := content.Look(data, "report.docx")
//	if content.Contradicts(".docx", r) || r.Executable || r.Bomb { ... }
//
// [Look] opens nothing that is inside something else: of archives it reads the directory, of compound
// files the directory and the first records, of mail the parts. Its work grows with the length of data
// and is bounded by the constants of this package where a few bytes could ask for much more; it keeps
// no more than a few copies of data. It runs nothing and resolves no reference.
//
// What it does not see: what an archive in an archive or an object in a document holds, the directory
// of 7-Zip, ALZ, EGG and cabinet files, how far bzip2, xz and Zstandard expand, and scripts without a
// mark of their own (Visual Basic, PowerShell, JavaScript) unless their name says it.
package content
