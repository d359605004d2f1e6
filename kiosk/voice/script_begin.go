package voice

import (
	"strings"

	"station365/devices"
	"station365/kiosk/flow"
)

func (t *teller) home(v flow.View) {
	t.sayAll([]string{"voice.home", "home.matter", "home.speak", "home.mycases", "home.whereabouts"})
	t.frozen(v)
}

func (t *teller) matters(v flow.View) {
	t.say("voice.matters")
	for _, m := range v.Matters {
		t.say(m.Title)
	}
	t.frozen(v)
}

func (t *teller) flowCard(v flow.View) {
	m := v.Matter
	t.say(m.Title)
	if m.NeedsCard {
		t.say("voice.flow-card")
	}
	t.sayAll([]string{"flowcard.who", m.Who, "flowcard.papers"})
	t.sayAll(m.Papers)
	t.say("voice.due", "n", itoa(m.DueDays))
	t.say(m.Fee)
	if strings.HasPrefix(v.WhyNot, "frozen") {
		t.say("trouble.frozen")
		t.say(v.WhyNot)
		return
	}
	t.say("voice.flow-card.next")
}

func (t *teller) notice(v flow.View) {
	t.say("voice.notice")
	t.sayAll(v.Matter.Notice)
	t.say("voice.notice.next")
}

func (t *teller) awaitingCard(v flow.View) {
	switch {
	case !reads(v.Reader):
		t.sayAll([]string{"card.no-reader", "card.no-reader.sorry"})
	case v.Reader == devices.Starting:
		t.say("card.starting")
	default:
		t.say("voice.awaiting-card")
		t.whereReader(v)
	}
}

// whereReader says where a card is laid down, and where it may still lie.
func (t *teller) whereReader(v flow.View) { t.sayPlace("voice.reader.", v.Housing.Reader) }

// reads tells that a card that is laid down can be read, now or in a moment.
func reads(s devices.State) bool {
	return s != devices.Unknown && s != devices.Absent && s != devices.OutOfService
}

// cardFailed says what the page says: after the last try, to go another way.
func (t *teller) cardFailed(v flow.View) {
	f := v.Failure
	t.say(f.Key + ".title")
	if f.Try > 0 && f.Left == 0 {
		t.say("card.last", "n", itoa(f.Try))
		return
	}
	t.say(f.Key + ".do")
	if f.Left > 0 {
		t.whereReader(v)
	}
	t.say("voice.card-failed")
}

func (t *teller) cardNotValid(v flow.View) {
	key, day := v.Card.NotValid, v.Card.Day
	t.say(key + ".title")
	t.say(key+".day", "date", t.words.SpokenLongDate(day))
	t.sayAll([]string{key + ".do", key + ".other", "voice.card-not-valid"})
}

func (t *teller) cardRead(v flow.View) {
	t.say("voice.card-read")
	if v.Card.LastFour != "" {
		t.say("voice.card-read.ending", "ending", t.ending(v.Card.LastFour))
	}
	t.sayAll(v.Card.Doubts)
	t.say("voice.card-read.next")
}

// filling asks the question and names the answers.
func (t *teller) filling(v flow.View) {
	q := v.Question
	t.say(q.Title)
	t.say(q.Help)
	switch q.Kind {
	case "choice":
		t.choices(q.Choices)
	case "digits", "id-number":
		t.say("voice.filling.digits")
	default:
		t.say("voice.filling.text")
	}
	for i, c := range q.Skips {
		if i == 0 {
			t.say("voice.filling.skips")
		}
		t.say(c.Title)
	}
}

// mostNamed is how many answers are read out: who hears more has forgotten the first.
const mostNamed = 10

func (t *teller) choices(all []flow.Choice) {
	switch {
	case len(all) == 0:
		t.say("question.unavailable")
		return
	case len(all) > mostNamed:
		t.say("voice.filling.many", "n", itoa(len(all)))
		return
	}
	t.say("voice.filling")
	for _, c := range all {
		if c.Text != "" {
			t.name(c.Text)
			continue
		}
		t.say(c.Title)
	}
}

// reviewing reads what was chosen. What was typed and where somebody lives is for
// her eyes; of a telephone the last four figures tell whether it is the right one.
func (t *teller) reviewing(v flow.View) {
	t.say("voice.reviewing")
	hidden := false
	for _, l := range v.Review {
		if l.Source == "card" || l.Source == "place" {
			continue
		}
		switch digits, masked := lastFour(l.Value.Reveal()); {
		case l.ValueKey != "":
			t.say("voice.answer", "label", t.words.T(l.Label), "value", t.words.T(l.ValueKey))
		case masked:
			t.say("voice.answer", "label", t.words.T(l.Label), "value", t.ending(digits))
		default:
			hidden = true
		}
	}
	if hidden {
		t.say("voice.reviewing.hidden")
	}
	t.say("voice.reviewing.next")
}

// lastFour are the figures that a masked telephone still shows.
func lastFour(masked string) (string, bool) {
	_, after, ok := strings.Cut(masked, "****")
	return after, ok && len(after) == 4 && strings.Trim(after, "0123456789") == ""
}
