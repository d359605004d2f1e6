package station_test

import (
	"os"
	"strings"
	"testing"

	"station365/kiosk/station"
)

func TestAProfileSaysItsNamesInAnotherLanguage(t *testing.T) {
	p := profile(t)

	for text, want := range map[string]string{"王芳": "Ms Wang", "沙南社区": "Shanan", "欧阳修": "欧阳修"} {
		if got := p.Say("en", text); got != want {
			t.Errorf("%s is called %q, want %q", text, got, want)
		}
		if got := p.Say("zh-Hans", text); got != text {
			t.Errorf("in its own language %s is called %q", text, got)
		}
	}
}

func TestATranslationThatNoPageHasRoomForIsRefusedWithItsKey(t *testing.T) {
	text, err := os.ReadFile("../../assets/station/shanan.json")
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Replace(string(text), `"Ms Wang"`, `"Madam Wang Fang"`, 1)

	_, err = station.Read(strings.NewReader(long))

	if err == nil || !strings.Contains(err.Error(), "in.en.王芳: found 15 letters; allowed: 1 to 9") {
		t.Errorf("got %v", err)
	}
}
