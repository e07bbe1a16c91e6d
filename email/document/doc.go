// Package document is the rich text of answers: headings, marks, colours, nested lists, block quotes, tables, links, indents and
// inline images (requirement E5), and the templates that answers begin with (E4).
//
// A [Doc] is made of what an editor has, kept in a draft, and written for a mail:
//
//	d, err := document.FromDelta(delta, nil)  // Quill; or FromHTML, or FromText
//	d = d.Redact(func(text string) string {   // before it is stored (P1)
//		return guard.Text(place, text).Text
//	})
//	html, text := d.HTML(contentURL), d.Text() // for multipart/alternative
//	delta = d.Delta(nil)                       // back into the editor
//
// Documents are values in one normal form ([Doc.Normal]), so that equal ones have equal bytes in JSON and CBOR, HTML and
// Delta. FromHTML(d.HTML(nil), nil) and FromDelta(d.Delta(nil), nil) are d again, for every d in normal form.
//
// # The model
//
// A document is a flat list of blocks, as in Quill: what an item is nested in follows from indents. Items of one kind and
// indent are one list, with numbers of its own, until something stands between them that is not indented more. A [Block]
// has one [Line] of runs, a table has one in each cell. Line feeds in a line are breaks; white space is kept as it is.
//
// # What comes in
//
// Editors and pasted text are strangers. What a document has no place for loses its markup and keeps its text: headings below the
// first level are bold, paragraphs in an item or a cell become lines of it, tables in a cell lines of text, checklists bullets,
// merged cells one with empty ones beside it. A list that does not begin with 1 begins with 1, and lists that follow each
// other directly become one. Scripts, styles, hidden elements, and images that are no attachments go. Nothing that a Doc holds,
// however it was made, becomes markup: HTML writes known elements and attributes only.
//
// # Editing
//
// A host whose editor sends Delta or HTML needs nothing more. For others there are the operations of E5, from [Doc.SetKind] to
// [Doc.DeleteColumn]; each returns a new document, or an error and none.
//
// # Templates
//
// [Template.Fill] puts names into the body of an administrator's template. Quick replies have none (E1).
//
// # Duties of the caller
//
//  1. Redact documents, names of templates and values before they are stored (P1), with a function that is a Guard's Text.
//  2. Ask [Doc.Validate] for a Doc that somebody sent as JSON. All else that reads has asked.
//  3. Attach what [Doc.Images] returns, and give HTML the Content-IDs. Show a preview with addresses of your own.
//  4. Render what HTML returns within a mail's body: it is no whole page.
package document
