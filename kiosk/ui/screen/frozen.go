package screen

import "station365/kiosk/ui/kit"

// frozen says that no new requests are taken now, where to go, and, where there is
// room for it, why.
func (p Page) frozen() kit.Box {
	said := p.Text(kit.Body, p.T("frozen")).Bold()
	if p.Class() == kit.Small || p.Scale() == kit.Largest {
		return p.Notice(kit.Stop, "window", said)
	}
	return p.Notice(kit.Stop, "window", said, p.Text(kit.Body, p.T("frozen."+string(p.View.Frozen))))
}
