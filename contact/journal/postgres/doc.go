// Package postgres keeps journals, leases and blobs in PostgreSQL.
package postgres

import _ "github.com/acdkit/acdkit/contact/journal" // the port
