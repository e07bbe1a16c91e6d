// Package machine holds transition tables, built with looplab/fsm and compiled
// once per definition into an array.
//
// A [Definition] says which event leads from which states to which state.
// [Compile] checks it, builds one fsm.FSM from it, asks that FSM about every
// state and event, and keeps the answers in a [Table]. After that the FSM is
// gone: an instance of the machine is one state value of a byte, and an event
// costs one array access.
//
// Why not an fsm.FSM per instance: it costs kilobytes and hundreds of
// nanoseconds per event, a cancelled context leaves it stuck in the middle of a
// transition for good, and when two rules contradict each other the later one
// wins silently. Nothing of a caller, no context and no callback, ever reaches
// the FSM here.
//
// The caller's duties:
//
//  1. Number states and events with a type on uint8. The values need not be
//     dense, but the array has (highest state+1) x (highest event+1) cells of
//     two bytes, so low numbers keep it small. Zero is a legal value.
//  2. Give every value used in the definition a name of its own by String.
//     Names appear in errors, logs and diagrams and must not hold user text.
//  3. Compile once, usually into a package-level variable by [MustCompile].
//  4. Keep the state in the instance, and guard it there: the table is
//     immutable and safe for concurrent use, the caller's state value is not.
//  5. Run side effects outside, after [Table.Next] has allowed the event.
package machine
