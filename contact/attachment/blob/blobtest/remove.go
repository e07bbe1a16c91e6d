package blobtest

import "github.com/acdkit/acdkit/contact/attachment/blob"

// deleteOne: one blob is gone, its neighbours are not, and the key is free.
func deleteOne(s *subject) {
	neighbours := []blob.Key{
		{Owner: key.Owner, ID: "file-2"}, {Owner: key.Owner, ID: "file-10"}, {Owner: key.Owner, ID: "file-"},
		{Owner: "contact-10", ID: key.ID}, {Owner: "contact-", ID: key.ID},
	}
	for _, k := range neighbours {
		s.put(k, []byte(k.Owner+k.ID))
	}
	for i := range uint32(2) {
		s.put(key, noise(1000, i))
		s.holds(key, noise(1000, i))
		s.delete(key)
		s.lacks(key)
	}
	for _, k := range neighbours {
		s.holds(k, []byte(k.Owner+k.ID))
	}
}

func deleteAgain(s *subject) {
	s.delete(key)
	s.put(key, nil)
	s.delete(key)
	s.delete(key)
	s.lacks(key)
}

// eraseAll: all blobs of an owner are gone, and the keys are free.
func eraseAll(s *subject) {
	names := oddNames()
	for i := range uint32(2) {
		for _, id := range names {
			s.put(blob.Key{Owner: "contact-1", ID: id}, noise(100, i))
		}
		s.erase("contact-1")
		for _, id := range names {
			s.lacks(blob.Key{Owner: "contact-1", ID: id})
		}
	}
}

// eraseNeighbours: owners whose names look alike are not touched.
func eraseNeighbours(s *subject) {
	owners := append(oddNames(), "contact-1", "contact-", "contact-10", "contact-1 ", "Contact-1", "contact-1/", "contact-1/file-1", "contact_1", "contact%")
	for _, owner := range owners {
		s.put(blob.Key{Owner: owner, ID: "file-1"}, []byte(owner))
	}
	for _, owner := range owners {
		s.holds(blob.Key{Owner: owner, ID: "file-1"}, []byte(owner)) // what was erased before took nothing along
		s.erase(owner)
		s.lacks(blob.Key{Owner: owner, ID: "file-1"})
	}
}

func eraseAgain(s *subject) {
	s.erase("contact-1")
	s.put(key, nil)
	s.erase("contact-1")
	s.erase("contact-1")
	s.lacks(key)
	s.put(key, []byte("anew"))
	s.holds(key, []byte("anew"))
}
