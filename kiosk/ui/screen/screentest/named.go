package screentest

import "station365/kiosk/flow"

// latin is how the samples' station is called by who reads no Chinese; some of it is
// as long as a profile may have it.
var latin = map[string]string{
	"沙南社区": "Shanan", "365民情服务站": "Station 365", "在您右手边的窗口": "right window",
	"王芳": "Ms Wang", "赵志国": "Mr Zhao", "欧阳赵志国": "Mr Ouyang",
	"邻里坝坝茶和写春联": "Tea with neighbours", "二楼东边的大活动室": "east hall, first floor",
}

// In is a sample as the kiosk shows it in a language.
func In(language string, v flow.View) flow.View {
	if language == "zh-Hans" {
		return v
	}
	return v.Named(func(text string) string {
		if other := latin[text]; other != "" {
			return other
		}
		return text
	})
}
