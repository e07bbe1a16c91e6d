package text

import "github.com/acdkit/acdkit/pci/extract/internal/walk"

// shortest is the fewest characters that make a run.
const shortest = 6

// Runs hands over the stretches of data that look like text, of a format that is not read otherwise: six
// characters of ASCII or more, in one byte or two each, as a line.
func Runs(w *walk.Walk, data []byte) {
	t := w.Text("")
	for i := 0; i < len(data) && w.Alive(); {
		if !printable(data, i) {
			i++
			continue
		}
		end := i + 1
		for printable(data, end) {
			end++
		}
		if end-i >= shortest {
			t.Write(data[i:end])
			t.WriteByte('\n')
		}
		i = wide(t, data, end-1)
	}
	t.End()
}

// wide takes a run with a zero between its characters, which is UTF-16 of either order, and returns where it ends.
func wide(t *walk.Text, data []byte, start int) int {
	end := start
	for at(data, end+1) == 0 && printable(data, end+2) {
		end += 2
	}
	if (end-start)/2+1 >= shortest {
		run := make([]byte, 0, (end-start)/2+2)
		for i := start; i <= end; i += 2 {
			run = append(run, data[i])
		}
		t.Write(append(run, '\n'))
	}
	if end > start && printable(data, end+1) {
		return end // its last character may be the first of a run of single bytes
	}
	return end + 1
}

// at is a byte of data, or one that is in no text beyond its end.
func at(data []byte, i int) byte {
	if i < len(data) {
		return data[i]
	}
	return 0xFF
}

func printable(data []byte, i int) bool {
	c := at(data, i)
	return c >= ' ' && c < 0x7F || c == '\t'
}
