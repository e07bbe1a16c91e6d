package postgres

// Certain is certain, for tests.
var Certain = certain

// SchemaVersion is the version of the schema that this program works with.
const SchemaVersion = schemaVersion

// Waiting returns how many appends wait in a journal's queue.
func Waiting(j *Journal) int {
	j.queue.mu.Lock()
	defer j.queue.mu.Unlock()
	return len(j.queue.waiting)
}
