package document

// SetKind makes each of the blocks from..to (to is not one of them) a paragraph, a heading or an item of a list.
// Tables stay what they are. ErrNoKind refuses Table, ErrNoPlace blocks that there are not.
func (d Doc) SetKind(from, to int, k Kind) (Doc, error) {
	if k >= Table {
		return Doc{}, &Error{Code: ErrNoKind}
	}
	return d.mapBlocks(from, to, func(b *Block) {
		if b.Kind != Table {
			b.Kind = k
		}
	})
}

// SetQuote takes the blocks into a block quote, or out of it.
func (d Doc) SetQuote(from, to int, on bool) (Doc, error) {
	return d.mapBlocks(from, to, func(b *Block) { b.Quote = on })
}

// Indent moves the blocks by so many levels to the right, as far as MaxIndent.
func (d Doc) Indent(from, to, levels int) (Doc, error) {
	return d.mapBlocks(from, to, func(b *Block) { b.Indent += min(max(levels, -MaxIndent), MaxIndent) })
}

// Outdent moves the blocks by so many levels to the left, as far as they are indented.
func (d Doc) Outdent(from, to, levels int) (Doc, error) {
	return d.Indent(from, to, -min(levels, MaxIndent))
}

// mapBlocks returns the document with some blocks changed.
func (d Doc) mapBlocks(from, to int, change func(*Block)) (Doc, error) {
	d = d.Normal().clone()
	if from < 0 || from > to || to > len(d.Blocks) {
		return Doc{}, &Error{Code: ErrNoPlace, Place: Place{Block: from}}
	}
	for i := range d.Blocks[from:to] {
		change(&d.Blocks[from+i])
	}
	return d.Normal(), nil
}

// Toggle takes the marks off what is in the span if all text there has them, and puts them on otherwise.
func (d Doc) Toggle(s Span, m Marks) (Doc, error) {
	return d.mapSpan(s, func(l Line) {
		on := false
		for _, r := range l {
			on = on || r.Image == (Image{}) && r.Marks&m != m
		}
		for i := range l {
			l[i].Marks &^= m
			if on {
				l[i].Marks |= m
			}
		}
	})
}

// SetColor gives what is in the span a colour: "#rrggbb", or "" for the reader's own. ErrBadColor refuses others.
func (d Doc) SetColor(s Span, c string) (Doc, error) {
	if c != "" && color(c) == "" {
		return Doc{}, &Error{Code: ErrBadColor}
	}
	return d.mapSpan(s, func(l Line) {
		for i := range l {
			l[i].Color = c
		}
	})
}

// SetLink makes a link of what is in the span, or no link if there is no target. ErrBadLink refuses targets that are
// not http, https, mailto or tel.
func (d Doc) SetLink(s Span, link string) (Doc, error) {
	if link != "" && target(link) == "" {
		return Doc{}, &Error{Code: ErrBadLink}
	}
	return d.mapSpan(s, func(l Line) {
		for i := range l {
			l[i].Link = link
		}
	})
}

// mapSpan returns the document with what is in a span changed.
func (d Doc) mapSpan(s Span, change func(Line)) (Doc, error) {
	return d.splice(s, func(within Line) Line {
		change(within)
		return within
	})
}

// InsertImage puts an image at a place. ErrBadImage refuses one without a good id.
func (d Doc) InsertImage(p Place, image Image) (Doc, error) {
	if !validID(image.ID) {
		return Doc{}, &Error{Code: ErrBadImage}
	}
	return d.splice(Span{Place: p}, func(Line) Line { return Line{{Image: image}} })
}

// splice returns the document with what is in a span replaced.
func (d Doc) splice(s Span, replace func(Line) Line) (Doc, error) {
	d = d.Normal().clone()
	line, err := d.line(s.Place)
	if err != nil {
		return Doc{}, err
	}
	before, rest, there := line.cut(s.Offset)
	within, after, ends := rest.cut(s.Length)
	if !there || !ends {
		return Doc{}, &Error{Code: ErrNoPlace, Place: s.Place}
	}
	changed := append(append(before, replace(within)...), after...)
	*d.at(s.Place) = changed
	return d.checked()
}
