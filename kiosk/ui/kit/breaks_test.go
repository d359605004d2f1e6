package kit_test

import (
	"strings"
	"testing"

	"station365/kiosk/ui/kit"
)

func TestANumberStaysWithWhatItCounts(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	for _, c := range []struct {
		text  string
		whole []string
	}{
		{"不要紧。请把身份证拿起来，再平放一次，停 3 秒。", []string{"停 3 秒"}},
		{"居住登记的第 2 步，一共 8 步，大约 30 分钟", []string{"第 2 步", "8 步", "30 分"}},
		{"再过 24 秒，这一页会清空。办好要 5 个工作日。", []string{"24 秒", "5 个"}},
		{"不要紧，再平放一次，等二十四秒，星期一再来两趟，这是第三回。", []string{"一次", "二十四秒", "星期一", "两趟", "第三回"}},
		{"No problem. Lay it flat again and wait 3 seconds. There are 2 more tries.", []string{"3 seconds.", "2 more"}},
	} {
		for width := float32(28 * 6); width < 900; width += 5 {
			lines := strings.Join(k.Wrap(c.text, 28, width, false), "\n")

			for _, whole := range c.whole {
				if !strings.Contains(lines, whole) {
					t.Errorf("at %v %q is torn:\n%s", width, whole, lines)
				}
			}
			if strings.ReplaceAll(strings.ReplaceAll(lines, "\n", ""), " ", "") != strings.ReplaceAll(c.text, " ", "") {
				t.Errorf("at %v something is lost: %q", width, lines)
			}
		}
	}
}

func TestATelephoneAndATimeAreNoCount(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	for _, text := range []string{"0851-0000-0365 王芳", "10:49 送达", "S2-4821-5 done"} {
		number, word, _ := strings.Cut(text, " ")

		lines := k.Wrap(text, 28, k.Width(number, 28, false)+2, false)

		if len(lines) != 2 || lines[0] != number || lines[1] != word {
			t.Errorf("%q: %q", text, lines)
		}
	}
}

func TestACountThatNoLineHoldsBreaksAtItsSpace(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)

	lines := k.Wrap("wait 3 seconds", 28, k.Width("seconds", 28, false)+2, false)

	if strings.Join(lines, "|") != "wait 3|seconds" && strings.Join(lines, "|") != "wait|3|seconds" {
		t.Errorf("%q", lines)
	}
}

func TestNoLineEndsWithOneLetterBehindAPause(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	text := "这不怪您，请换个办法。手上有新证的话，请现在放新证，别着急。"

	for width := float32(28 * 4); width < 700; width += 3 {
		for _, line := range k.Wrap(text, 28, width, false) {
			r := []rune(line)
			if len(r) > 2 && strings.ContainsRune("，。", r[len(r)-2]) {
				t.Errorf("at %v a line ends so: %q", width, line)
			}
		}
	}
}

// Of the widths at which the plain wrapping leaves a letter or two alone, each parts
// the text at its pause.
func TestALastLetterAlone_TheTextPartsAtItsPause(t *testing.T) {
	k := newKit(t, kit.Standard, kit.Light)
	const text = "这台机器只存一份，加了密，送到中心一天后删掉。"
	found := false
	for width := float32(28 * 20); width < 28*23; width += 2 {
		plain := k.Wrap(text, k.Size(kit.Body), width, false)
		if last := []rune(plain[len(plain)-1]); len(plain) != 2 || len(last) > 2 {
			continue
		}
		found = true
		d := k.NewDrawing()
		d.Box(k.Text(kit.Body, text), kit.Rect{W: width, H: 400})
		if lines := drawnLines(d); !strings.HasSuffix(lines[0], "，") {
			t.Errorf("at %v %q", width, lines)
		}
	}
	if !found {
		t.Error("no width leaves a letter alone")
	}
}
