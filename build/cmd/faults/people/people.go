// Package people has the campaign's invented residents. It promises that each
// number gives the same person on every machine, that no two have the same
// telephone, and that Marks lists what of them must be readable nowhere. Sequence
// numbers 000 to 009 and streets called 样例 belong to nobody.
package people

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"

	"station365/kiosk"
	"station365/kiosk/personal"
)

// Person is one of them.
type Person struct{ Name, IDNumber, Address, Phone string }

var all = []Person{
	{Name: "李秀芸", IDNumber: "520102196804120022", Address: "贵阳市南明区样例路12号3栋2单元501号"},
	{Name: "王建国", IDNumber: "520102195101010020", Address: "贵阳市云岩区样例巷7号1单元302号"},
	{Name: "欧阳春梅", IDNumber: "520111199508230032", Address: "贵阳市花溪区样例镇上寨村2组7号"},
	{Name: "阿卜杜外力·麦麦提", IDNumber: "653101199103170050", Address: "喀什市样例乡3村4组18号"},
}

// Exchange begins the telephones of all of them; nothing else here does.
const Exchange = "1399000"

// Nth is the nth resident: one of few cards, with a telephone of their own.
func Nth(n int) Person {
	p := all[n%len(all)]
	p.Phone = fmt.Sprintf("%s%04d", Exchange, n%10000)
	return p
}

// Marks are the texts that say who somebody is.
func Marks() []string {
	marks := []string{Exchange}
	for _, p := range all {
		marks = append(marks, p.Name, p.IDNumber, p.Address)
	}
	return marks
}

// Fingerprint tells what was handed in from everything else without saying it.
func Fingerprint(matter kiosk.MatterID, answers map[string]personal.Value) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q", matter)
	for _, field := range slices.Sorted(maps.Keys(answers)) {
		fmt.Fprintf(h, "%q=%q", field, answers[field].Reveal())
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:16])
}
