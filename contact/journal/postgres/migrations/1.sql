-- The journal. A stream's records belong to its number, not to its name: what a late writer appends to a stream that
-- is being erased belongs to nothing that anybody can read, and the name begins a new life at once.
CREATE TABLE {schema}.stream (
	name text COLLATE "C" PRIMARY KEY,
	id   bigint GENERATED ALWAYS AS IDENTITY,
	cut  bigint NOT NULL DEFAULT 0 -- records up to this version have been trimmed
);

CREATE TABLE {schema}.record (
	stream  bigint NOT NULL, -- stream.id
	version bigint NOT NULL,
	id      text COLLATE "C" NOT NULL,
	sum     bigint NOT NULL,
	data    bytea NOT NULL,
	PRIMARY KEY (stream, version)
);

-- Streams whose records are to be removed. They are looked for twice, the second time after an hour.
CREATE TABLE {schema}.erased (
	stream bigint PRIMARY KEY,
	due    timestamptz NOT NULL DEFAULT clock_timestamp(),
	again  boolean NOT NULL DEFAULT false -- this is the second time
);

-- Numbers of journals that were opened: who sent a notification.
CREATE SEQUENCE {schema}.opening;

-- The leases.
CREATE TABLE {schema}.node (
	id      text COLLATE "C" PRIMARY KEY,
	addr    text NOT NULL,
	expires timestamptz NOT NULL -- end of the session, by the server's clock
);

CREATE TABLE {schema}.lease (
	name text COLLATE "C" PRIMARY KEY,
	node text COLLATE "C" NOT NULL, -- node.id, or ''
	term bigint NOT NULL
);

-- The blobs. Chunks come first, under a new number; the row in blob makes them a blob.
CREATE SEQUENCE {schema}.blob_number;

CREATE TABLE {schema}.blob (
	owner  text COLLATE "C",
	id     text COLLATE "C",
	number bigint NOT NULL,
	size   bigint NOT NULL, -- bytes
	chunk  bigint NOT NULL, -- bytes of each chunk but the last
	sha256 bytea NOT NULL,
	PRIMARY KEY (owner, id)
);

CREATE TABLE {schema}.chunk (
	number bigint NOT NULL, -- blob.number, or upload.number
	place  bigint NOT NULL, -- 0, 1, 2 and so on
	data   bytea NOT NULL,
	PRIMARY KEY (number, place)
);

CREATE TABLE {schema}.upload (
	number bigint PRIMARY KEY,
	at     timestamptz NOT NULL DEFAULT clock_timestamp() -- of the last chunk
);

-- What people attach is compressed already as a rule, and parts of it are read.
ALTER TABLE {schema}.chunk ALTER COLUMN data SET STORAGE EXTERNAL;
