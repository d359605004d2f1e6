package main

import (
	"errors"

	"station365/build/cmd/demo/wires"
)

// network is what lies between kiosk and centre: the line to the broker and the
// one to the enrolment service, which are cut together.
type network struct{ broker, enrolment *wires.Network }

func newNetwork() (*network, error) {
	var n network
	var err error
	if n.broker, err = wires.NewNetwork(); err != nil {
		return nil, err
	}
	if n.enrolment, err = wires.NewNetwork(); err != nil {
		return nil, errors.Join(err, n.broker.Close())
	}
	return &n, nil
}

// places is where the centre listens, "host:port" each; "" for nowhere.
type places struct{ broker, enrolment string }

// lead says where the centre is from now on.
func (n *network) lead(to places) {
	n.broker.Lead(to.broker)
	n.enrolment.Lead(to.enrolment)
}

// Cut cuts both lines, or mends them.
func (n *network) Cut(cut bool) {
	n.broker.Cut(cut)
	n.enrolment.Cut(cut)
}

// IsCut reports whether the lines are cut.
func (n *network) IsCut() bool { return n.broker.IsCut() }

// Close takes the lines away.
func (n *network) Close() error { return errors.Join(n.broker.Close(), n.enrolment.Close()) }
