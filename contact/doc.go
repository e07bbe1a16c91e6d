// Package contact holds the nouns of a contact center and their state machines.
package contact
