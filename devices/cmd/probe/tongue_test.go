package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"station365/devices"
	"station365/devices/idcard/sam"
	"station365/devices/printer"
	"station365/devices/printer/escpos"
	linescanner "station365/devices/scanner/line"
)

// saidInSources are the phrases that this program's own sources say.
func saidInSources(t *testing.T) (said []string) {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := saidBy(n); ok {
				said = append(said, s)
			}
			return true
		})
	}
	return said
}

// saidBy is the phrase of one call of those that say something.
func saidBy(n ast.Node) (text string, ok bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok || !slices.Contains([]string{"say", "inWords", "phrase", "line", "column"}, name) {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil && hasWords.MatchString(verbs.ReplaceAllString(text, ""))
}

var (
	verbs    = regexp.MustCompile(`%[-0-9.]*[a-z]`)
	hasWords = regexp.MustCompile(`[A-Za-z]{2}`)
)

// saidByDrivers are the explanations, states and kinds that come from elsewhere.
func saidByDrivers() (said []string) {
	add := func(texts ...string) { said = append(said, texts...) }
	for _, code := range append(sam.Codes(), "R-80", "R-90", "R-91", "R-9F", "R-EE") {
		add(both(sam.Explain(code))...)
	}
	for n := range 100 {
		add(both(linescanner.Explain(fmt.Sprintf("Q-%02d", n)))...)
		code := fmt.Sprintf("P-%02d", n)
		add(escpos.Explain(code), nextForPrinter[code])
	}
	for _, s := range []devices.State{devices.Unknown, devices.Absent, devices.Starting, devices.Ready, devices.Attention, devices.OutOfService} {
		add(string(s))
	}
	for _, s := range []printer.Status{printer.Ready, printer.PaperLow, printer.NoPaper, printer.CoverOpen, printer.Fault, printer.Absent, printer.Unknown} {
		add(string(s))
	}
	add(aReader, aPrinter, aScanner, unknown, noPort, "reader", "printer", "scanner")
	add("says nothing of jobs", "confirms jobs by process id", "confirms jobs by ordered status", "answers questions",
		"jobs are reckoned by time", "reports changes by itself", "draws codes itself", "codes are drawn for it")
	return slices.DeleteFunc(said, func(s string) bool { return s == "" })
}

func both(meaning, next string) []string { return []string{meaning, next} }

func TestAllThatIsSaidHasItsChinese(t *testing.T) {
	table, said := chinese(), append(saidInSources(t), saidByDrivers()...)
	for _, s := range said {
		words, ok := table[s]
		switch {
		case !ok:
			t.Errorf("zh.json has nothing for %q", s)
		case !slices.Equal(verbs.FindAllString(s, -1), verbs.FindAllString(words, -1)):
			t.Errorf("%q and %q have other places", s, words)
		}
	}
	for s := range table {
		if hasWords.MatchString(verbs.ReplaceAllString(s, "")) && !slices.Contains(said, s) {
			t.Errorf("nobody says %q any more", s)
		}
	}
}

func TestFindingsAndAdviceAreChineseWhereThatIsSpoken(t *testing.T) {
	r := play(t, "reader")
	r.tell(t, "fail", "81")
	r.tell(t, "lay", layPerson)

	contains(t, do(t, exitFailed, "card", "--port", r.port, "--lang", "zh"), "没有读到，R-81：选卡失败", "怎么办：放了两张卡")
	r.tell(t, "lift")
	r.tell(t, "lay", layPerson)
	contains(t, do(t, exitFailed, "card", "--port", r.port), "not read, R-81: select failed")
	contains(t, do(t, exitUsage, "card", "--port", r.port, "--lang", "fr"), "none of zh, en")
	contains(t, do(t, exitOK, "doctor", "--reader", r.port, "--lang", "zh"), "读卡器   正常：它的安全模块")
}

func TestPrinterIsDescribedInChinese(t *testing.T) {
	p := play(t, "printer")

	said := do(t, exitOK, "doctor", "--printer", p.port, "--lang", "zh")

	contains(t, said, "就绪（按进程号确认打印, 有变化自己报告, 自己画码; 大约还有 ")
}

func TestWithoutTheFlagTheSurroundingsDecide(t *testing.T) {
	for _, c := range []struct {
		all, lang, want string
	}{{"", "zh_CN.UTF-8", "没有打印"}, {"", "C.UTF-8", "not printed"}, {"zh_CN.UTF-8", "en_GB.UTF-8", "没有打印"}, {"", "", "not printed"}} {
		env := map[string]string{"LC_ALL": c.all, "LANG": c.lang}

		said := tongueOf(func(name string) string { return env[name] }).text(inWords("not printed%s", ""))

		if said != c.want {
			t.Errorf("%+v: %q", c, said)
		}
	}
}
