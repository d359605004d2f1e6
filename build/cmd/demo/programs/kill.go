package programs

import "syscall"

// Kill ends the program and what it started as kill -9 does, and waits. One that
// has ended is left alone.
func (p *Program) Kill() {
	p.mu.Lock()
	p.asked = true
	p.mu.Unlock()
	select {
	case <-p.ended:
		return // its number may be somebody else's by now
	default:
	}
	_ = syscall.Kill(-p.pid, syscall.SIGKILL) // it may have just ended
	<-p.ended
}
