package idcard

// What does not fit together on a card, as stable keys. None of them makes a
// reading fail: real cards have such faults, and their holders cannot help it.
const (
	CheckDigitWrong = "id-check-digit"         // GB 11643
	BirthDiffers    = "birth-differs"          // from the number
	SexDiffers      = "sex-differs"            // from the number
	BirthBlank      = "birth-blank"            //
	ValidFromBlank  = "valid-from-blank"       //
	ValidFromOdd    = "valid-from-malformed"   // no day of the calendar
	ValidUntilBlank = "valid-until-blank"      //
	ValidUntilOdd   = "valid-until-malformed"  //
	ValidityTurned  = "validity-turned"        // ends before it begins
	TextDamaged     = "text-damaged"           // half a character
	NewestUnread    = "newest-address-unread"  // the printed address is given instead
	NewestSeveral   = "newest-address-several" // which of them is the last is the maker's secret
	DivisionUnknown = "division-unknown"       // GB/T 2260
	NationUnknown   = "nationality-unknown"    // GB/T 2659
	EthnicUnknown   = "ethnic-group-unknown"   // neither GB/T 3304 nor the local table
)

// Warnings lists every key that a Card may carry.
func Warnings() []string {
	return []string{CheckDigitWrong, BirthDiffers, SexDiffers, BirthBlank, ValidFromBlank, ValidFromOdd, ValidUntilBlank, ValidUntilOdd,
		ValidityTurned, TextDamaged, NewestUnread, NewestSeveral, DivisionUnknown, NationUnknown, EthnicUnknown}
}
