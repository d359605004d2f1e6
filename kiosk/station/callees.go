package station

import (
	"slices"
	"time"
)

// Callees are who is called for help at t, one after the other: those on duty,
// then the supervisor. Nobody on duty means nobody to call.
func (p *Profile) Callees(t time.Time) []Person {
	clock := t.In(zone).Format("15:04")
	var out []Person
	for _, s := range p.shiftsOn(t) {
		if s.From <= clock && clock < s.Until {
			x, _ := p.person(s.Person)
			out = append(out, x)
		}
	}
	if x, ok := p.person(p.Supervisor); ok && len(out) > 0 && !slices.Contains(out, x) {
		out = append(out, x)
	}
	return out
}

// FaceOf is the picture of the person with that name, "" if nobody has it.
func (p *Profile) FaceOf(name string) string {
	for _, x := range p.People {
		if x.Name == name {
			return x.Face
		}
	}
	return ""
}
