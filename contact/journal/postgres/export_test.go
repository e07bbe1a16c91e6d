package postgres

// Certain is certain, for tests.
var Certain = certain

// SchemaVersion is the version of the schema that this program works with.
const SchemaVersion = schemaVersion
