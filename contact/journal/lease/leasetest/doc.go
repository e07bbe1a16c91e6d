// Package leasetest holds [Run], the conformance suite that every [lease.Table] passes.
//
// An adapter calls it from a test:
//
//	func TestLeases(t *testing.T) {
//		leasetest.Run(t, func(t *testing.T, ttl time.Duration) (lease.Table, lease.Table) {
//			store := open(t, ttl)
//			return store.Table(), store.Table()
//		})
//	}
package leasetest
