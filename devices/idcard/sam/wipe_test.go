package sam

import (
	"bytes"
	"testing"

	"station365/devices/serial/serialtest"
)

func TestNothingOfACardStaysInTheBuffers(t *testing.T) {
	host, device := serialtest.Pipe()
	block := write(write(blank(' '), 0, "李秀芸"), 122, "520102196804120022")
	body := append([]byte{0, 0, 0x90, 1, 0, 4, 0}, block...)
	body = append(body, bytes.Repeat([]byte{0x57}, 1024)...)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = device.Read(make([]byte, 10))
		_, _ = device.Write(answerFrame(body...))
	}()
	talk := &talk{conn: host}

	a, err := talk.want(t.Context(), readText, swDone)
	<-done
	if err != nil {
		t.Fatal(err)
	}
	text, err := textBlock(a.data, 2)
	if err != nil || !bytes.Equal(text, block) {
		t.Fatalf("text block: %v", err)
	}
	a.wipe()

	for name, b := range map[string][]byte{"parser": talk.parser.buf[:cap(talk.parser.buf)], "receive": talk.buf[:], "answer": a.body, "text": text} {
		if !bytes.Equal(b, make([]byte, len(b))) {
			t.Errorf("the %s buffer still holds something", name)
		}
	}
}
