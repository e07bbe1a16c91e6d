package blob

// What the tests look at from outside.
var (
	FolderOf    = folderOf
	FileOf      = fileOf
	SameContent = sameContent
)

const Unfinished = unfinished
