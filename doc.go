// Package acdkit is the logic of a contact center as a library: queues, agents and their states, offers
// and what happens when nobody answers, transfer, conference, wrap-up; chat and email; redaction. A vendor imports it into a desktop
// of its own; the host plugs in storage and transport. This package itself holds no code, only this
// text and the tests that keep the tree in order.
//
// # Packages
//
//   - [github.com/acdkit/acdkit/routing] decides who works on what. Center is what most hosts embed: it
//     takes commands from many goroutines and survives a restart. Floor is the pure machine inside it.
//   - [github.com/acdkit/acdkit/routing/metrics] folds a center's events into the figures that contact centers
//     are run by; a nested module, routing/metrics/export, draws and exports them.
//   - [github.com/acdkit/acdkit/routing/simulate] simulates a center in virtual time, and replays a recorded log
//     with something changed.
//   - [github.com/acdkit/acdkit/chat] and [github.com/acdkit/acdkit/email] are what is said: each has a Desk, which follows
//     a center, and a pure machine inside it. Nested modules, email/smtp and email/imap, are the ways to mail systems.
//   - [github.com/acdkit/acdkit/pci] hides card data in text, files and mail before anything is stored or sent.
//   - [github.com/acdkit/acdkit/contact/attachment] checks files, and [github.com/acdkit/acdkit/contact/history] keeps what
//     a customer had, and erases it.
//   - [github.com/acdkit/acdkit/contact] holds the nouns (agents, contacts, customers, channels, profiles)
//     and their state machines, each usable on its own.
//   - [github.com/acdkit/acdkit/contact/journal] is the storage port, with the in-memory journal and the
//     customers' profiles; its package journaltest is the suite that every journal passes.
//   - [github.com/acdkit/acdkit/wrapup] holds the reasons that agents give after a contact.
//
// # Where to start
//
// Run go run ./examples/quickstart and read its source: a host in a few small files. The scenario files
// beside examples/scenario show what the center does, command by command, for every rule. Then read
// package routing; DESIGN.md has the decisions and what was rejected.
//
// Letters with a number, such as S4 or K5, name the requirements that a rule comes from.
//
// # Duties of the host
//
//  1. Give the center a journal that passes journaltest, and one center to one leading node.
//  2. Say who the caller is: acdkit checks what an agent or a supervisor may do, not who they are.
//  3. Put no personal data into ids, which turn up in logs and errors; it belongs in streams that can be
//     erased, such as a customer's profile.
//  4. Show agents and customers what the events say; nothing here has a screen.
package acdkit
