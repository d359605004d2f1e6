package voice_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"station365/kiosk/flow"
	"station365/kiosk/voice"
	"station365/kiosk/words"
)

func TestAPageIsReadOnceWhenItOpens_NotAtEverySecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		for i := range 10 {
			v := at(flow.IdleWarning, flow.SoundMiddle)
			v.Left = time.Duration(30-i) * time.Second
			r.Show(v)
			time.Sleep(time.Second)
		}

		r.wants(t, "ten seconds of a countdown", "您还在吗")
		if r.player.account().played != 2 { // the bell and the sentence
			t.Errorf("%d sounds", r.player.account().played)
		}
	})
}

func TestPagesAreNotReadUntilSomebodyAsks_TheirSoundsAreHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.AwaitingCard, flow.SoundOff))
		r.Show(at(flow.CardRead, flow.SoundOff))
		time.Sleep(time.Second)
		r.wants(t, "while pages are silent")
		if r.player.account().played != 1 {
			t.Errorf("%d sounds for a card that was read, want its two notes", r.player.account().played)
		}

		v := at(flow.CardRead, flow.SoundMiddle) // asking turns reading on
		v.Hear = 1
		r.Show(v)
		time.Sleep(10 * time.Second)
		r.wants(t, "after asking", "可以取走", "对的话")
	})
}

func TestAskingWhileItSpeaksEndsIt_AskingAgainRepeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		v := at(flow.ReadingCard, flow.SoundMiddle)
		r.Show(v)
		r.wants(t, "the page", "正在读")

		time.Sleep(time.Second)
		r.Touched() // the finger comes down on the tool …
		r.Pressed()
		v.Hear = 1
		r.Show(v) // … and lifts
		time.Sleep(10 * time.Second)
		r.wants(t, "after asking for silence")
		if r.player.account().cut != 1 {
			t.Error("speech was not cut")
		}

		r.Touched()
		v.Hear = 2
		r.Show(v)
		r.wants(t, "after asking again", "正在读")
	})
}

func TestAnyTouchEndsSpeech_AndTheNextPageIsRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.Home, flow.SoundLoud))
		time.Sleep(time.Second)
		r.Touched()
		r.Pressed()
		synctest.Wait()
		if r.player.account().cut != 1 {
			t.Error("speech went on under a finger")
		}
		r.reader.said()

		r.Show(at(flow.Matters, flow.SoundLoud))
		time.Sleep(time.Second)
		r.wants(t, "the next page", "哪一件")
	})
}

func TestATickIsHeardOnlyWhenNothingElseSounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.CardRead, flow.SoundOff)) // two notes, 350 ms
		synctest.Wait()
		r.Pressed()
		time.Sleep(time.Second)
		if r.player.account().played != 1 {
			t.Errorf("%d sounds, want the two notes without a tick", r.player.account().played)
		}

		r.Pressed()
		time.Sleep(time.Second)
		if r.player.account().played != 2 {
			t.Errorf("%d sounds, want the tick", r.player.account().played)
		}
	})
}

func TestALoudspeakerThatFailsIsToldOnceAndTriedAgainAfterAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		r.player.set(errors.New("cannot find card '0'"), false)
		for range 50 {
			r.Pressed()
			time.Sleep(time.Second)
		}
		synctest.Wait()
		if !r.Mute() {
			t.Error("a loudspeaker that failed is said to work")
		}
		if n := strings.Count(r.log.String(), "does not work"); n != 1 || r.player.account().tries != 1 {
			t.Errorf("told %d times, tried %d times in 50 s\n%s", n, r.player.account().tries, r.log.String())
		}

		time.Sleep(11 * time.Second)
		r.player.set(nil, false)
		r.Pressed()
		time.Sleep(time.Second)
		r.stop()
		if r.player.account().played != 1 || r.Mute() || !strings.Contains(r.log.String(), "works again") {
			t.Errorf("after it was mended: %d sounds\n%s", r.player.account().played, r.log.String())
		}
	})
}

func TestALoudspeakerThatHangsIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		r.player.set(nil, true)
		r.Pressed()
		time.Sleep(4 * time.Second)
		r.stop()
		if r.player.account().cut != 1 || !strings.Contains(r.log.String(), "does not work") {
			t.Errorf("cut %d\n%s", r.player.account().cut, r.log.String())
		}
	})
}

func TestASpeechProgramThatFailsLeavesTheSounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		r.reader.fail = errors.New("no such program")
		r.Show(at(flow.Done, flow.SoundMiddle))
		time.Sleep(time.Second)
		r.Show(at(flow.Home, flow.SoundMiddle))
		time.Sleep(time.Second)
		r.stop()
		if !r.Mute() {
			t.Error("pages are said to be read")
		}
		if len(r.reader.said()) != 1 || r.player.account().played != 1 || strings.Count(r.log.String(), "does not work") != 1 {
			t.Errorf("played %d\n%s", r.player.account().played, r.log.String())
		}
	})
}

func TestACardLeftBehindIsAskedForEveryFiveSeconds_UntilItIsTaken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		for i := range 21 { // the session is over and its look forgotten: pages are silent again
			v := at(flow.TakeCard, flow.SoundOff)
			v.Left = time.Duration(60-i) * time.Second
			r.Show(v)
			time.Sleep(time.Second)
		}
		r.wants(t, "in twenty seconds", "请取走身份证", "请取走身份证", "请取走身份证", "请取走身份证", "请取走身份证")

		r.Show(at(flow.Welcome, flow.SoundOff))
		time.Sleep(time.Minute)
		r.wants(t, "after it was taken")
	})
}

func TestSoundsAreHalfAsLoudAtNight_IfTheClockIsTrusted(t *testing.T) {
	loud := func(v flow.View) (most int16) {
		synctest.Test(t, func(t *testing.T) {
			r := open(t)
			v.State = flow.Home
			r.Show(v)
			time.Sleep(20 * time.Second)
			r.stop()
			most = slices.Max(r.player.account().loudest)
		})
		return most
	}
	day, night, about := at("", flow.SoundLoud), at("", flow.SoundLoud), at("", flow.SoundLoud)
	night.Top.Now, about.Top.Now, about.Top.About = noon.Add(10*time.Hour), noon.Add(10*time.Hour), true
	soft := at("", flow.SoundSoft)

	if d, n, a, s := loud(day), loud(night), loud(about), loud(soft); n*2 != d || a != d || s*4 != d {
		t.Errorf("loudest by day %d, at night %d, with a clock nobody vouches for %d, softly %d", d, n, a, s)
	}
}

func TestALanguageSpeaksInItsOwnVoice_AlsoInMidPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.ReadingCard, flow.SoundMiddle))
		time.Sleep(10 * time.Second)
		r.wants(t, "Chinese", "正在读")
		v := at(flow.ReadingCard, flow.SoundMiddle)
		v.Look.Language = "en"
		r.Show(v)
		r.wants(t, "English", "do not move the card")
		if want := []string{"cmn-latn-pinyin", "en-us"}; !slices.Equal(r.reader.voices, want) {
			t.Errorf("voices %q", r.reader.voices)
		}
	})
}

func TestAChineseNameInAnEnglishSentenceIsSaidInChinese(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		v := at(flow.WhereTo, flow.SoundMiddle)
		v.Look.Language, v.Duty = "en", flow.Duty{Name: "王芳", Now: true}
		r.Show(v)
		time.Sleep(30 * time.Second)

		r.wants(t, "who is on duty", "Who is here", "王芳 ", "is on duty now.")
		if want := []string{"en-us", "cmn-latn-pinyin", "en-us"}; !slices.Equal(r.reader.voices, want) {
			t.Errorf("voices %q", r.reader.voices)
		}
		if r.player.account().played != 2 {
			t.Errorf("%d sounds, want two sentences", r.player.account().played)
		}
	})
}

func TestWhyAPlaceSleepsIsSaidAlone_WithTheBell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		v := at(flow.Filling, flow.SoundMiddle)
		v.Question = flow.Question{Title: "residence.reason.q", Kind: "choice"}
		r.Show(v)
		time.Sleep(20 * time.Second)
		r.wants(t, "the question", "主要为了什么", "可以选")

		v.Said = "bar.nothing-next"
		r.Show(v)
		time.Sleep(10 * time.Second)
		r.wants(t, "the reason", "这里没有下一步")

		v.Page = 1
		v.Said = ""
		r.Show(v)
		time.Sleep(10 * time.Second)
		r.wants(t, "the next page of the list", "第 2 页")
	})
}

func TestTheWelcomePageIsNotReadIntoAnEmptyRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.Welcome, flow.SoundMiddle))
		time.Sleep(10 * time.Second)
		r.wants(t, "nobody is here")

		v := at(flow.Welcome, flow.SoundMiddle)
		v.Hear = 1
		r.Show(v)
		r.wants(t, "somebody asks", "您好")
	})
}

func TestNoSoundWithoutALoudspeaker_NothingWaits(t *testing.T) {
	v := voice.New(voice.Opts{Words: []*words.Table{table(t, "zh-Hans")}})
	v.Show(at(flow.Done, flow.SoundLoud))
	v.Touched()
	v.Pressed()

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := v.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestWhoHeardHerPagesHearsThatHerDataAreGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := open(t)
		defer r.stop()
		r.Show(at(flow.Welcome, flow.SoundOff))
		gone := at(flow.Welcome, flow.SoundOff)
		gone.Wiped = "wiped.done"
		r.Show(at(flow.Done, flow.SoundOff))
		r.Show(gone)
		time.Sleep(10 * time.Second)
		r.wants(t, "after a silent session")

		r.Show(at(flow.ReadingCard, flow.SoundLoud))
		time.Sleep(10 * time.Second)
		r.Show(gone)
		r.wants(t, "after one that was read aloud", "正在读", "已清除您的信息")
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if last := r.player.account().loudest[len(r.player.account().loudest)-1]; last != 8000 {
			t.Errorf("said at %d, want it as loud as the pages before", last)
		}
	})
}
