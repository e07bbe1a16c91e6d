module github.com/acdkit/acdkit/examples/scanbench

go 1.26.0

replace github.com/acdkit/acdkit => ../..

require github.com/acdkit/acdkit v0.0.0

require (
	github.com/google/uuid v1.6.0 // indirect
	github.com/looplab/fsm v1.0.3 // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/text v0.44.0 // indirect
)
