package main

import (
	"strings"
	"time"

	"station365/kiosk/catalogue"
)

// readerDown are the rows of the card reader.
func readerDown() []cell {
	return []cell{
		{down: "ID reader", first: lacking{reader: true}, reads: []string{"trouble.reader", "trouble.reader.still"},
			still: "concerns, look-up by number, a matter by hand", lost: "a verified person, my cases by card",
			do: func(s *stand) {
				s.noCardsHere()
				s.registerByHand()
			}},
		{down: "ID reader: unplugged under a resident", not: troubles, still: "by hand, look-up by number", lost: "a verified person, my cases by card",
			do: func(s *stand) {
				s.press("door:matter")
				s.press("matter:residence-registration")
				s.walk("card.put")
				_ = s.cables["reader"].Close()
				s.sees("card.no-reader.sorry")
				s.press("way:by-hand")
				s.sees("manual.name.q")
				s.press("nav:restart")
				s.press("confirm")
				s.home()
				s.sees("trouble.reader")
				s.noCardsHere()
			}},
		{down: "card cannot be read", not: troubles, still: "three tries, then by hand or with help", lost: "a verified person", do: (*stand).readAfterAll},
	}
}

// noCardsHere: what has been handed in is looked up by number only, and why is said.
func (s *stand) noCardsHere() {
	s.t.Helper()
	s.press("door:mycases")
	s.sees("card.no-reader.sorry")
	if s.offers("find:card") || !s.offers("find:number") {
		s.t.Errorf("without a reader there is %v", s.targets())
	}
	s.press("nav:back")
	s.sees("home.matter")
}

// lineDown are the rows of the network.
func lineDown() []cell {
	reads := []string{"trouble.network", "trouble.network.still", "top.offline"}
	return []cell{
		{down: "network", first: lacking{centre: true, before: func(s *stand) { s.keepFor(neighbour(s.t), time.Now()) }}, reads: reads,
			still: "every matter, with its day; help by telephone", lost: "what happened at the centre since; the desk cannot be told",
			do: func(s *stand) {
				s.tell("done.title")
				s.sees("done.by")
				s.sees("done.delivery.queued")
				n, code := s.number(), s.isKept(s.number()).CheckCode
				s.another()
				s.lookUp(n, code)
				s.sees("case.as-of-unknown")
				s.another()
				s.byCard()
				s.sees("case.as-of-unknown")
				s.reader.Lift()
				s.callsInVain()
			}},
		{down: "network: goes while the kiosk works", first: lacking{centre: true, before: func(s *stand) { s.keepFor(neighbour(s.t), time.Now()) }},
			fail:  func(s *stand) { hangUp := s.serveCentre(); s.isOnline(); hangUp() },
			reads: reads, still: "the same; a look-up says of when it is", lost: "the same",
			do: func(s *stand) {
				s.byCard()
				s.seesAround("case.as-of", "clock")
				s.press("case:" + string(s.old.Number))
				s.sees("case.again")
				s.seesAround("case.as-of", "clock")
				s.reader.Lift()
			}},
	}
}

// callsInVain: the desk cannot be told, which is said where somebody is on duty, and
// the telephone's number is there where nobody is.
func (s *stand) callsInVain() {
	s.t.Helper()
	phone := bareText(s.kiosk.place.station.Phone)
	s.press("nav:help")
	eventually(s.t, "help without a network", func() bool {
		return s.reads("help.no-way") || s.reads("help.title-nobody") && strings.Contains(s.page(), phone)
	})
}

// isOnline waits for the centre.
func (s *stand) isOnline() {
	s.t.Helper()
	s.home()
	s.sees("top.online")
	s.press("door:mycases")
	s.press("nav:back")
}

// byCard finds what the neighbour has handed in.
func (s *stand) byCard() {
	s.t.Helper()
	s.press("door:mycases")
	s.press("find:card")
	s.reader.Lay(neighbour(s.t))
	eventually(s.t, "the list of cases", func() bool { return s.offers("case:" + string(s.old.Number)) })
}

// seesAround waits for what stands before and behind a value in the sentence of key.
func (s *stand) seesAround(key, value string) {
	s.t.Helper()
	before, after, _ := strings.Cut(bareText(s.words.T(key, value, "|")), "|")
	eventually(s.t, key, func() bool {
		_, rest, found := strings.Cut(s.page(), before)
		return found && strings.Contains(rest, after)
	})
}

// partsDown are the rows of clock, sound and scanner.
func partsDown() []cell {
	return []cell{
		{down: "clock not trusted", first: lacking{clock: true}, reads: []string{"trouble.clock", "trouble.clock.still"},
			still: "every matter, times are about", lost: "a promised day", do: (*stand).promisesNoDay},
		{down: "sound: there is none", not: troubles, still: "all, in writing", lost: "what is heard",
			do: func(s *stand) { s.press("tool:sound"); s.sees("top.no-sound"); s.tell("done.title") }},
		{down: "sound: goes while a page is read", first: lacking{before: (*stand).plugSoundIn}, not: troubles, still: "the same", lost: "the same",
			do: (*stand).fallsSilent},
		{down: "scanner: unplugged", first: lacking{before: (*stand).plugScannerIn}, not: troubles, still: "look-up by typing", lost: "look-up by holding the receipt there",
			do: func(s *stand) {
				s.press("door:mycases")
				s.sees("find.by-scan")
				_ = s.cables["scanner"].Close()
				eventually(s.t, "the scanner to be asked for no more", func() bool { return !s.reads("find.by-scan") })
				s.press("nav:back")
				s.lookUp(s.old.Number, s.old.CheckCode)
			}},
	}
}

// promisesNoDay: neither the glass nor the paper names the day that this clock would
// give, and the paper says that its time is about.
func (s *stand) promisesNoDay() {
	m, known := s.kiosk.place.catalogue.Matter("concern")
	if !known {
		s.t.Fatal("the concern is not in the catalogue")
	}
	day := s.dayOf(m)
	s.tell("done.title")
	s.sees("done.open")
	paper, _ := s.paper.last()
	for where, text := range map[string]string{"glass": s.page(), "paper": paper} {
		if strings.Contains(text, day) {
			s.t.Errorf("the %s promises %s:\n%s", where, day, text)
		}
	}
	about, _, _ := strings.Cut(s.words.T("top.about", "time", "|"), "|")
	if !strings.Contains(s.page(), bareText(about)) {
		s.t.Errorf("the time is not said to be about:\n%s", s.page())
	}
	_, unsure, _ := strings.Cut(s.words.T("receipt.time-untrusted", "time", "|"), "|")
	for _, want := range []string{s.words.T("receipt.promise-open"), unsure} {
		if !strings.Contains(paper, bareText(want)) {
			s.t.Errorf("the paper does not say %s:\n%s", want, paper)
		}
	}
	if k := s.isKept(s.number()); k.TimeTrusted {
		s.t.Error("the centre is told that the time is right")
	}
}

// dayOf is the day by which a matter that is handed in now would be answered.
func (s *stand) dayOf(m catalogue.Matter) string {
	return bareText(s.words.Date(s.kiosk.place.station.DueBy(time.Now(), m.DueDays)))
}
