package markup

import (
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
)

func TestKindOf(t *testing.T) {
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("<html><p>x")
	bare, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("<!DOCTYPE html><p>hello there")
	tests := []struct {
		data string
		want kind
	}{
		{"<!DOCTYPE html><p>", isHTML}, {"\xEF\xBB\xBF \n<HTML>", isHTML}, {"<!-- x --> <!-- y --><body>", isHTML},
		{"<p class=x>y", isHTML}, {"<script>", isHTML}, {"<table\n>", isHTML}, {wide, isHTML}, {bare, isHTML},
		{`<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>`, isHTML}, {`<?xml version="1.0"?><html xmlns="x">`, isHTML},
		{`<?xml version="1.0"?><a><p>x</p></a>`, isXML}, {`<svg xmlns="x"><text>x</text></svg>`, isXML}, {"<note>x</note>\n", isXML},
		{`<!DOCTYPE note [<!ELEMENT note ANY>]><note>x</note>`, isXML}, {"<?xml version='1.0'?>", isXML}, {"<!-- only a comment -->", isHTML},
		{"<?php echo 1 ?><html>", isHTML}, {`<?xml version="1.0"?><p>x</p>`, isXML},
		{"", isNeither}, {"hello <b>x</b>", isNeither}, {"<john@example.com> wrote:", isNeither}, {"<3 you", isNeither},
		{"<vector> is a header", isNeither}, {"a < b", isNeither}, {"<", isNeither},
	}
	for _, tt := range tests {
		if got := kindOf([]byte(tt.data)); got != tt.want {
			t.Errorf("kindOf(%q) = %d, want %d", tt.data, got, tt.want)
		}
	}
}

func TestReadHTML(t *testing.T) {
	var got string
	w := walk.New(t.Context(), walk.Config{Visit: func(_ walk.Part, text []byte) { got += string(text) + "|" }})
	data := []byte("<!doctype html><p>4539<b>1488</b>0343<!-- x -->6467")
	Read(w, data)
	if !Is(data) || w.Formatted() != "html" || got != "4539148803436467|html\n x \n|" {
		t.Errorf("format %q, text %q", w.Formatted(), got)
	}
}

func FuzzKindOf(f *testing.F) {
	f.Add([]byte("<!-- x --><?xml version='1.0'?><!doctype a [<!x>]><a>"))
	f.Add([]byte("\xFF\xFE<\x00p\x00>\x00"))
	f.Fuzz(func(_ *testing.T, data []byte) { Is(data) })
}
