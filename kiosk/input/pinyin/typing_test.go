package pinyin_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"station365/kiosk/input/pinyin"
)

// shortened is words that people abbreviate, by their first letters.
var shortened = map[string]string{
	"jmwyh": "居民委员会", "zgr": "中国人", "sfz": "身份证", "jzz": "居住证", "pcs": "派出所",
	"wygs": "物业公司", "ylbx": "医疗保险", "cjz": "残疾证", "hkb": "户口本", "tcw": "停车位",
	"yyzz": "营业执照", "xq": "小区", "wm": "我们", "zmb": "怎么办", "ljt": "垃圾桶", "xsd": "下水道",
	"ddc": "电动车", "lnr": "老年人", "gjj": "公积金", "txj": "退休金", "sbk": "社保卡", "ybk": "医保卡",
	"bzd": "不知道", "fcz": "房产证", "jhz": "结婚证", "xftd": "消防通道", "ywh": "业委会", "nmq": "南明区",
	"jzdj": "居住登记", "ldht": "劳动合同", "flyz": "法律援助", "rmtj": "人民调解", "gzf": "公租房",
	"xx": "谢谢", "qw": "请问", "cpy": "翠屏苑", "yspxq": "油杉坡小区", "jumwyh": "居民委员会",
	"shenfz": "身份证", "laodht": "劳动合同", "yangl": "养老", "diant": "电梯", "xiaofangtd": "消防通道",
}

func TestFirstLettersAreEnoughForAWord(t *testing.T) {
	c := inContext(t)
	first, five := 0, 0
	for _, typed := range slices.Sorted(maps.Keys(shortened)) {
		switch at := slices.Index(offered(c, typed, 10), shortened[typed]); {
		case at == 0:
			first++
			five++
		case at > 0 && at < 5:
			five++
		default:
			t.Logf("%s: %s at %d", typed, shortened[typed], at)
		}
	}
	t.Logf("%d abbreviations: first %d, within five %d", len(shortened), first, five)
	if n := len(shortened); first < n*7/10 || five < n*9/10 {
		t.Errorf("of %d first %d, within five %d", n, first, five)
	}
}

// retyped is the samples as somebody types them who changes syllables so.
func retyped(list []sample, change func(i int, syll string) string) []sample {
	var other []sample
	for _, s := range list {
		o := sample{text: s.text}
		for i, syll := range s.sylls {
			o.sylls = append(o.sylls, change(i, syll))
		}
		other = append(other, o)
	}
	return other
}

// southern says every sound as it is said where zh is z, n is l and ing is in.
func southern(_ int, syll string) string {
	syll = strings.NewReplacer("zh", "z", "ch", "c", "sh", "s").Replace(syll)
	if strings.HasSuffix(syll, "ing") || strings.HasSuffix(syll, "eng") {
		syll = strings.TrimSuffix(syll, "g")
	}
	if strings.HasPrefix(syll, "n") {
		syll = "l" + syll[1:]
	}
	return syll
}

// forgetful leaves one letter out, which is not the first of a syllable, in one
// syllable of each text.
func forgetful(list []sample, which int) []sample {
	var all []sample
	for _, s := range list {
		o := sample{text: s.text, sylls: slices.Clone(s.sylls)}
		at := len(o.sylls) * which / 4
		if n := len(o.sylls[at]); n > 1 {
			cut := n - 1 - which%2*(n-2)
			o.sylls[at] = o.sylls[at][:cut] + o.sylls[at][cut+1:]
			all = append(all, o)
		}
	}
	return all
}

func TestWhatIsTypedInOtherWaysIsMeasured(t *testing.T) {
	knowing, south := inContext(t), inContext(t)
	south.SetFuzzy(pinyin.FuzzySouth)
	short := func(from int) func(int, string) string {
		return func(i int, syll string) string {
			if i >= from {
				return syll[:1]
			}
			return syll
		}
	}
	list := written(t, heldOut)["phrase"]
	for _, way := range []struct {
		name        string
		c           *pinyin.Composer
		list        []sample
		first, five float64
	}{
		{"every sound of the south, setting on", south, retyped(list, southern), 60, 80},
		{"typed right, setting on", south, list, 65, 85},
		{"one letter forgotten early", knowing, forgetful(list, 1), 50, 65},
		{"one letter forgotten late", knowing, forgetful(list, 3), 50, 65},
		{"from the fifth syllable first letters", knowing, retyped(list, short(4)), 15, 30},
	} {
		first, five := rates(t, way.c, way.list)
		t.Logf("held-out.tsv, %s: first %.1f %%, within five %.1f %%", way.name, first, five)
		if first < way.first || five < way.five {
			t.Errorf("%s: first %.1f %%, within five %.1f %%", way.name, first, five)
		}
	}
}
