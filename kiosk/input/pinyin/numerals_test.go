package pinyin_test

import "testing"

func TestNumbersAreWrittenAsOneReadsThem(t *testing.T) {
	c := inContext(t)
	for typed, want := range map[string]string{
		"sanqianerbaiyuan":                 "三千二百元",
		"yigongliangwansanqian":            "一共两万三千",
		"erlingerliunian":                  "二零二六年",
		"liushijiupingfangmi":              "六十九平方米",
		"yibailingwukuaiqian":              "一百零五块钱",
		"shiernian":                        "十二年",
		"wangxihuayuansandongerlingsanhao": "望溪花园三栋二零三号",
	} {
		got := offered(c, typed, 1)
		if want != "" && (len(got) == 0 || got[0] != want) {
			t.Errorf("%s became %v, not %s", typed, got, want)
		}
	}
}

func TestWordThatSoundsLikeANumberStaysAWord(t *testing.T) {
	c := inContext(t)
	for typed, want := range map[string]string{"qishi": "其实", "yisi": "意思", "qishibushi": "其实不是", "wushi": "五十"} {
		if got := offered(c, typed, 1); len(got) == 0 || got[0] != want {
			t.Errorf("%s became %v, not %s", typed, got, want)
		}
	}
}
