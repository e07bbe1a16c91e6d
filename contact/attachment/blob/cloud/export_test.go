package cloud

var NameOf = nameOf
