package pci_test

import "testing"

// TestHardCases: what other scanners err at.
func TestHardCases(t *testing.T) {
	checkMarked(t, []string{
		// Neighbours that are numbers.
		"on 2026 ⟦visa:4539 1488 0343 6467⟧",
		"on 2026 ⟦visa:4539 1488 0343 6467⟧ 2027",
		"⟦visa:4539 1488 0343 6467⟧ 124 45",
		"12 ⟦visa:4539 1488 0343 6467⟧",
		"1 ⟦visa:4539-1488-0343-6467⟧",
		"3 x 100 ⟦amex:3714 496353 98431⟧ 7",
		"order 1234 5678 ⟦visa:4539 1488 0343 6467⟧",
		"10:45 ⟦visa:4539148803436467⟧",
		"2026-11-27 ⟦visa:4539148803436467⟧ 10:45:00",
		"27.11.2026 ⟦mastercard:5555555555554444⟧ 12,50 EUR",
		"$12.50 ⟦visa:4539148803436467⟧ $99",
		"(⟦visa:4539 1488 0343 6467⟧)",
		"#1. ⟦visa:4539 1488 0343 6467⟧",
		"1.⟦visa:4539 1488 0343 6467⟧",
		"⟦visa:4539148803436467⟧.00",
		"⟦visa:4539148803436467⟧,5",
		"tel +82 10-1234-5678 card ⟦visa:4539148803436467⟧",
		"+82 10 1234 5678 ⟦visa:4539 1488 0343 6467⟧",
		// Several in a row.
		"⟦visa:4539 1488 0343 6467⟧ ⟦mastercard:5555 5555 5555 4444⟧",
		"⟦visa:4539148803436467⟧ ⟦mastercard:5555555555554444⟧",
		"⟦visa:4539148803436467⟧\n⟦mastercard:5555555555554444⟧\n⟦amex:371449635398431⟧",
		"⟦visa:4539148803436467⟧,⟦mastercard:5555555555554444⟧;⟦amex:371449635398431⟧",
		"⟦visa:4539-1488-0343-6467⟧-⟦mastercard:5555-5555-5555-4444⟧",
		"⟦visa:4539 1488 0343 6467⟧ ⟦amex:3714 496353 98431⟧ ⟦mastercard:5555 5555 5555 4444⟧",
		"⟦visa:4539148803436467⟧/⟦mastercard:5555555555554444⟧",
		"⟦visa:4539148803436467⟧</td><td>⟦mastercard:5555555555554444⟧",
		// Words that touch.
		"cc⟦visa:4539148803436467⟧",
		"cc⟦visa:4539148803436467⟧exp⟦expiry:1227⟧",
		"card⟦visa:4539148803436467⟧cvv⟦cvv:123⟧",
		"VISA⟦visa:4539148803436467⟧",
		"cardnumber⟦visa:4539148803436467⟧and more",
		"card_number=⟦visa:4539148803436467⟧&exp=⟦expiry:12/27⟧",
		`{"card":"⟦visa:4539148803436467⟧","cvv":"⟦cvv:123⟧"}`,
		`"pan\":\"⟦visa:4539148803436467⟧\"`,
		`line\n⟦visa:4539148803436467⟧\nline`,
		// Scripts that write no space.
		"번호⟦visa:4539148803436467⟧번",
		"카드번호는⟦visa:4539-1488-0343-6467⟧입니다",
		"漢字⟦visa:4539148803436467⟧漢字",
		"かな⟦visa:4539 1488 0343 6467⟧カナ",
		"номер⟦visa:4539148803436467⟧",
		"ｶｰﾄﾞ：⟦visa:４５３９－１４８８－０３４３－６４６７⟧",
		"⟦visa:٤٥٣٩ ١٤٨٨ ٠٣٤٣ ٦٤٦٧⟧",
		"⟦visa:४५३९१४८८०३४३६४६७⟧",
		"⟦visa:4️⃣5️⃣3️⃣9️⃣ 1️⃣4️⃣8️⃣8️⃣ 0️⃣3️⃣4️⃣3️⃣ 6️⃣4️⃣6️⃣7⟧️⃣",
		// What is around is no reason.
		"https://example.com/?id=⟦visa:4539148803436467⟧",
		"https://example.com/⟦visa:4539148803436467⟧/x",
		"https://example.com/%20⟦visa:4539148803436467⟧",
		"?a%3D⟦visa:4539148803436467⟧%26b",
		"%22⟦visa:4539148803436467⟧%22",
		"%EB%B2%88%ED%98%B8⟦visa:4539148803436467⟧",
		"100%⟦visa:4539148803436467⟧",
		"tracking number ⟦visa:4539148803436467⟧",
		"order id: ⟦visa:4539 1488 0343 6467⟧ timestamp",
		"IMEI ⟦visa:4539148803436467⟧",
		"is my pin cvv ⟦maestro:6759 6498 2643 8453⟧", // would be an IBAN of Iceland by its check digits
		"example test dummy ⟦visa:4111111111111111⟧",
		"⟦visa:4539148803436467⟧@example.com",
		"sha256 ⟦visa:4539148803436467⟧",
		"<⟦visa:4539148803436467⟧>",
		"*⟦visa:4539148803436467⟧*",
		"[⟦visa:4539148803436467⟧](https://example.com)",
		"+⟦visa:4539148803436467⟧",
		"USD ⟦visa:4539148803436467⟧",
		// Markup.
		"<td>⟦visa:4539</td><td>1488</td><td>0343</td><td>6467⟧</td>",
		`⟦visa:4539<span data-id="123456789012345" title='a > b'>1488</span><b>0343</b><i>6467⟧</i>`,
		"⟦visa:45<!-- no -->39 1488&nbsp;0343 64<b>67⟧</b>",
		"⟦visa:4539<script>var x = 1;</script>148803436467⟧",
		`<a href="tel:⟦visa:4539148803436467⟧">call</a>`,
		`1<b title="⟦visa:4539148803436467⟧">2</b>`,
		"<p>1</p><!-- ⟦visa:4539 1488 0343 6467⟧ --><p>2</p>",
		"1<script>pay(⟦visa:4539148803436467⟧)</script>2",
		"card&#58;⟦visa:4539148803436467⟧&#46;",
		"card&nbsp;⟦visa:4539148803436467⟧&nbsp;ok",
		// Pairs, fives and the like, parted alike.
		"⟦visa:45 39 14 88 03 43 64 67⟧",
		"⟦visa:45391 48803 43646 7⟧",
		"⟦visa:453914 880343 6467⟧",
		"⟦amex:371 449 635 398 431⟧",
	})
}

func TestTracks(t *testing.T) {
	checkMarked(t, []string{
		"⟦track:%B4539148803436467^DOE/JOHN^27121010000000000?⟧",
		"swipe ⟦track:%B4539148803436467^DOE/JOHN            ^27121010000000000?⟧⟦track:;4539148803436467=27121010000012300000?⟧",
		"⟦track:;4539148803436467=27121010000012300000?⟧",
		"⟦track:4539148803436467=2712101000⟧",
		"⟦track:371449635398431D271210100000⟧",
		"⟦track:B371449635398431^KIM/MINSU^2712101⟧",
		"⟦visa:4539148803436467⟧=1",
		"⟦visa:4539148803436467⟧=2799101000",
	})
}
