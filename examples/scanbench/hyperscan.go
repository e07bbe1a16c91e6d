//go:build cgo

package scanbench

/*
#cgo LDFLAGS: -ldl
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

// What is used of Hyperscan's interface (its Developer Reference, "API Reference").
typedef int (*hs_handler)(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context);
typedef struct { char *message; int expression; } hs_error;
typedef int (*hs_compile)(const char *const *patterns, const unsigned *flags, const unsigned *ids, unsigned n,
	unsigned mode, const void *platform, void **db, hs_error **error);
typedef int (*hs_alloc)(const void *db, void **scratch);
typedef int (*hs_scan)(const void *db, const char *text, unsigned size, unsigned flags, void *scratch,
	hs_handler handler, void *context);
typedef int (*hs_free)(void *);

enum { CASELESS = 1, DOTALL = 2, BLOCK = 1 };
enum { CARD, OTHER };

typedef struct {
	void *lib, *db, *scratch;
	hs_scan scan;
	hs_free free_db, free_scratch;
} scanner;

static const char *patterns[] = {
	"\\b[2-6](?:[ ._/-]?[0-9]){11,18}\\b",
	"\\b(?:cvv2?|cvc2?|cvn|csc|cid|security code|verification code)(?: (?:number|code))?(?: is)?[ :=#-]{1,4}[0-9]{3,4}\\b",
	"(?:보안 ?코드|유효성 ?코드|cvc 번호)(?:는|은)?[ :=-]{0,3}[0-9]{3,4}",
	"\\bpin(?: ?(?:code|number))?(?: is)?[ :=#-]{1,4}[0-9]{4,12}\\b",
	"비밀번호(?:는|은)?[ :=-]{0,3}[0-9]{4,12}",
	"%?b[0-9]{12,19}\\^[^\\^\\r\\n]{2,26}\\^[0-9]{7}",
	";?[0-9]{12,19}[=d][0-9]{7}",
};
enum { N = sizeof patterns / sizeof *patterns };

static void hyperscan_close(scanner *s) {
	if (s->scratch) s->free_scratch(s->scratch);
	if (s->db) s->free_db(s->db);
	if (s->lib) dlclose(s->lib);
	memset(s, 0, sizeof *s);
}

// hyperscan_open returns what went wrong, or 0.
static const char *hyperscan_open(scanner *s) {
	unsigned flags[N], ids[N];
	hs_error *error = 0;
	for (unsigned i = 0; i < N; i++) flags[i] = CASELESS | DOTALL, ids[i] = i ? OTHER : CARD;
	memset(s, 0, sizeof *s);
	if (!(s->lib = dlopen("libhs.so.5", RTLD_NOW))) return "libhs.so.5 cannot be loaded: install libhyperscan5";
	hs_compile compile = (hs_compile)dlsym(s->lib, "hs_compile_multi");
	hs_alloc alloc = (hs_alloc)dlsym(s->lib, "hs_alloc_scratch");
	s->scan = (hs_scan)dlsym(s->lib, "hs_scan");
	s->free_db = (hs_free)dlsym(s->lib, "hs_free_database");
	s->free_scratch = (hs_free)dlsym(s->lib, "hs_free_scratch");
	if (!compile || !alloc || !s->scan || !s->free_db || !s->free_scratch) return "libhs.so.5 lacks a function";
	if (compile(patterns, flags, ids, N, BLOCK, 0, &s->db, &error)) return "hs_compile_multi refuses the patterns";
	if (alloc(s->db, &s->scratch)) return "hs_alloc_scratch fails";
	return 0;
}

static int digit(char c) { return c >= '0' && c <= '9'; }
static int separator(char c) { return c == ' ' || c == '.' || c == '_' || c == '/' || c == '-'; }

// network tells whether a number may begin with the digits p and have n of them.
static int network(int p, int n) {
	switch (p / 1000) {
	case 2: return p >= 2200 && p <= 2720 && n >= 16;
	case 3: return p / 100 == 34 || p / 100 == 37 ? n == 15 : n == 14 || n >= 16;
	case 4: return n == 13 || n == 16 || n == 19;
	case 5: return p / 100 % 10 >= 1 && p / 100 % 10 <= 5 ? n == 16 : 1;
	}
	return p / 1000 == 6;
}

typedef struct { const char *text; unsigned long long end, found; } tally;

// on_match reads the digits that end at to, backwards, and counts the longest card number.
static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
	tally *t = context;
	unsigned long long best = to, at = to;
	int sum = 0, value[19], n = 0;
	(void)from, (void)flags;
	if (id == OTHER) return t->found++, 0;
	while (n < 19 && at > t->end) {
		if (n && separator(t->text[at-1])) at--;
		if (at == t->end || !digit(t->text[at-1])) break;
		int d = value[n] = t->text[--at] - '0';
		sum += n++ % 2 ? d * 2 - (d > 4) * 9 : d;
		if (n < 12 || sum % 10 || (at && digit(t->text[at-1]))) continue;
		if (network(value[n-1]*1000 + value[n-2]*100 + value[n-3]*10 + value[n-4], n)) best = at;
	}
	if (best < to) t->found++, t->end = to;
	return 0;
}

// hyperscan_count returns how much is found in text, or -1.
static long long hyperscan_count(scanner *s, const char *text, unsigned size) {
	tally t = {text, 0, 0};
	return s->scan(s->db, text, size, 0, s->scratch, on_match, &t) ? -1 : (long long)t.found;
}
*/
import "C"

import (
	"errors"
	"fmt"
	"unsafe"
)

var errScan = errors.New("scanbench: hs_scan fails")

// A hyperscan looks for card data by Hyperscan. It is not safe for concurrent use.
type hyperscan struct{ c C.scanner }

// openHyperscan loads the library and compiles the patterns.
func openHyperscan() (*hyperscan, error) {
	var h hyperscan
	if wrong := C.hyperscan_open(&h.c); wrong != nil {
		h.close()
		return nil, fmt.Errorf("scanbench: %s", C.GoString(wrong))
	}
	return &h, nil
}

// count returns how many card numbers, codes and tracks there are.
func (h *hyperscan) count(text []byte) (int, error) {
	n := C.hyperscan_count(&h.c, (*C.char)(unsafe.Pointer(unsafe.SliceData(text))), C.uint(len(text)))
	if n < 0 {
		return 0, errScan
	}
	return int(n), nil
}

func (h *hyperscan) close() { C.hyperscan_close(&h.c) }
