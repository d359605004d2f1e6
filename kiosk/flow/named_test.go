package flow

import (
	"testing"
	"testing/synctest"
)

func TestEnglishSession_ThePersonOnDutyHasANameThatCanBeRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := open(t)
		defer d.close()
		d.flow.opts.Languages = []string{"zh-Hans", "en"}
		chinese := d.do(pick(Start, ""), pick(OpenWhere, ""))

		english := d.do(pick(SetLanguage, "en"))

		if chinese.Duty.Name != "李敏" || english.Duty.Name != "Ms Li" || english.Top.Community != "Shanan" {
			t.Errorf("%q in Chinese, %q of %q in English", chinese.Duty.Name, english.Duty.Name, english.Top.Community)
		}
		for _, day := range english.Week {
			for _, name := range day.Names {
				if name != "Ms Wang" && name != "Ms Li" && name != "Mr Zhao" {
					t.Errorf("%s is here on %s", name, day.Day.Weekday())
				}
			}
		}
		if back := d.do(pick(SetLanguage, "zh-Hans")); back.Duty.Name != "李敏" {
			t.Errorf("back in Chinese she is called %q", back.Duty.Name)
		}
	})
}
