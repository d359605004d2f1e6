package screen

import (
	"station365/devices"
	"station365/devices/printer"
	"station365/kiosk/ui/kit"
)

// trouble is something of the kiosk that does not work now. key is what; key and
// ".still" what can be done all the same, key and ".short" the fewest words.
type trouble struct{ icon, key string }

// troubles lists what a resident must know before beginning (services.md §4.8).
func (p Page) troubles() (list []trouble) {
	if p.View.Frozen != "" {
		list = append(list, trouble{"window", "trouble.frozen"})
	}
	if p.noReader() {
		list = append(list, trouble{"idcard", "trouble.reader"})
	}
	switch p.View.Printer {
	case printer.NoPaper:
		list = append(list, trouble{"nopaper", "trouble.no-paper"})
	case printer.CoverOpen, printer.Fault, printer.Absent:
		list = append(list, trouble{"printer", "trouble.printer"})
	}
	if !p.View.Top.Online && p.View.Frozen == "" { // that matters go on without a network would not be true
		list = append(list, trouble{"networkoff", "trouble.network"})
	}
	if p.View.Top.About && p.View.Frozen == "" { // the same
		list = append(list, trouble{"clock", "trouble.clock"})
	}
	return list
}

// mostExplained is how many troubles a page says with what can be done all the same;
// of more it tells what they are.
const mostExplained = 3

// noReader: no card can be read now. A reader that was not heard of yet, or that
// fell silent, cannot either.
func (p Page) noReader() bool {
	switch p.View.Reader {
	case devices.Absent, devices.OutOfService, devices.Unknown:
		return true
	}
	return false
}

// troubleNotice says the troubles, as fully as the page has room; nil if there
// are none.
func (p Page) troubleNotice() kit.Box {
	list := p.troubles()
	if len(list) == 0 {
		return nil
	}
	if p.Class() == kit.Small {
		return p.oneLine(list)
	}
	icon := list[0].icon
	if len(list) > 1 {
		icon = "attention"
	}
	var lines []kit.Box
	for _, t := range list {
		key := t.key
		if p.Scale() == kit.Largest && p.Class() == kit.Landscape {
			key += ".short"
		}
		lines = append(lines, p.Text(kit.Body, p.T(key)).Bold())
		if p.Scale() == kit.Standard && len(list) <= mostExplained {
			lines = append(lines, p.Text(kit.Body, p.T(t.key+".still")))
		}
	}
	return p.Notice(kit.Stop, icon, lines...)
}

// oneLine is for the small panel. The head there says by itself that the network
// is away.
func (p Page) oneLine(list []trouble) kit.Box {
	said := p.T(list[0].key + ".short")
	if len(list) > 1 && list[1].icon != "networkoff" {
		second := list[1].key + ".short"
		if list[1].icon == "clock" { // that matters go on is said before
			second = "trouble.clock.least"
		}
		said += p.T("trouble.and") + p.T(second)
	}
	return p.Notice(kit.Stop, list[0].icon, p.Text(kit.Body, said).Bold())
}
