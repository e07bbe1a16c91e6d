package wrapup

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/contact"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func newCatalog(t testing.TB, reasons ...Reason) *Catalog {
	t.Helper()
	var c Catalog
	for _, r := range reasons {
		if err := c.Set(r); err != nil {
			t.Fatal(err)
		}
	}
	return &c
}

// shop is a catalog with a reason of every kind.
func shop(t testing.TB) *Catalog {
	return newCatalog(t,
		Reason{ID: "refund", Name: "카드환불"},
		Reason{ID: "cash", Name: "환불 (현금)"},
		Reason{ID: "discount", Name: "할인"},
		Reason{ID: "old", Name: "환불 (구)", Inactive: true},
		Reason{ID: "spam", Name: "Spam", Channel: contact.Email},
		Reason{ID: "vip", Name: "VIP 환불", Queue: "vip"},
	)
}

func ids(reasons []Reason) []ReasonID {
	out := []ReasonID{}
	for _, r := range reasons {
		out = append(out, r.ID)
	}
	return out
}

func TestCatalogFor(t *testing.T) {
	c := shop(t)
	tests := []struct {
		ch   contact.Channel
		q    contact.QueueID
		want []ReasonID
	}{
		{contact.Chat, "q", []ReasonID{"refund", "cash", "discount"}},
		{contact.Email, "q", []ReasonID{"refund", "cash", "discount", "spam"}},
		{contact.Chat, "vip", []ReasonID{"refund", "cash", "discount", "vip"}},
		{0, "", []ReasonID{"refund", "cash", "discount"}},
	}
	for _, tt := range tests {
		got := ids(slices.Collect(c.For(tt.ch, tt.q)))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("For(%v, %q) mismatch (-want +got):\n%s", tt.ch, tt.q, diff)
		}
	}
}

func TestCatalogSearch(t *testing.T) {
	c := shop(t)
	tests := []struct {
		query string
		want  []ReasonID
	}{
		{"", []ReasonID{"refund", "cash", "discount", "vip"}},
		{"환불", []ReasonID{"cash", "vip", "refund"}},
		{"ㅎㅂ", []ReasonID{"cash", "vip", "refund"}},
		{"ㅎ", []ReasonID{"discount", "cash", "vip", "refund"}},
		{"환 vip", []ReasonID{"vip"}},
		{"spam", []ReasonID{}},
	}
	for _, tt := range tests {
		got := ids(c.Search(tt.query, contact.Chat, "vip"))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Search(%q) mismatch (-want +got):\n%s", tt.query, diff)
		}
	}
}

func TestCatalogRefusesInvalid(t *testing.T) {
	c := newCatalog(t, Reason{ID: "r", Name: "n"})
	if err := c.Set(Reason{ID: "r"}); !errors.Is(err, ErrBadName) {
		t.Errorf("Set = %v, want %v", err, ErrBadName)
	}
	if r, _ := c.Get("r"); r.Name != "n" {
		t.Errorf("the refused reason replaced the old one: %+v", r)
	}
}

func TestCatalogZero(t *testing.T) {
	var c Catalog
	c.Remove("r")
	if _, ok := c.Get("r"); ok {
		t.Error("the empty catalog has a reason")
	}
	for range c.All() {
		t.Error("the empty catalog has a reason")
	}
	if got := c.Search("r", contact.Chat, "q"); len(got) != 0 {
		t.Errorf("Search = %v, want none", got)
	}
}

func TestCatalogIteratorsStop(t *testing.T) {
	c := shop(t)
	for range c.All() {
		break
	}
	for range c.For(contact.Chat, "q") {
		break
	}
}

// TestCatalogOracle changes a catalog and a plain list in the same way.
func TestCatalogOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c Catalog
		list := []Reason{}
		id := rapid.SampledFrom([]ReasonID{"a", "b", "c", "d", "e"})
		at := func(id ReasonID) int {
			return slices.IndexFunc(list, func(r Reason) bool { return r.ID == id })
		}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				r := Reason{ID: id.Draw(t, "id"), Name: rapid.StringMatching("[가-힣]{1,3}").Draw(t, "name")}
				if err := c.Set(r); err != nil {
					t.Fatal(err)
				}
				if i := at(r.ID); i >= 0 {
					list[i] = r
				} else {
					list = append(list, r)
				}
			},
			"remove": func(t *rapid.T) {
				gone := id.Draw(t, "id")
				c.Remove(gone)
				list = slices.DeleteFunc(list, func(r Reason) bool { return r.ID == gone })
			},
			"": func(t *rapid.T) {
				if diff := cmp.Diff(list, append([]Reason{}, slices.Collect(c.All())...)); diff != "" {
					t.Fatalf("All mismatch (-want +got):\n%s", diff)
				}
				for _, id := range []ReasonID{"a", "b", "c", "d", "e"} {
					r, ok := c.Get(id)
					if i := at(id); ok != (i >= 0) || ok && r != list[i] {
						t.Fatalf("Get(%q) = %v, %v", id, r, ok)
					}
				}
				for _, r := range list {
					if !slices.Contains(c.Search(r.Name, contact.Chat, "q"), r) {
						t.Fatalf("%q does not find itself", r.Name)
					}
				}
			},
		})
	})
}

func FuzzSearch(f *testing.F) {
	f.Add("환불", "ㅎㅂ")
	f.Add("Straße", "STRASSE")
	f.Fuzz(func(t *testing.T, name, query string) {
		var c Catalog
		if err := c.Set(Reason{ID: "r", Name: name}); err != nil {
			if strings.Contains(err.Error(), name) && len(name) > len("the reason") {
				t.Errorf("the error repeats the name %q", name)
			}
			return
		}
		c.Search(query, contact.Chat, "q")
		if got := c.Search(name, contact.Chat, "q"); len(got) != 1 {
			t.Errorf("%q does not find itself", name)
		}
	})
}

func BenchmarkCatalogSearch(b *testing.B) {
	var c Catalog
	topics := []string{"카드", "배송", "회원", "주문", "쿠폰", "Refund", "예약", "설치", "보증", "기타"}
	acts := []string{"환불", "문의", "할인", "취소", "변경", "접수 후 상담", "request", "지연", "재발송", "오류"}
	for i := range 1000 {
		name := fmt.Sprintf("%s %s %d", topics[i%10], acts[i/10%10], i)
		if err := c.Set(Reason{ID: ReasonID(name), Name: name}); err != nil {
			b.Fatal(err)
		}
	}
	for _, query := range []string{"환불", "ㅎㅂ", "refund", "배송 ㅊㅅ", "ㅇ"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Search(query, contact.Chat, "q")
			}
		})
	}
}
