package template

import (
	"cmp"
	"slices"

	"github.com/acdkit/acdkit/contact"
	"github.com/acdkit/acdkit/internal/search"
)

// Search returns those of For that match the query (T1). First come those whose name has all words of
// the query: names that begin with it, names in which it begins a word, the rest; then those that
// have them in name and text together, in the same order. Within each group the language decides, as
// in For, then the name. Words match in any order and without regard to case; Korean also by its
// initials (ㅎㅂ finds 환불) and while the last syllable is being typed. Variables are found by their
// names. The empty query gives all of For, in its order; of a query, the first 256 characters count.
func (c *Catalog) Search(query string, q contact.QueueID, language string) []Template {
	compiled := search.Compile(query)
	if compiled.Empty() {
		return slices.AppendSeq(make([]Template, 0, len(c.entries)), c.For(q, language))
	}
	var hits []hit
	customer, _ := parseLocale(language)
	words := outlines(query)
	for i := range c.entries {
		e := &c.entries[i]
		near := e.locale.nearTo(customer)
		if near == foreign || !e.outline.mayHave(words) || !e.usable(q) {
			continue
		}
		if place := e.place(compiled); place != nowhere {
			hits = append(hits, hit{int32(i), place<<8 | int32(near)})
		}
	}
	return c.sorted(hits)
}

// hit is an entry that matches. It is small, because a short query has thousands.
type hit struct {
	at    int32 // in the entries
	grade int32 // smaller is better
}

// sorted returns the templates of the hits, best first.
func (c *Catalog) sorted(hits []hit) []Template {
	slices.SortFunc(hits, func(a, b hit) int {
		if a.grade != b.grade {
			return cmp.Compare(a.grade, b.grade)
		}
		return cmp.Or(c.entries[a.at].name.Compare(c.entries[b.at].name), cmp.Compare(a.at, b.at))
	})
	found := make([]Template, len(hits))
	for i, h := range hits {
		found[i] = c.entries[h.at].Template
	}
	return found
}

// nowhere is the place of a query that does not occur.
const nowhere int32 = 0

// place says where in the entry the query occurs; smaller is better.
func (e *entry) place(query search.Query) int32 {
	if r := query.Rank(e.name); r != search.NoMatch {
		return int32(r)
	}
	if r := query.Rank(e.whole); r != search.NoMatch {
		return int32(search.Inside) + int32(r)
	}
	return nowhere
}
