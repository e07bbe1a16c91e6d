package postgres

import (
	"errors"

	"github.com/jackc/pgx/v5/pgconn"
)

// certain reports whether a transaction that ended with err has left nothing behind, and never will: nothing was sent, or
// the server has refused it.
func certain(err error) bool {
	return pgconn.SafeToRetry(err) || errors.Is(err, errNoCommit) || refused(err)
}

// refused reports whether the server refused a statement and went on serving: then it has rolled the transaction back.
// After severities and classes that tell of a connection, a server or a proxy giving up, nobody knows, because a server
// may be told to stop just after a commit. See appendix A of PostgreSQL's manual for the codes.
func refused(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok || len(e.Code) != 5 || e.SeverityUnlocalized == "FATAL" || e.SeverityUnlocalized == "PANIC" {
		return false
	}
	switch class := e.Code[:2]; {
	case e.Code == "57014": // query_canceled, by a statement_timeout for instance
		return true
	case e.Code == "40003": // statement_completion_unknown
		return false
	case class == "08", class == "57", class == "58", class == "XX": // connections, operator's intervention, system and internal errors
		return false
	}
	return true
}
