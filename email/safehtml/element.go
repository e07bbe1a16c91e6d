package safehtml

import "golang.org/x/net/html/atom"

// kind is how an element nests.
type kind uint8

const (
	inline kind = iota + 1
	block       // ends an open paragraph
	void        // has no content
	table       // its structure: table, rows, groups of rows and of columns
	cell        // td, th and caption: what is in a table is in one of these
	unseen      // no browser shows what is in it as part of the mail, or not in HTML's words
)

// elements are those that are read. All others lose their tags and keep their content.
var elements = map[atom.Atom]kind{
	atom.A: inline, atom.Abbr: inline, atom.Acronym: inline, atom.B: inline, atom.Bdi: inline, atom.Bdo: inline,
	atom.Big: inline, atom.Cite: inline, atom.Code: inline, atom.Del: inline, atom.Dfn: inline, atom.Em: inline,
	atom.Font: inline, atom.I: inline, atom.Ins: inline, atom.Kbd: inline, atom.Mark: inline, atom.Q: inline,
	atom.Rp: inline, atom.Rt: inline, atom.Ruby: inline, atom.S: inline, atom.Samp: inline, atom.Small: inline,
	atom.Span: inline, atom.Strike: inline, atom.Strong: inline, atom.Sub: inline, atom.Sup: inline, atom.Time: inline,
	atom.Tt: inline, atom.U: inline, atom.Var: inline,

	atom.Address: block, atom.Article: block, atom.Aside: block, atom.Blockquote: block, atom.Center: block,
	atom.Dd: block, atom.Div: block, atom.Dl: block, atom.Dt: block, atom.Figcaption: block, atom.Figure: block,
	atom.Footer: block, atom.H1: block, atom.H2: block, atom.H3: block, atom.H4: block, atom.H5: block, atom.H6: block,
	atom.Header: block, atom.Li: block, atom.Main: block, atom.Nav: block, atom.Ol: block, atom.P: block,
	atom.Pre: block, atom.Section: block, atom.Ul: block,

	atom.Br: void, atom.Hr: void, atom.Img: void, atom.Wbr: void, atom.Col: void,

	atom.Table: table, atom.Thead: table, atom.Tbody: table, atom.Tfoot: table, atom.Tr: table, atom.Colgroup: table,
	atom.Td: cell, atom.Th: cell, atom.Caption: cell,

	atom.Svg: unseen, atom.Math: unseen, atom.Template: unseen,
}

// renamed are elements that are written as others.
var renamed = map[atom.Atom]atom.Atom{
	atom.Body: atom.Div, atom.Image: atom.Img, atom.Listing: atom.Pre, atom.Xmp: atom.Pre, atom.Plaintext: atom.Pre,
	atom.Menu: atom.Ul, atom.Dir: atom.Ul,
}

// raw are elements whose content the tokenizer gives as one text, which nobody is to see.
var raw = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Iframe: true, atom.Noembed: true, atom.Noframes: true,
}

func heading(tag atom.Atom) bool {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// global are the attributes that every element may have; style is written by hand.
var global = map[string]check{"dir": oneOf("ltr", "rtl", "auto"), "lang": language, "title": prose, "align": alignment}

// own are the attributes of elements beside the global ones; addresses are written by hand.
var own = map[atom.Atom]map[string]check{
	atom.Blockquote: {"type": oneOf("cite")},
	atom.Col:        {"span": number(1, 100), "width": extent, "bgcolor": color, "valign": vertical},
	atom.Colgroup:   {"span": number(1, 100), "width": extent, "bgcolor": color, "valign": vertical},
	atom.Font:       {"color": color, "size": fontSize, "face": family},
	atom.Hr:         {"size": number(0, 100), "width": extent, "color": color},
	atom.Img:        {"alt": prose, "width": extent, "height": extent, "border": number(0, 20)},
	atom.Li:         {"value": number(-maxNumber, maxNumber), "type": listType},
	atom.Ol:         {"start": number(-maxNumber, maxNumber), "type": listType, "reversed": flag},
	atom.Table:      {"border": number(0, 20), "cellpadding": number(0, 100), "cellspacing": number(0, 100), "width": extent, "height": extent, "bgcolor": color},
	atom.Tbody:      {"valign": vertical, "bgcolor": color},
	atom.Td:         {"colspan": number(1, 100), "rowspan": number(1, 1000), "width": extent, "height": extent, "valign": vertical, "bgcolor": color, "nowrap": flag},
	atom.Tfoot:      {"valign": vertical, "bgcolor": color},
	atom.Th:         {"colspan": number(1, 100), "rowspan": number(1, 1000), "width": extent, "height": extent, "valign": vertical, "bgcolor": color, "nowrap": flag},
	atom.Thead:      {"valign": vertical, "bgcolor": color},
	atom.Tr:         {"valign": vertical, "bgcolor": color, "height": extent},
	atom.Ul:         {"type": listType},
}
