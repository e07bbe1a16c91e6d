// Package sqlite keeps journals in one SQLite file, without cgo.
package sqlite

import _ "github.com/acdkit/acdkit/contact/journal" // the port
