package station

import (
	"fmt"
	"unicode/utf8"
)

// Say is one of the profile's texts in a language, or the text itself where the
// profile does not translate it.
func (p *Profile) Say(language, text string) string {
	if other := p.In[language][text]; other != "" {
		return other
	}
	return text
}

const (
	// lettersForHan: a letter is half as wide as a Han character.
	lettersForHan = 2
	// mostName and mostPerson are how many letters every page has room for in what the
	// station is called or where its window is, and in somebody's name.
	mostName, mostPerson = 18, 9
)

// texts are what people read of the profile, with the most letters that another
// language may take for it.
func (p *Profile) texts() map[string]int {
	all := map[string]int{p.Name.Community: mostName, p.Name.Station: mostName, p.Window: mostName}
	for _, who := range p.People {
		all[who.Name] = mostPerson
	}
	for _, e := range p.Events {
		all[e.Title], all[e.Place] = mostEventTitle*lettersForHan, mostEventPlace*lettersForHan
	}
	return all
}

// checkLanguages refuses what no page has room for. A text that is no longer there,
// an event that is over, may keep its translation.
func (p *Profile) checkLanguages() (errs []error) {
	all := p.texts()
	for language, said := range p.In {
		for text, other := range said {
			most, known := all[text]
			if n := utf8.RuneCountInString(other); known && (n == 0 || n > most) {
				errs = append(errs, fmt.Errorf("in.%s.%s: found %d letters; allowed: 1 to %d", language, text, n, most))
			}
		}
	}
	return errs
}
