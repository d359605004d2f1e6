package flow

import (
	"reflect"
	"unsafe"

	"station365/kiosk/catalogue"
	"station365/kiosk/personal"
)

// search goes through everything that v leads to. look is asked about each
// thing; where it says true nothing below is visited.
func search(v reflect.Value, seen map[uintptr]bool, look func(reflect.Value) bool) {
	if !v.IsValid() || v.Type() == reflect.TypeFor[*Flow]() || v.Type() == reflect.TypeFor[catalogue.Matter]() || look(v) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return
		}
		seen[v.Pointer()] = true
		search(v.Elem(), seen, look)
	case reflect.Interface:
		search(v.Elem(), seen, look)
	case reflect.Struct:
		if v.Type().PkgPath() == "context" {
			return
		}
		for i := range v.NumField() {
			search(v.Field(i), seen, look)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			search(v.Index(i), seen, look)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			search(k, seen, look)
			search(v.MapIndex(k), seen, look)
		}
	}
}

// readable copies a value out of a private field, where reflect shows it and
// lets nobody use it.
func readable(v reflect.Value) (p personal.Value) {
	type shape struct{ t unsafe.Pointer }
	*(*shape)(unsafe.Pointer(&p)) = shape{v.Field(0).UnsafePointer()}
	return p
}
