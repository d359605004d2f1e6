package wire

// Topics are the five topics of one kiosk. No topic carries personal data and
// no status of a case is ever a topic or a retained message.
type Topics struct {
	Up    string `json:"up"`    // kiosk -> centre: records
	Ack   string `json:"ack"`   // centre -> kiosk: acknowledgements
	Down  string `json:"down"`  // centre -> kiosk: what happened to cases
	Hello string `json:"hello"` // kiosk -> centre: on every connection
	State string `json:"state"` // kiosk -> centre: here or gone (last will)
}

// The two things said on the state topic.
const (
	StateHere = "here"
	StateGone = "gone"
)

// TopicsOf names the topics of a kiosk in a community.
func TopicsOf(community, kiosk string) Topics {
	base := "v1/" + community + "/" + kiosk + "/"
	return Topics{Up: base + "up", Ack: base + "ack", Down: base + "down", Hello: base + "hello", State: base + "state"}
}
