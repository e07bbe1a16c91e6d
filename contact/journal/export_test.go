package journal

// Kept returns how many streams m keeps, the empty ones that are watched included.
func (m *Memory) Kept() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.streams)
}
