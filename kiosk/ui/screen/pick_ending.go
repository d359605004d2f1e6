package screen

// Ending picks the pages from the confirmation on, and those that end a session;
// nil if it is none.
func Ending(p Page) Screen { return nil }
