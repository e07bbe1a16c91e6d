package email

import "sync"

// doors are what mail leaves through: once they are closed, no mail begins to leave.
type doors struct {
	mu   sync.Mutex
	shut bool
	busy sync.WaitGroup
}

func (d *doors) enter() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.shut {
		d.busy.Add(1)
	}
	return !d.shut
}

func (d *doors) leave() { d.busy.Done() }

func (d *doors) closed() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.shut
}

// close lets no more in. What it returns is closed when all are out.
func (d *doors) close() <-chan struct{} {
	d.mu.Lock()
	d.shut = true
	d.mu.Unlock()
	out := make(chan struct{})
	go func() {
		d.busy.Wait()
		close(out)
	}()
	return out
}
