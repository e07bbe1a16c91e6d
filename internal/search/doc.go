// Package search finds texts in the short lists that people pick from: wrap-up reasons, queues,
// agents, chat templates (requirements W3, X2, K2, T1).
//
// A text is normalised once, into a [Key]; what is typed is compiled once, into a [Query]; then the
// one is held against the other as often as needed, without allocation.
//
//	key := search.NewKey("카드 환불")
//	search.Compile("ㅎㅂ").Match(key) // true
//
// # What matches
//
// A query is a list of words, and each of them must occur somewhere in the text; their order does
// not matter, and the empty query matches every text. Letter case, full-width and decomposed forms
// (macOS writes Hangul decomposed), runs of white space and invisible characters make no difference.
//
// Hangul is matched as it is typed, so that a text stays in the list with every key struck on the
// way to it:
//
//   - A consonant stands for any syllable with that initial: ㅎㅂ and 환ㅂ match 환불. Doubled
//     consonants are letters of their own: ㄱ does not match 까. Input methods join some pairs (ㅄ);
//     they are taken apart again.
//   - The last syllable of a query word may be unfinished: 호 and 화 match 환, 갑 matches 값.
//   - The last consonant of that syllable may already belong to the next one: 환 matches 화나, which
//     passes through 환 while it is typed.
//
// # Order
//
// [Find] puts texts that begin with a query word first, then those in which query words begin words,
// then the rest, each group by name.
//
// # Duties of the caller
//
//  1. Make a Key when the text is set, not when it is searched.
//  2. Bound the texts: matching takes time proportional to text length times query length.
package search
