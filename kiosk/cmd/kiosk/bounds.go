package main

import (
	"fmt"
	"reflect"
)

// checkBounds holds the numbers of a table to the bounds that stand beside them, as
// `within:"10 to 90"`. The configuration and the centre's settings have the same.
func (e *configError) checkBounds(table string, fields any) {
	v := reflect.ValueOf(fields)
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if low, high, ok := boundsOf(f); ok {
			e.within(table+"."+f.Tag.Get("toml"), float64(v.Field(i).Int()), float64(low), float64(high))
		}
	}
}

func boundsOf(f reflect.StructField) (low, high int, ok bool) {
	text, ok := f.Tag.Lookup("within")
	if !ok {
		return 0, 0, false
	}
	if _, err := fmt.Sscanf(text, "%d to %d", &low, &high); err != nil {
		panic("bounds of " + f.Name + " are not `low to high`: " + text)
	}
	return low, high, true
}
