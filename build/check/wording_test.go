package check_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The rules of look.md 11 and services.md 4.5 that a machine can hold.

// mostInSentence is how many characters a sentence has at most that residents read
// or hear; what is filled in is not counted.
const mostInSentence = 15

var (
	sentenceEnd = regexp.MustCompile(`[。？；\n]`)
	filledIn    = regexp.MustCompile(`\{[a-z-]+\}`)
)

func TestSentencesAreShort(t *testing.T) {
	for key, text := range texts(t, "zh-Hans") {
		if isForLonger(key) {
			continue
		}
		tooLong := ""
		for _, sentence := range sentenceEnd.Split(text, -1) {
			bare := strings.NewReplacer("“", "", "”", "").Replace(filledIn.ReplaceAllString(sentence, ""))
			if utf8.RuneCountInString(strings.TrimSpace(bare)) > mostInSentence {
				tooLong = sentence
			}
		}
		if tooLong != "" {
			t.Errorf("%s: a sentence of more than %d characters: %s", key, mostInSentence, tooLong)
		}
	}
}

// isForLonger tells what is read with time: paper, whose lines are measured, and the
// technician's pages.
func isForLonger(key string) bool {
	return slices.ContainsFunc([]string{"receipt.", "poster.", "technician."}, func(p string) bool { return strings.HasPrefix(key, p) })
}

// never are words of offices and programs, with what people say instead.
var never = []struct{ pattern, instead string }{
	{`[!！]`, "nobody is shouted at"},
	{`请注意(?:$|[，：。])`, "say what to do"},
	{`(?:^|[，。？])亲[，~～]`, "您"},
	{`操作失败|系统繁忙|提交成功|保存成功`, "what happened: 没有读到, 没有网络, 交好了, 存好了"},
	{`会话|超时|逾期|用户|采集|办结|缺纸|异常|无效`, "primary-school words"},
	{`[你妳]`, "您"},
	{`点击|单击|登录|选项|界面`, "按, 点, 这一页"},
}

func TestWordsAreThoseOfNeighbours(t *testing.T) {
	for _, language := range []string{"zh-Hans", "en"} {
		for key, text := range texts(t, language) {
			for _, n := range never {
				if word := regexp.MustCompile(n.pattern).FindString(text); word != "" {
					t.Errorf("%s: %q: %s (%s)", key, word, text, n.instead)
				}
			}
		}
	}
}

// causes are families of keys of which each is a cause of its own: no two of a
// family may have the same words, or nobody knows what happened.
var causes = [][]string{
	{"trouble.network", "trouble.no-paper", "trouble.printer", "trouble.reader", "trouble.frozen"},
	{"trouble.*.short"},
	{"card.*.title", "find.broken.title", "card.no-reader"},
	{"card.*.do", "find.broken.do"},
	{"card.warning.*"},
	{"notprinted.no-paper", "notprinted.cover-open", "notprinted.error", "notprinted.absent", "notprinted.failed", "notprinted.unknown"},
	{"notkept.store", "notkept.full"},
	{"frozen.*"},
	{"form.*", "form.*.short", "question.choose", "question.type", "writing.choose-first", "writing.why-empty"},
	{"find.number-wrong", "find.code-shape", "find.no-match", "find.broken", "find.type-first", "find.code-first", "find.choose-first", "scan.*"},
	{"bar.no-way-back", "bar.nothing-next", "bar.nothing-to-restart", "bar.already-kept", "printing.why-not", "help.here"},
	{"status.*"},
	{"done.delivery.acknowledged", "done.delivery.quarantined", "done.delivery.queued"},
}

func TestDifferentCausesHaveDifferentWords(t *testing.T) {
	for _, language := range []string{"zh-Hans", "en"} {
		all := texts(t, language)
		for _, family := range causes {
			said := map[string]string{}
			for _, key := range keysOf(all, family) {
				long := strings.TrimSuffix(key, ".short")
				if other, same := said[all[key]]; same && other != long {
					t.Errorf("%s: %s and %s both say %q", language, other, key, all[key])
				}
				said[all[key]] = long
			}
		}
	}
}

// keysOf are the keys that a family's patterns name; * is one part of a key.
func keysOf(all map[string]string, patterns []string) (keys []string) {
	for _, pattern := range patterns {
		n := len(keys)
		for key := range all {
			if ok, _ := path.Match(strings.ReplaceAll(pattern, ".", "/"), strings.ReplaceAll(key, ".", "/")); ok {
				keys = append(keys, key)
			}
		}
		if len(keys) == n {
			keys = append(keys, "no key is like "+pattern)
		}
	}
	slices.Sort(keys)
	return keys
}

// causeWords are the words for a cause; every text that tells of it has them.
var causeWords = map[string][]string{
	"没有网络":   {"trouble.network", "trouble.network.short", "top.offline", "case.as-of", "case.as-of-unknown"},
	"打印机没有纸": {"trouble.no-paper", "trouble.no-paper.short", "notprinted.no-paper"},
	"读不了身份证": {"trouble.reader", "trouble.reader.short", "card.no-reader", "flowcard.no-reader", "flowcard.no-reader-short", "flowcard.by-hand"},
	"暂停受理":   {"frozen", "trouble.frozen", "trouble.frozen.short"},
	"机器存满了":  {"notkept.full", "callback.full"},
	"没有存好":   {"notkept.title", "voice.not-kept", "callback.not-kept"},
	"证件号不对":  {"form.id-number", "form.id-number.short"},
	"电话不对":   {"form.phone", "form.phone.short"},
}

func TestTheSameCauseHasTheSameWords(t *testing.T) {
	all := texts(t, "zh-Hans")
	for words, keys := range causeWords {
		for _, key := range keys {
			if !strings.Contains(all[key], words) {
				t.Errorf("%s does not say %q: %q", key, words, all[key])
			}
		}
	}
}
