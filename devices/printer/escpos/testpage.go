package escpos

import (
	"fmt"
	"image"
	"strings"

	"station365/devices/printer"
	"station365/devices/printer/typeset"
)

// What the test page shows. The known line is in every printer's font; the rare
// ones are in the two-byte part that some lack, and in no printer's at all.
const (
	knownLine = "沙南社区365，“欢迎”—·"
	rareLine  = "堃喆犇镕昇翀"
	drawnMark = "㼆𠮷" // whatever stands beside them is drawn
	testCode  = "S365/test"
)

// TestPage is what a technician prints to see whether the printer is set as o says:
// encoding, width, weights, sizes, both ways of a code, characters that printers
// lack, and the knife.
func TestPage(o Opts) printer.Page {
	p := papers[o.Width]
	t := testPage{}
	t.text(printer.Text{Text: "打印测试", Size: printer.Large, Bold: true, Align: printer.Centre})
	t.pair("设置", fmt.Sprintf("%s %s %d", o.Width, o.Encoding, o.Baud))
	t.rule(false)
	t.say("宽度：尺子两头的竖线都看得见，下面的数字正好一行")
	t.picture(ruler(p))
	t.say(digits(p.dots))
	t.rule(true)
	t.say("编码：两行一样。上一行乱，就换 encoding")
	t.say(knownLine)
	t.say(knownLine + drawnMark)
	t.say("字库：上一行缺字或是错字，就设 encoding = raster")
	t.say(rareLine)
	t.say(rareLine + drawnMark)
	t.rule(true)
	t.text(printer.Text{Lead: "粗体", Text: " 细体 123"})
	t.text(printer.Text{Text: "中号 123", Size: printer.Large})
	t.text(printer.Text{Text: "大号 8", Size: printer.Huge, Bold: true, Align: printer.Centre})
	t.text(printer.Text{Text: "黑底白字，不糊", Inverse: true, Bold: true})
	t.text(printer.Text{Text: "靠右", Align: printer.Right})
	t.rule(true)
	t.say("二维码：手机扫两个都出 " + testCode + "。只有第二个，就设 qr = raster")
	t.add(printer.Block{QR: &printer.QR{Data: testCode}})
	t.picture(drawnCode(p.dots))
	t.rule(false)
	t.say("切刀：纸在这行下面切开，字不缺")
	t.add(printer.Block{Feed: 4})
	return printer.Page{Blocks: t}
}

// testPage is the page being written.
type testPage []printer.Block

func (t *testPage) add(b printer.Block) { *t = append(*t, b) }
func (t *testPage) text(x printer.Text) { t.add(printer.Block{Text: &x}) }
func (t *testPage) say(words string)    { t.text(printer.Text{Text: words}) }
func (t *testPage) rule(dashed bool)    { t.add(printer.Block{Rule: &printer.Rule{Dashed: dashed}}) }
func (t *testPage) pair(label, value string) {
	t.add(printer.Block{Pair: &printer.Pair{Label: label, Value: value}})
}
func (t *testPage) picture(b *typeset.Bitmap) {
	t.add(printer.Block{Image: &printer.Image{Picture: b.Image()}})
}

// ruler has a line at each millimetre, longer ones at five and ten, and one at
// either end of what the head can print.
func ruler(p paper) *typeset.Bitmap {
	const one, five, ten, thick = 8, 14, 24, 2
	b := typeset.NewBitmap(p.dots, ten)
	line := func(x, high int) { b.Fill(image.Rect(x, ten-high, x+thick, ten), true) }
	for mm := 0; ; mm++ {
		x := int(float64(mm) * p.perMM)
		if x >= p.dots {
			break
		}
		switch {
		case mm%10 == 0:
			line(x, ten)
		case mm%5 == 0:
			line(x, five)
		default:
			line(x, one)
		}
	}
	line(p.dots-thick, ten)
	b.Fill(image.Rect(0, ten-thick, p.dots, ten), true)
	return b
}

// digits fill one line of the printer's own half-wide letters.
func digits(dots int) string {
	const margins = 24
	n := (dots - margins) / typeset.HalfCell
	return strings.Repeat("1234567890", n/10+1)[:n]
}

// drawnCode is drawn by us, on every printer.
func drawnCode(dots int) *typeset.Bitmap {
	code, err := typeset.Encode(testCode, 6, dots)
	if err != nil {
		return typeset.NewBitmap(8, 1) // so short a text fits every paper
	}
	const quiet = 24
	b := typeset.NewBitmap(code.Dots(), code.Dots()+2*quiet)
	b.Draw(code.Bitmap(), at(0, quiet))
	return b
}
