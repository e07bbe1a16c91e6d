// Package safehtml makes HTML of strangers safe to show, and text out of it.
//
//	var policy safehtml.Policy
//	r := policy.Clean(html)                          // on receipt; keep r.HTML, show r.Links with warnings
//	page := policy.ShowRemote(r.HTML)                // when the reader asks for remote images
//	page = policy.WithImages(page, urlOfInlineImage) // last: images that came with the mail
//	text := safehtml.Text(html)                      // the text alternative
//
// # How it is made safe
//
// The source is read as tokens, never as a tree of any depth. What is not on the lists of elements, attributes and CSS
// properties goes; values are parsed and written anew. The result is nested properly: list items are in lists,
// cells in tables, and nothing in it ends an element of the page around it. It has no element in which the rules of
// parsing change (svg, math, style, template, noscript and so on), so that there is nothing that reads differently
// when a browser parses it again. At last it goes through bluemonday with a policy of its own, which would remove what
// our lists let through by mistake. Cleaning twice changes nothing.
//
// What a browser would not show is left out (preheaders, display: none, text too small or in the colour of its ground),
// in HTML and text alike. noscript is shown, because no script runs. Remote images are blocked; tracking pixels are
// left out for good.
//
// # Duties of a host
//
//  1. Show the result in the body of a page, or better in a sandboxed iframe, with a Content-Security-Policy: a second
//     wall costs nothing.
//  2. Warn where a [Link] has warnings.
//  3. Give images by their Content-ID only if they are images by their content (package contact/attachment).
package safehtml
