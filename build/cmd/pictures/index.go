package main

import (
	"fmt"
	"html/template"
	"os"

	"station365/kiosk/flow"
)

// picture is one page on one glass in one look.
type picture struct {
	Page, Panel string
	Look        flow.Look
	Leaf        int // which page of those that are too long for the glass, from 1
}

// File is the picture's name.
func (p picture) File() string { return p.Page + "-" + p.Caption() + ".png" }

// Caption tells glass and look.
func (p picture) Caption() string {
	c := p.Panel + "-" + p.Look.Scale + "-" + p.Look.Theme
	if p.Look.Language != "zh-Hans" {
		c += "-" + p.Look.Language
	}
	if p.Look.Low {
		c += "-low"
	}
	if p.Leaf > 1 {
		c += fmt.Sprintf("-%d", p.Leaf)
	}
	return c
}

var index = template.Must(template.New("index").Parse(`<!doctype html>
<meta charset="utf-8"><title>station365: every page</title>
<style>
 body { font: 16px/1.5 sans-serif; margin: 2em; background: #FBF4E8; color: #15213F }
 nav a { margin-right: 1em; white-space: nowrap }
 section { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start }
 figure { margin: 0 } img { height: 420px; border: 1px solid #C9BFAE; background: #fff } figcaption { font-size: 13px }
</style>
<h1>Every page, {{.Count}} pictures</h1>
<nav>{{range .Pages}}<a href="#{{.Name}}">{{.Name}}</a> {{end}}</nav>
{{range .Pages}}<h2 id="{{.Name}}">{{.Name}}</h2>
<section>{{range .Pictures}}<figure><a href="{{.File}}"><img loading="lazy" src="{{.File}}" alt="{{.Page}}, {{.Caption}}"></a><figcaption>{{.Caption}}</figcaption></figure>
{{end}}</section>
{{end}}`))

// page is one page with its pictures.
type page struct {
	Name     string
	Pictures []picture
}

// writeIndex makes the page to look through, one section for each page of the kiosk.
func writeIndex(path string, all []picture) error {
	var pages []page
	at := map[string]int{}
	for _, p := range all {
		i, known := at[p.Page]
		if !known {
			i = len(pages)
			at[p.Page], pages = i, append(pages, page{Name: p.Page})
		}
		pages[i].Pictures = append(pages[i].Pictures, p)
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	if err := index.Execute(f, map[string]any{"Count": len(all), "Pages": pages}); err != nil {
		_ = f.Close()
		return fmt.Errorf("write index: %w", err)
	}
	return f.Close()
}
