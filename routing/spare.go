package routing

// Contacts come and go all day: the memory of those that are forgotten is used again for those to come.
// More than a few are never spare, unless far more contacts leave than come.
const spareAtMost = 256

// discard keeps a forgotten contact's memory, if nothing knows the contact any more.
func (f *Floor) discard(c *item) {
	if len(f.spare) < spareAtMost && !c.placing {
		f.spare = append(f.spare, c)
	}
}

// newItem returns a blank item, with room for wrap-ups if it was another contact's.
func (f *Floor) newItem() *item {
	last := len(f.spare) - 1
	if last < 0 {
		return new(item)
	}
	c := f.spare[last]
	f.spare = f.spare[:last]
	*c = item{wraps: c.wraps[:0], filed: c.filed[:0]}
	return c
}
