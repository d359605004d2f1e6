package check_test

import (
	"bytes"
	"go/ast"
	"strings"
	"testing"
	"unicode"
)

// The size rules: a file is one thing, a function one thought.
const (
	maxFileLines     = 400
	maxFunctionLines = 60
)

func TestFilesAndFunctionsStayReadable(t *testing.T) {
	for _, s := range sources(t) {
		if n := bytes.Count(s.text, []byte("\n")); n > maxFileLines {
			t.Errorf("%s has %d lines, more than %d: is it one thing?", s.path, n, maxFileLines)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := s.fileset.Position(f.End()).Line - s.fileset.Position(f.Pos()).Line + 1
			if lines > maxFunctionLines && !s.test {
				t.Errorf("%s: %s has %d lines, more than %d", s.path, f.Name.Name, lines, maxFunctionLines)
			}
		}
	}
}

func TestNoWordingStandsInTheKiosksCode(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || isProp(s.pkg) || !under(s.pkg, "kiosk") {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && strings.ContainsFunc(lit.Value, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: %s belongs in assets/strings", s.fileset.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	}
}

func TestOnlyTheLoopCrossesThreads(t *testing.T) {
	for _, s := range sources(t) {
		if s.test || !under(s.pkg, "kiosk/ui") || under(s.pkg, "kiosk/ui/backend") || s.path == "kiosk/ui/loop.go" {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a screen starts no goroutine", s.fileset.Position(n.Pos()))
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "fyne" && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait" || n.Sel.Name == "CurrentApp") {
					t.Errorf("%s: fyne.%s belongs in kiosk/ui/loop.go or the backend", s.fileset.Position(n.Pos()), n.Sel.Name)
				}
			}
			return true
		})
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if !s.test {
			documented[s.pkg] = documented[s.pkg] || s.file.Doc != nil
		}
	}
	for pkg, ok := range documented {
		if !ok {
			t.Errorf("package %s has no comment", pkg)
		}
	}
}

func TestNoTestSleepsOnTheRealClock(t *testing.T) {
	for _, s := range sources(t) {
		if s.test && bytes.Contains(s.text, []byte("time."+"Sleep(")) && !bytes.Contains(s.text, []byte(`"testing/synctest"`)) {
			t.Errorf("%s sleeps: use testing/synctest or wait on a condition", s.path)
		}
	}
}

// synonyms are words that the table of names refuses.
var synonyms = []string{"Manager", "Helper", "Util", "Transaction", "Nationality" + "Code"}

func TestNamesAreTheTradesOwn(t *testing.T) {
	for _, s := range sources(t) {
		if s.test {
			continue
		}
		for name := range s.file.Scope.Objects {
			for _, bad := range synonyms {
				if strings.HasSuffix(name, bad) {
					t.Errorf("%s: %s: the name is not in the table of names", s.path, name)
				}
			}
		}
	}
}
