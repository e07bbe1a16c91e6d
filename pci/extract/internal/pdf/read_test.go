package pdf

import (
	"bytes"
	"crypto/aes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"github.com/acdkit/acdkit/pci/extract/internal/walk"
	"github.com/google/go-cmp/cmp"
)

// locked is a file with a card in the text and one in the properties, and an embedded file.
func locked(l *lock, metadata string) []byte {
	b := newBuilder()
	e := b.add("<< " + l.dict + " >>")
	b.trailer = fmt.Sprintf("/Encrypt %d 0 R /ID [<%x> <%x>]", e, fileID, fileID)
	b.lock = l
	c := b.stream("/Filter /FlateDecode", zipped(line(visa)))
	info := b.reserve()
	b.put(info, "<< /Producer "+b.text(info, "made by "+amex)+" >>")
	f := b.stream("/Type /EmbeddedFile", "inside: "+master)
	spec := b.reserve()
	b.put(spec, fmt.Sprintf("<< /Type /Filespec /F %s /EF << /F %d 0 R >> >>", b.text(spec, "a.txt"), f))
	if metadata != "" {
		b.lock = nil
		b.stream("/Type /Metadata /Subtype /XML", metadata)
	}
	return b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), "")
}

func TestEncrypted(t *testing.T) {
	for _, tt := range []struct {
		name string
		lock *lock
	}{
		{"RC4-40", newLock(1, 2, 5, false, true)},
		{"RC4-128", newLock(2, 3, 16, false, true)},
		{"RC4-64", newLock(2, 3, 8, false, true)},
		{"RC4 by a filter", newLock(4, 4, 16, false, true)},
		{"AES-128", newLock(4, 4, 16, true, true)},
		{"AES-256, revision 5", newLock(5, 5, 32, true, true)},
		{"AES-256, revision 6", newLock(5, 6, 32, true, true)},
	} {
		got := read(t, locked(tt.lock, ""), walk.Limits{})
		if !strings.Contains(got.all, visa) || !strings.Contains(got.texts["properties"], amex) {
			t.Errorf("%s: Read = %q, want %s and %s", tt.name, got.all, visa, amex)
		}
		if got, want := got.files["a.txt"], "inside: "+master; got != want {
			t.Errorf("%s: embedded file = %q, want %q", tt.name, got, want)
		}
		if got.gaps != nil {
			t.Errorf("%s: gaps = %q", tt.name, got.gaps)
		}
	}
}

func TestEncryptedWithoutMetadata(t *testing.T) {
	got := read(t, locked(newLock(4, 4, 16, true, false), "<x>"+visa+"</x>"), walk.Limits{})
	if got, want := got.files["metadata"], "<x>"+visa+"</x>"; got != want {
		t.Errorf("metadata = %q, want %q", got, want)
	}
	if !strings.Contains(got.all, visa) || got.gaps != nil {
		t.Errorf("Read = %q, gaps %q", got.all, got.gaps)
	}
}

func TestLocked(t *testing.T) {
	file := locked(newLock(2, 3, 16, false, true), "")
	for name, file := range map[string][]byte{
		"another password": bytes.Replace(file, []byte("/U <"), []byte("/U <00"), 1),
		"another handler":  bytes.Replace(file, []byte("/Filter /Standard"), []byte("/Filter /Entrust.PPKEF"), 1),
		"another version":  bytes.Replace(file, []byte("/V 2"), []byte("/V 9"), 1),
		"another method":   bytes.Replace(locked(newLock(4, 4, 16, true, true), ""), []byte("/AESV2"), []byte("/Secret"), 1),
	} {
		got := read(t, file, walk.Limits{})
		if diff := cmp.Diff([]string{"encrypted"}, got.gaps); diff != "" || got.all != "" {
			t.Errorf("%s: text %q, gaps mismatch (-want +got):\n%s", name, got.all, diff)
		}
	}
}

// TestKey256 checks the keys against documents that another writer made with random salts: Perms,
// decrypted with the key, ends with "adb" (ISO 32000-2, algorithm 13).
func TestKey256(t *testing.T) {
	for _, tt := range []struct {
		r                 int
		user, key, permit string
	}{
		{6, "b2e0eca980e28b8c83ec6f712ef69b59a5669108df587267347997fd5f7ad28dcb819f4bed70867a91f75788c7f97234",
			"77f00f9bb80469fd730cb5c1b6b94503b799a63dd4f78de4df46d363747a5205", "9d06fae2cdaa7233e7336c725f02719a"},
		{6, "1ec0017708f0317f419e6a679697b8526627aa9b539ed7bcf03a2e053f790fab62689c1f44f9508670e4fb79abe6a1eb",
			"cd014797fafb818f16d44b015850ed6d6b2f14c2e751c010a4379ecf123f1dba", "45721dd140f68d1ed566024d098e6889"},
		{5, "017dd2b1973b3fbb4af125dd4c3a0b2577d5a4d501dcc870e359ff9aa64ce1060a314a300e77194105659fc2a6fd17b9",
			"7e4d7593d4aa7e3dec46ba8d629d714eb7594d0928f2f39622c17c7b432bdca6", "5cf87008164d5f1550146b4ce9e321a1"},
	} {
		user, _ := hex.DecodeString(tt.user)
		encrypted, _ := hex.DecodeString(tt.key)
		perms, _ := hex.DecodeString(tt.permit)
		block, err := aes.NewCipher(key256(tt.r, user, encrypted))
		if err != nil {
			t.Errorf("key256(%d, %s) = %v", tt.r, tt.user, err)
			continue
		}
		block.Decrypt(perms, perms)
		if got, want := string(perms[9:12]), "adb"; got != want {
			t.Errorf("Perms of %s = %q, want %q", tt.user, got, want)
		}
	}
}

func TestEmbedded(t *testing.T) {
	b := newBuilder()
	c := b.stream("", line("hello"))
	one := b.stream("/Type /EmbeddedFile /Filter /FlateDecode", zipped("one "+visa))
	two := b.stream("", "two "+amex)
	spec := b.add(fmt.Sprintf("<< /Type /Filespec /F (one.txt) /UF <feff%s /EF << /F %d 0 R >> >>", wide("하나.txt")[1:], one))
	b.add(fmt.Sprintf("<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (two.txt) /EF << /F %d 0 R >> >> >>", two))
	b.stream("/Type /EmbeddedFile", "three "+master)
	b.stream("/Type /Metadata /Subtype /XML", "<x:xmpmeta>"+visa+"</x:xmpmeta>")
	b.add("<< /Type /Annot /Rect [0 0 1 1] /RC (<p>" + visa + "</p>) >>")
	x := b.stream("", "<data><card>"+visa+"</card>")
	y := b.stream("", "</data>")
	got := read(t, b.document(fmt.Sprintf("/Contents %d 0 R %s", c, helvetica), fmt.Sprintf(
		"/Names << /EmbeddedFiles << /Names [(one) %d 0 R] >> >> /AcroForm << /XFA [(datasets) %d 0 R (end) %d 0 R] >>", spec, x, y)), walk.Limits{})
	want := map[string]string{
		"하나.txt": "one " + visa, "two.txt": "two " + amex, "embedded file": "three " + master,
		"metadata":  "<x:xmpmeta>" + visa + "</x:xmpmeta>",
		"rich text": "<html><p>" + visa + "</p></html>",
		"xfa":       "<data><card>" + visa + "</card></data>",
	}
	if diff := cmp.Diff(want, got.files); diff != "" {
		t.Errorf("embedded files mismatch (-want +got):\n%s", diff)
	}
	if got.gaps != nil {
		t.Errorf("gaps = %q", got.gaps)
	}
}

func TestGaps(t *testing.T) {
	b := newBuilder()
	img := b.stream("/Type /XObject /Subtype /Image /Width 9 /Height 9 /Filter /DCTDecode", "\xFF\xD8\xFF")
	c := b.stream("", "/Im Do")
	scan := b.document(fmt.Sprintf("/Contents %d 0 R /Resources << /XObject << /Im %d 0 R >> >>", c, img), "")
	deep := "<< /Title " + strings.Repeat("[", 200) + "(" + visa + ")" + strings.Repeat("]", 200) + " >>"
	for _, tt := range []struct {
		name string
		file []byte
		want []string
	}{
		{"scan", scan, []string{"page image: picture"}},
		{"nothing", []byte("%PDF-1.4\n%%EOF"), []string{"corrupt", "pages: corrupt"}},
		{"cut", []byte("%PDF-1.4\n1 0 obj << /Type /Page >> endo"), []string{"truncated"}},
		{"deep", withObject(deep, ""), []string{"objects: too deep"}},
		{"no content", bytes.Replace(simple(line("x")), []byte("/Contents 1 0"), []byte("/Contents 9 0"), 1), []string{"page 1: corrupt"}},
		{"Identity without a map", composite("/Identity-H", "", codes(visa, 20), ""), []string{"page 1: undecodable"}},
		{"names that mean nothing", withFont("/Subtype /Type3 /Encoding << /Differences [48 /a /g1 /g2 /g3 /g4 /g5 /g6 /g7 /g8 /g9] >>", "("+visa+")"), []string{"page 1: undecodable"}},
		{"unknown page of codes", composite("/Ext-RKSX-H", "", codes(visa, 20), ""), []string{"page 1: undecodable"}},
		{"a few unknown characters", composite("/Identity-H", "", "<00010002>", ""), nil},
		{"picture as content", filtered("/Filter /DCTDecode", "\xFF\xD8"), []string{"page 1: picture"}},
		{"object stream", withStream("/X %d 0 R", "/Type /ObjStm /First 900", "1 0"), []string{"objects: corrupt"}},
		{"encryption that is not there", bytes.Replace(simple(line("x")), []byte("trailer\n<<"), []byte("trailer\n<< /Encrypt 77 0 R"), 1), []string{"corrupt"}},
	} {
		got := read(t, tt.file, walk.Limits{})
		if diff := cmp.Diff(tt.want, got.gaps); diff != "" {
			t.Errorf("gaps of %s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestLayout(t *testing.T) {
	at := func(x, y int, s string) string { return fmt.Sprintf("BT /F1 10 Tf %d %d Td (%s) Tj ET\n", x, y, s) }
	for _, tt := range []struct{ name, content, want string }{
		{"words", at(72, 700, "ab") + at(90, 700, "cd"), "ab cd\n"},
		{"cells", at(72, 700, "ab") + at(200, 700, "cd"), "ab\tcd\n"},
		{"lines", at(72, 700, "ab") + at(72, 688, "cd"), "ab\ncd\n"},
		{"superscript", at(72, 700, "12") + at(83, 704, "3"), "12 3\n"},
		{"far kerning", "BT /F1 10 Tf 72 700 Td [(ab) -400 (cd)] TJ ET", "ab cd\n"},
		{"wide spacing", "BT /F1 10 Tf 5 Tc 72 700 Td (12) Tj ET", "1 2\n"},
		{"columns drawn by rows", at(300, 700, "33") + at(72, 700, "11"), "33\n11\n"},
		{"out of order", at(83, 700, "34") + at(72, 700, "12"), "34\n12\n1234\n"},
		{"no digits out of order", at(83, 700, "cd") + at(72, 700, "ab"), "cd\nab\n"},
		{"next page line", "BT /F1 10 Tf 12 TL 72 700 Td (ab) Tj T* (cd) Tj ET", "ab\ncd\n"},
	} {
		if got := read(t, simple(tt.content), walk.Limits{}).texts["page 1"]; got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestLimits(t *testing.T) {
	bomb := filtered("/Filter /FlateDecode", zipped(strings.Repeat(line(visa), 20_000)))
	got := read(t, bomb, walk.Limits{PartBytes: 64 << 10, TotalBytes: 1 << 20})
	if len(got.gaps) == 0 || got.bytes > 1<<20 {
		t.Errorf("a bomb: %d bytes of text, gaps %q", got.bytes, got.gaps)
	}
}
