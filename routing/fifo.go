package routing

// fifo is a list that grows at its end and is taken from at its head. Its memory is used again.
type fifo[T any] struct {
	all  []T // the first head of them are gone
	head int
}

func (l *fifo[T]) list() []T { return l.all[l.head:] }
func (l *fifo[T]) len() int  { return len(l.all) - l.head }

// push appends an entry, in the room that was taken from the head if that is the greater part.
func (l *fifo[T]) push(e T) {
	if len(l.all) == cap(l.all) && l.head > len(l.all)/2 {
		kept := copy(l.all, l.all[l.head:])
		clear(l.all[kept:])
		l.all, l.head = l.all[:kept], 0
	}
	l.all = append(l.all, e)
}

// pop takes the first entry out. There must be one.
func (l *fifo[T]) pop() T {
	var none T
	first := l.all[l.head]
	l.all[l.head] = none
	l.head++
	return first
}

// without takes one entry out of a short list; slices.Delete is made for long ones.
func without[T any](list []T, i int) []T {
	var none T
	last := len(list) - 1
	copy(list[i:], list[i+1:])
	list[last] = none
	return list[:last]
}
