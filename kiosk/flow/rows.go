package flow

import (
	"reflect"
	"runtime"
	"strings"
)

// Row is one row of the table as documents show it. When and Do are the names of
// the guard and the action, "" for none; To is a state or one of Stay, Covered.
type Row struct {
	From State
	On   Kind
	When string
	Do   string
	To   State
}

// Places in a Row that are no states.
const (
	Anywhere = anywhere
	Covered  = covered
	Stay     = stay
)

// Rows is the whole table in its order.
func Rows() []Row {
	out := make([]Row, len(table))
	for i, r := range table {
		out[i] = Row{From: r.from, On: r.on, When: methodName(r.when), Do: methodName(r.do), To: r.to}
	}
	return out
}

// methodName is the name of a method of Visit, as the code has it.
func methodName(method any) string {
	v := reflect.ValueOf(method)
	if v.IsNil() {
		return ""
	}
	full := runtime.FuncForPC(v.Pointer()).Name()
	return full[strings.LastIndex(full, ".")+1:]
}
