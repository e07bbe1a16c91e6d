// Package postgres keeps journals, leases and blobs in PostgreSQL.
package postgres
