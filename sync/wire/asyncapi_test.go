package wire

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// node is a part of the AsyncAPI file.
type node = map[string]any

func contract(t *testing.T) node {
	t.Helper()
	b, err := os.ReadFile("asyncapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var n node
	if err := yaml.Unmarshal(b, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// at walks down the names of a path, and follows a reference at its end.
func at(t *testing.T, all node, path ...string) node {
	t.Helper()
	n := all
	for _, name := range path {
		next, ok := n[name].(node)
		if !ok {
			t.Fatalf("asyncapi.yaml has no %s", strings.Join(path, "/"))
		}
		n = next
	}
	if ref, is := n["$ref"].(string); is {
		return at(t, all, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	return n
}

func TestContractNamesEveryTopicAndNoOther(t *testing.T) {
	all := contract(t)
	topics := TopicsOf("{community}", "{kiosk}")
	want := []string{topics.Up, topics.Ack, topics.Down, topics.Hello, topics.State, CallTopic("{community}", "{kiosk}"), CallWordTopic("{community}", "{kiosk}")}
	for _, kind := range DocumentKinds() {
		want = append(want, DocumentTopic("{community}", "{kiosk}", kind))
	}

	var got []string
	for name := range at(t, all, "channels") {
		got = append(got, at(t, all, "channels", name)["address"].(string))
	}

	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the contract has\n%v\nthe code\n%v", got, want)
	}
}

func TestContractNamesTheTypesAndLimitsOfTheCode(t *testing.T) {
	all := contract(t)
	for message, kind := range map[string]string{"hello": TypeHello, "acknowledgement": TypeAcknowledgement, "down": TypeDown, "document": TypeDocument, "call": TypeCall, "callword": TypeCallWord} {
		if got := at(t, all, "components", "messages", message)["name"]; got != kind {
			t.Errorf("%s is %v there and %s here", message, got, kind)
		}
	}
	for where, limit := range map[string]int{"batch": MaxBatch, "hello/properties/documents": maxKinds, "standing/properties/reasons": MaxReasons,
		"acknowledgement/properties/beyond": MaxBeyond, "acknowledgement/properties/quarantined": MaxQuarantined} {
		if got := at(t, all, append([]string{"components", "schemas"}, strings.Split(where, "/")...)...)["maxItems"]; got != limit {
			t.Errorf("%s: %v there and %d here", where, got, limit)
		}
	}
}

func TestContractHasTheFieldsOfTheCode(t *testing.T) {
	all := contract(t)
	for schema, of := range map[string]any{"record": envelope{}, "payload": payload{}, "signed": signedEnvelope{}, "hello": Hello{}, "standing": Standing{},
		"acknowledgement": Acknowledgement{}, "span": Span{}, "quarantined": Quarantined{}, "down": Down{}, "document": Document{}, "call": Call{}, "callword": CallWord{}} {
		var fields, required []string
		for f := range reflect.TypeOf(of).Fields() {
			name, more, _ := strings.Cut(f.Tag.Get("json"), ",")
			fields = append(fields, name)
			if more != "omitempty" {
				required = append(required, name)
			}
		}
		there := at(t, all, "components", "schemas", schema)
		var must []string
		for _, name := range there["required"].([]any) {
			must = append(must, name.(string))
		}
		slices.Sort(fields)
		slices.Sort(required)
		slices.Sort(must)
		if known := slices.Sorted(maps.Keys(there["properties"].(node))); !slices.Equal(fields, known) || !slices.Equal(required, must) {
			t.Errorf("%s: there %v, of these always %v; here %v, always %v", schema, known, must, fields, required)
		}
	}
}

func TestGoldenMessagesAreAsTheContractSays(t *testing.T) {
	all := contract(t)
	for file, message := range map[string]string{"batch": "batch", "hello": "hello", "acknowledgement": "acknowledgement", "down": "down", "document": "document", "call": "call", "callword": "callword"} {
		b, err := os.ReadFile(filepath.Join("testdata", file+".json"))
		if err != nil {
			t.Fatal(err)
		}
		v := decodeAny(t, b)
		m := at(t, all, "components", "messages", message)
		for _, fault := range faultsOf(t, all, m["payload"].(node), v, file) {
			t.Error(fault)
		}
		data, signed := m["x-data"].(node)
		if !signed {
			continue
		}
		inner, err := base64.StdEncoding.DecodeString(v.(node)["data_base64"].(string))
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range faultsOf(t, all, data, decodeAny(t, inner), file+" data") {
			t.Error(fault)
		}
	}
	if f := faultsOf(t, all, node{"$ref": "#/components/schemas/span"}, node{"from": "x", "colour": true}, "control"); len(f) != 4 {
		t.Errorf("a message with four faults has %v", f)
	}
}

func decodeAny(t *testing.T, b []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// faultsOf checks a value against as much of JSON Schema as the contract uses,
// and that no field stands in it that the contract does not know.
func faultsOf(t *testing.T, all, schema node, v any, where string) (faults []string) {
	t.Helper()
	if ref, is := schema["$ref"].(string); is {
		schema = at(t, all, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	fault := func(format string, args ...any) {
		faults = append(faults, where+": "+fmt.Sprintf(format, args...))
	}
	if kind, is := schema["type"].(string); is && kind != kindOf(v) {
		fault("%s instead of %s", kindOf(v), kind)
		return faults
	}
	if allowed, is := schema["enum"].([]any); is && !slices.Contains(allowed, v) {
		fault("%v is none of %v", v, allowed)
	}
	switch v := v.(type) {
	case string:
		if limit, is := schema["maxLength"].(int); is && len(v) > limit {
			fault("%d bytes, more than %d", len(v), limit)
		}
	case []any:
		if limit, is := schema["maxItems"].(int); is && len(v) > limit {
			fault("%d items, more than %d", len(v), limit)
		}
		for i, item := range v {
			faults = append(faults, faultsOf(t, all, schema["items"].(node), item, fmt.Sprintf("%s[%d]", where, i))...)
		}
	case node:
		properties, described := schema["properties"].(node)
		if !described {
			return faults
		}
		for _, name := range schema["required"].([]any) {
			if _, there := v[name.(string)]; !there {
				fault("%v is missing", name)
			}
		}
		for name, value := range v {
			property, known := properties[name].(node)
			if !known {
				fault("%s is not known", name)
				continue
			}
			faults = append(faults, faultsOf(t, all, property, value, where+"."+name)...)
		}
	}
	return faults
}

func kindOf(v any) string {
	switch v := v.(type) {
	case string:
		return "string"
	case bool:
		return "boolean"
	case float64:
		if v == float64(int64(v)) {
			return "integer"
		}
		return "number"
	case []any:
		return "array"
	case node:
		return "object"
	}
	return "null"
}
