package flow

import "station365/kiosk"

// isFrozen: the kiosk takes no new requests now. It is asked before anybody
// fills a form; a form that was begun before may still be handed in, if the store
// has room for it.
func (v *Visit) isFrozen(Event) bool { return v.flow.opts.Frozen() != "" }

// sayFrozen says why: the same reason as the page does.
func (v *Visit) sayFrozen(Event) { v.said = frozenKey(v.flow.opts.Frozen()) }

// frozenKey is the string key of a rule's reason.
func frozenKey(r kiosk.Rule) string { return "frozen." + string(r) }
