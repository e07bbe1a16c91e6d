package postgres

// Certain is certain, for tests.
var Certain = certain

// Payloads and ParsePayload are the packing of notifications.
var (
	Payloads     = payloads
	ParsePayload = parsePayload
)

// MaxPayload is the length of a notification.
const MaxPayload = maxPayload

// SchemaVersion is the version of the schema that this program works with.
const SchemaVersion = schemaVersion
