package quote_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/email/quote"
)

const sharedData = "../../../shared/data/"

// labels say how many lines of a shared mail are visible, signature and quoted, in order. The corpora come without
// such labels. These were written after looking at what Split makes of the mails, with its mistakes put right, and tables of
// phrases were made with the same mails at hand: the figures tell of changes for the worse, not of mail never seen.
var labels = map[string]string{
	"crisp/correct_sig":                   "v2 s2",
	"crisp/email_1":                       "v9 s4",
	"crisp/email_10":                      "v6 q8",
	"crisp/email_11":                      "v6 q8",
	"crisp/email_12":                      "v6 q8",
	"crisp/email_13":                      "v6 q8",
	"crisp/email_14":                      "v6 q5",
	"crisp/email_15":                      "v6 s2 q3",
	"crisp/email_16":                      "v6 q5",
	"crisp/email_17":                      "v6 q5",
	"crisp/email_18":                      "v6 q8",
	"crisp/email_19":                      "v2 s2 q11",
	"crisp/email_2":                       "v51",
	"crisp/email_20":                      "v2 q3",
	"crisp/email_21":                      "v638",
	"crisp/email_22":                      "v6 q3",
	"crisp/email_23":                      "v6 q3",
	"crisp/email_24":                      "v6 q3",
	"crisp/email_25":                      "v6 q5",
	"crisp/email_26":                      "v6 q5",
	"crisp/email_2_1":                     "v3 q21",
	"crisp/email_3":                       "v6 q45 s4",
	"crisp/email_4":                       "v2 q3",
	"crisp/email_5":                       "v15",
	"crisp/email_6":                       "v4 q11",
	"crisp/email_7":                       "v6 q19 s16",
	"crisp/email_8":                       "v6 q8",
	"crisp/email_9":                       "v6 q12",
	"crisp/email_blackberry":              "v2 s1",
	"crisp/email_bullets":                 "v11 q8 s3",
	"crisp/email_custom_quote_header":     "v2 q12 s4",
	"crisp/email_customer_quote_header_2": "v4 q4",
	"crisp/email_customer_quote_header_3": "v4 q7",
	"crisp/email_danish_dash_separator":   "v6 q5",
	"crisp/email_emoji":                   "v2 s5",
	"crisp/email_en_multiline_2":          "v7 q6",
	"crisp/email_finnish":                 "v6 q4",
	"crisp/email_fr_multiline":            "v6 q6",
	"crisp/email_french_2":                "v6 q5",
	"crisp/email_french_dash_separator":   "v6 q4",
	"crisp/email_german":                  "v6 q3",
	"crisp/email_german_2":                "v6 q6",
	"crisp/email_german_3":                "v6 s2 q1",
	"crisp/email_german_outlook":          "v6 q7",
	"crisp/email_gmail_split_line_from":   "v6 q7",
	"crisp/email_ios_outlook":             "v6 s1 q19",
	"crisp/email_ios_outlook_fr":          "v6 s1 q9",
	"crisp/email_iphone":                  "v2 s1",
	"crisp/email_italian":                 "v6 q3",
	"crisp/email_msn":                     "v5 q7",
	"crisp/email_multi_word_sent_from_my_mobile_device":  "v2 s1",
	"crisp/email_norwegian_gmail":                        "v7 q17",
	"crisp/email_not_a_signature":                        "v16",
	"crisp/email_not_a_signature_2":                      "v10",
	"crisp/email_one_is_not_on":                          "v6 q4",
	"crisp/email_original_message":                       "v6 q6",
	"crisp/email_original_message_2":                     "v6 q6",
	"crisp/email_outlook_split_line_from":                "v6 q24",
	"crisp/email_portuguese":                             "v6 q4",
	"crisp/email_reply_header":                           "v12 q15 s2",
	"crisp/email_russian":                                "v6 q3",
	"crisp/email_sent_from":                              "v2 s1 q3",
	"crisp/email_sent_from_my_not_signature":             "v3",
	"crisp/email_thread":                                 "v2 q19",
	"crisp/email_tricky_10_special_chars_in_name":        "v6 q3",
	"crisp/email_tricky_11_double_signature":             "v5 s7",
	"crisp/email_tricky_12_no_space_after_header":        "v5 q4",
	"crisp/email_tricky_13_timestamp_variations":         "v10",
	"crisp/email_tricky_14_long_quote_header":            "v6 q3",
	"crisp/email_tricky_15_original_message_variations":  "v6 q8",
	"crisp/email_tricky_16_unicode_signatures":           "v5 s6",
	"crisp/email_tricky_17_forward_header":               "v10",
	"crisp/email_tricky_18_inline_reply":                 "v13",
	"crisp/email_tricky_19_quote_without_header":         "v13",
	"crisp/email_tricky_1_on_false_positive":             "v7",
	"crisp/email_tricky_20_html_entities":                "v4 q3",
	"crisp/email_tricky_2_url_with_wrote":                "v9",
	"crisp/email_tricky_3_code_block":                    "v13",
	"crisp/email_tricky_4_from_in_body":                  "v6",
	"crisp/email_tricky_5_mixed_languages":               "v6 q9",
	"crisp/email_tricky_6_regards_in_sentence":           "v8",
	"crisp/email_tricky_7_multiple_dashes":               "v16",
	"crisp/email_tricky_8_sent_from_in_content":          "v6",
	"crisp/email_tricky_9_nested_quotes":                 "v2 q12",
	"crisp/email_unquoted_reply":                         "v2 q3",
	"crisp/email_with_date_headers":                      "v5",
	"crisp/email_with_from_headers":                      "v4",
	"crisp/email_with_regards":                           "v10",
	"crisp/email_zoho":                                   "v3 q3",
	"crisp/sig_no_empty_line":                            "v1 s2",
	"github/correct_sig":                                 "v2 s2",
	"github/email_1_1":                                   "v9 s4",
	"github/email_1_2":                                   "v51",
	"github/email_1_3":                                   "v6 q45 s4",
	"github/email_1_4":                                   "v2 q6",
	"github/email_1_5":                                   "v15",
	"github/email_1_6":                                   "v2 s2 q11",
	"github/email_1_7":                                   "v2 q10",
	"github/email_1_8":                                   "v37",
	"github/email_2_1":                                   "v3 q22",
	"github/email_2_2":                                   "v1 q9",
	"github/email_2_3":                                   "v2 q8",
	"github/email_BlackBerry":                            "v2 s1",
	"github/email_bullets":                               "v11 q8 s3",
	"github/email_iPhone":                                "v2 s1",
	"github/email_long_quote":                            "v12 s4",
	"github/email_multi_word_sent_from_my_mobile_device": "v2 s1",
	"github/email_one_is_not_on":                         "v6 q4",
	"github/email_sent_from_my_not_signature":            "v3",
	"github/email_sig_delimiter_in_middle_of_line":       "v7",
	"github/greedy_on":                                   "v7 q9",
	"github/pathological":                                "v2 q18",
}

// label returns the kinds of n lines.
func label(t *testing.T, name string, n int) []quote.Kind {
	t.Helper()
	var kinds []quote.Kind
	for word := range strings.FieldsSeq(labels[name]) {
		var letter rune
		var lines int
		if _, err := fmt.Sscanf(word, "%c%d", &letter, &lines); err != nil {
			t.Fatalf("label of %s: %v", name, err)
		}
		kind := map[rune]quote.Kind{'v': quote.Visible, 's': quote.Signature, 'q': quote.Quoted}[letter]
		for range lines {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) != n {
		t.Fatalf("label of %s: has %d lines, want %d", name, len(kinds), n)
	}
	return kinds
}

// TestSharedQuotes measures how many of the shared replies are split as a person would, blank lines aside. None of what their
// senders wrote may be hidden.
func TestSharedQuotes(t *testing.T) {
	files, err := filepath.Glob(sharedData + "quotes/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no shared data")
	}
	right, lines, rightLines := 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		checkSplit(t, text)
		name := filepath.Base(filepath.Dir(file)) + "/" + strings.TrimSuffix(filepath.Base(file), ".txt")
		all := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
		want, got, wrong := label(t, name, len(all)), quote.Split(text), 0
		at := 0
		for i, line := range all {
			for got[0].End <= at {
				got = got[1:]
			}
			if strings.TrimSpace(line) != "" {
				lines++
				if got[0].Kind != want[i] {
					wrong++
				} else {
					rightLines++
				}
				if want[i] == quote.Visible && got[0].Kind != quote.Visible {
					t.Errorf("%s: line %d is %v, and its sender's own", name, i+1, got[0].Kind)
				}
			}
			at += len(line)
		}
		if wrong == 0 {
			right++
		} else {
			t.Logf("%s: %d lines are not as labelled", name, wrong)
		}
	}
	t.Logf("%d of %d mails (%.1f %%) and %d of %d lines (%.1f %%) are split as labelled", right, len(files),
		100*float64(right)/float64(len(files)), rightLines, lines, 100*float64(rightLines)/float64(lines))
	if len(files) != len(labels) || right*100 < 90*len(files) || rightLines*100 < 95*lines {
		t.Errorf("that is too few, or not all %d mails are there", len(labels))
	}
}

// TestSharedMail: sources of mails with their headers are texts, too. None of these is a reply.
func TestSharedMail(t *testing.T) {
	files, err := filepath.Glob(sharedData + "mail/*/*.raw")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no shared data")
	}
	hidden := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkSplit(t, string(data))
		if quoted := quote.Only(string(data), quote.Quoted); quoted != "" {
			hidden++
			t.Logf("%s: %d of %d bytes are quoted", filepath.Base(file), len(quoted), len(data))
		}
	}
	t.Logf("%d of %d have quotations", hidden, len(files))
}
