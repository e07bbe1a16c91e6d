module github.com/acdkit/acdkit/contact/attachment/blob/cloud

go 1.26.0

replace github.com/acdkit/acdkit => ../../../..

require github.com/acdkit/acdkit v0.0.0
