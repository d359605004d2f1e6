package voice_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"station365/devices"
	"station365/kiosk/flow"
	"station365/kiosk/voice"
	"station365/kiosk/words"
)

var clip = wavOf(8000, slices.Repeat([]int16{100}, 24000)) // three seconds

func TestAClipIsPlayedInsteadOfTheProgram_NotForALineThatIsFilledIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files := fstest.MapFS{"zh-Hans/voice.find-case.wav": {Data: clip}, "zh-Hans/find.by-card.wav": {Data: []byte("no sound")},
			"zh-Hans/voice.number.wav": {Data: clip}, "en/find.by-number.wav": {Data: clip}}
		player, reader := &loudspeaker{t: t}, &reader{}
		r := &room{player: player, reader: reader}
		r.openWith(t, voice.Opts{Words: []*words.Table{table(t, "zh-Hans")}, Player: player, Speaker: reader, Clips: voice.NewClips(files)})
		defer r.stop()

		find := at(flow.FindCase, flow.SoundLoud)
		find.Reader = devices.Ready
		r.Show(find)
		time.Sleep(20 * time.Second)

		r.wants(t, "what has no good clip", "放身份证查", "按号码查")
		if player.account().played != 3 || player.account().loudest[0] != 100 {
			t.Errorf("played %d, loudest %d", player.account().played, player.account().loudest)
		}
		if !strings.Contains(r.log.String(), "find.by-card") {
			t.Error("the bad clip is not told")
		}
	})
}

func TestALanguageWithoutAProgramsVoiceSpeaksByClips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		miao, err := words.Load(fstest.MapFS{"hmn.json": {Data: []byte(`{"voice.reading-card": "Thov tos"}`)}}, "hmn")
		if err != nil {
			t.Fatal(err)
		}
		player, reader := &loudspeaker{t: t}, &reader{}
		r := &room{player: player, reader: reader}
		r.openWith(t, voice.Opts{Words: []*words.Table{miao}, Player: player, Speaker: reader,
			Clips: voice.NewClips(fstest.MapFS{"hmn/voice.reading-card.wav": {Data: clip}})})
		defer r.stop()

		r.Show(at(flow.ReadingCard, flow.SoundMiddle))
		time.Sleep(10 * time.Second)

		r.wants(t, "without a voice")
		if player.account().played != 1 {
			t.Errorf("played %d", player.account().played)
		}
	})
}

func TestTheReportCountsAndNamesWhatHasNoClip(t *testing.T) {
	w := table(t, "zh-Hans")
	keys := voice.Keys(w, []string{"residence.reason.q", "card.last", "no.such"})
	if !slices.Contains(keys, "voice.home") || !slices.Contains(keys, "residence.reason.q") || slices.Contains(keys, "card.last") ||
		slices.Contains(keys, "voice.program") || slices.Contains(keys, "voice.number") {
		t.Errorf("keys %v", keys)
	}

	missing, have := voice.NewClips(fstest.MapFS{"zh-Hans/voice.home.wav": {Data: clip}, "zh-Hans/voice.welcome.wav": {Data: []byte("?")}}).Missing("zh-Hans", keys)

	if have != 1 || len(missing) != len(keys)-1 || !slices.ContainsFunc(missing, func(s string) bool { return strings.HasPrefix(s, "voice.welcome (not a WAV") }) {
		t.Errorf("%d have one, missing %v", have, missing)
	}
}
