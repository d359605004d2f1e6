package main

import (
	"bytes"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"station365/kiosk/store"
)

func (o *outpost) proof(number string) (code int, said string) {
	var b bytes.Buffer
	code = run([]string{"proof", "--config", o.config, "--case", number}, &b, &b)
	return code, b.String()
}

func TestCentreHasSignedThatItHasACase_TheSignatureIsVerifiedAgain(t *testing.T) {
	o := newOutpost(t)
	first := o.handIn(1)
	o.handIn(2)
	o.call("export", "--to", o.stick)
	o.toCentre()
	o.call("import", "--from", o.stick)
	waits := o.handIn(1)

	code, said := o.proof(string(first.Number))

	if code != exitOK || !strings.Contains(said, "the signature is good") {
		t.Errorf("acknowledged: %d %s", code, said)
	}
	if code, said := o.proof(string(waits.Number)); code != exitFailed || !strings.Contains(said, errNoProof.Error()) {
		t.Errorf("not acknowledged: %d %s", code, said)
	}
	if code, said := o.proof("S2-0001-1"); code != exitUsage {
		t.Errorf("mistyped: %d %s", code, said)
	}
}

func TestSomebodyChangesTheCentresWordOnTheDisk_ItProvesNothing(t *testing.T) {
	o := newOutpost(t)
	k := o.handIn(1)
	o.call("export", "--to", o.stick)
	o.toCentre()
	o.call("import", "--from", o.stick)
	db := must[*sql.DB](t)(sql.Open("sqlite", filepath.Join(o.state, store.File)))
	var word []byte
	if err := db.QueryRow(`SELECT word FROM proofs`).Scan(&word); err != nil {
		t.Fatal(err)
	}
	must[sql.Result](t)(db.Exec(`UPDATE proofs SET word = ?`, saysMore(t, word)))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	code, said := o.proof(string(k.Number))

	if code != exitFailed || !strings.Contains(said, errNoProof.Error()) {
		t.Errorf("%d %s", code, said)
	}
}

// saysMore has a word acknowledge more than was signed.
func saysMore(t *testing.T, word []byte) []byte {
	t.Helper()
	var envelope map[string]any
	if err := json.Unmarshal(word, &envelope); err != nil {
		t.Fatal(err)
	}
	data := must[[]byte](t)(base64.StdEncoding.DecodeString(envelope["data_base64"].(string)))
	more := bytes.Replace(data, []byte(`"through":1`), []byte(`"through":9`), 1)
	if bytes.Equal(more, data) {
		t.Fatalf("nothing is changed in %s", data)
	}
	envelope["data_base64"] = base64.StdEncoding.EncodeToString(more)
	return must[[]byte](t)(json.Marshal(envelope))
}
