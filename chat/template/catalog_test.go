package template

import (
	"errors"
	"slices"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func newCatalog(t testing.TB, templates ...Template) *Catalog {
	t.Helper()
	var c Catalog
	for _, tmpl := range templates {
		if err := c.Set(tmpl); err != nil {
			t.Fatal(err)
		}
	}
	return &c
}

// shop is a catalog with a template of every kind.
func shop(t testing.TB) *Catalog {
	return newCatalog(t,
		Template{ID: "smile", Name: "🙂", Text: "🙂 환불"},
		Template{ID: "us", Name: "Refund policy", Text: "Refunds take three days.", Language: "en-US"},
		Template{ID: "gb", Name: "Refund", Text: "Refunds take a while.", Language: "en-GB"},
		Template{ID: "card", Name: "카드환불", Text: "카드 환불은 사흘 걸립니다.", Language: "ko"},
		Template{ID: "kr", Name: "환불 규정", Text: "환불 규정입니다, {{customer}}님.", Language: "ko-KR"},
		Template{ID: "late", Name: "배송 지연", Text: "늦어지면 환불해 드립니다.", Language: "ko"},
		Template{ID: "old", Name: "환불 (구)", Text: "x", Language: "ko", Inactive: true},
		Template{ID: "vip", Name: "VIP 환불", Text: "x", Language: "ko", Queues: []contact.QueueID{"gold", "vip"}},
	)
}

func ids(templates []Template) []ID {
	out := []ID{}
	for _, t := range templates {
		out = append(out, t.ID)
	}
	return out
}

func TestCatalogFor(t *testing.T) {
	c := shop(t)
	tests := []struct {
		q        contact.QueueID
		language string
		want     []ID
	}{
		{"q", "", []ID{"smile", "us", "gb", "card", "kr", "late"}},
		{"vip", "", []ID{"smile", "us", "gb", "card", "kr", "late", "vip"}},
		{"", "ko", []ID{"card", "late", "kr", "smile"}},
		{"gold", "ko", []ID{"card", "late", "vip", "kr", "smile"}},
		{"q", "ko-KR", []ID{"kr", "card", "late", "smile"}},
		{"q", "ko-KP", []ID{"card", "kr", "late", "smile"}},
		{"q", "en-GB", []ID{"gb", "us", "smile"}},
		{"q", "fr", []ID{"smile"}},
		{"q", "?", []ID{"smile", "us", "gb", "card", "kr", "late"}},
	}
	for _, tt := range tests {
		for name, got := range map[string][]Template{"For": slices.Collect(c.For(tt.q, tt.language)), "Search": c.Search(" ", tt.q, tt.language)} {
			if diff := cmp.Diff(tt.want, ids(got)); diff != "" {
				t.Errorf("%s(%q, %q) mismatch (-want +got):\n%s", name, tt.q, tt.language, diff)
			}
		}
	}
}

func TestCatalogRefusesInvalid(t *testing.T) {
	c := newCatalog(t, Template{ID: "t", Name: "n", Text: "x"})
	if err := c.Set(Template{ID: "t", Name: "n", Text: "{{"}); !errors.Is(err, ErrUnclosed) {
		t.Errorf("Set = %v, want %v", err, ErrUnclosed)
	}
	if got, _ := c.Get("t"); got.Text != "x" {
		t.Errorf("the refused template replaced the old one: %+v", got)
	}
}

func TestCatalogZero(t *testing.T) {
	var c Catalog
	c.Remove("t")
	if _, ok := c.Get("t"); ok {
		t.Error("the empty catalog has a template")
	}
	for range c.All() {
		t.Error("the empty catalog has a template")
	}
	for _, query := range []string{"", "t"} {
		if got := c.Search(query, "q", "ko"); len(got) != 0 {
			t.Errorf("Search(%q) = %v, want none", query, got)
		}
	}
}

func TestCatalogIteratorsStop(t *testing.T) {
	c := shop(t)
	for range c.All() {
		break
	}
	for range c.For("q", "ko") {
		break
	}
}

// TestCatalogOracle changes a catalog and a plain list in the same way.
func TestCatalogOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Catalog
		list := []Template{}
		id := rapid.SampledFrom([]ID{"a", "b", "c", "d", "e"})
		at := func(id ID) int {
			return slices.IndexFunc(list, func(r Template) bool { return r.ID == id })
		}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				text := rapid.StringMatching("[가-힣]{1,3}")
				tmpl := Template{ID: id.Draw(t, "id"), Name: text.Draw(t, "name"), Text: text.Draw(t, "text")}
				if err := c.Set(tmpl); err != nil {
					t.Fatal(err)
				}
				if i := at(tmpl.ID); i >= 0 {
					list[i] = tmpl
				} else {
					list = append(list, tmpl)
				}
			},
			"remove": func(t *rapid.T) {
				gone := id.Draw(t, "id")
				c.Remove(gone)
				list = slices.DeleteFunc(list, func(r Template) bool { return r.ID == gone })
			},
			"": func(t *rapid.T) {
				if diff := cmp.Diff(list, append([]Template{}, slices.Collect(c.All())...)); diff != "" {
					t.Fatalf("All mismatch (-want +got):\n%s", diff)
				}
				for _, id := range []ID{"a", "b", "c", "d", "e"} {
					got, ok := c.Get(id)
					if i := at(id); ok != (i >= 0) || ok && !cmp.Equal(got, list[i]) {
						t.Fatalf("Get(%q) = %v, %v", id, got, ok)
					}
				}
				for _, tmpl := range list {
					for _, query := range []string{tmpl.Name, tmpl.Text} {
						if !slices.Contains(ids(c.Search(query, "q", "")), tmpl.ID) {
							t.Fatalf("%q does not find its template", query)
						}
					}
				}
			},
		})
	})
}
