package flow

import "slices"

// Named is the view with what the station calls itself, its people and its events as
// say has them in the session's language.
func (w View) Named(say func(string) string) View {
	for _, text := range []*string{&w.Top.Community, &w.Top.Station, &w.Duty.Name, &w.Duty.Window, &w.Station.Window, &w.Coming.Title, &w.Coming.Place,
		&w.Call.Name, &w.Call.Then, &w.Call.Kept.Promise.Officer, &w.Case.Promise.Officer} {
		*text = say(*text)
	}
	w.Cases = slices.Clone(w.Cases)
	for i := range w.Cases {
		w.Cases[i].Promise.Officer = say(w.Cases[i].Promise.Officer)
	}
	w.Week = slices.Clone(w.Week)
	for i, day := range w.Week {
		w.Week[i].Names = make([]string, len(day.Names))
		for j, name := range day.Names {
			w.Week[i].Names[j] = say(name)
		}
	}
	return w
}
