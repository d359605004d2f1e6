package screentest

import (
	"fmt"
	"image"
	"io/fs"
	"sync"

	"station365/assets"
	"station365/devices/printer/escpos"
	"station365/kiosk"
	"station365/kiosk/form"
	"station365/kiosk/personal"
	"station365/kiosk/receipt"
	"station365/kiosk/words"
)

// slip is the receipt of oneCase as the most common printer shows it, drawn once.
var slip = sync.OnceValue(func() image.Image {
	regular, bold := assets.Fonts()
	p := escpos.New(nil, escpos.Opts{Width: "80mm", Encoding: escpos.GB18030, Regular: regular, Bold: bold}) // no port: it only draws
	return must(p.Preview(papers().Page(kept(), given(), now, "")))
})

// must is for data of the repository that its own tests hold in order.
func must[T any](v T, err error) T {
	if err != nil {
		panic(fmt.Sprintf("the sample receipt: %v", err))
	}
	return v
}

func papers() *receipt.Papers {
	folder := must(fs.Sub(assets.FS(), "strings"))
	return &receipt.Papers{Words: must(words.LoadAll(folder)), Kiosk: "沙南 2 号机",
		Station: receipt.Station{Community: "沙南社区", Name: "365民情服务站", Hours: "9:00–17:00", AllDay: true, ComplaintPhone: "0851-0000-0366"},
		Matter: func(kiosk.MatterID) receipt.Matter {
			return receipt.Matter{Title: "residence.title", Step: "residence.receipt.middle"}
		}}
}

func caseHash() (hash [32]byte) {
	for i := range hash {
		hash[i] = byte(i * 7)
	}
	return hash
}

// kept is the case as it is stored when its receipt is drawn.
func kept() kiosk.Kept {
	k := kiosk.Kept{Number: kiosk.NewCaseNumber("S2", 4821), Hash: caseHash(), CheckCode: kiosk.CheckCodeOf(caseHash()),
		Delivery: kiosk.Queued, Status: kiosk.Submitted}
	k.At, k.TimeTrusted, k.Matter, k.MaskedName = now, true, "residence-registration", "欧**"
	k.Promise, k.ResidentTag = promise(), []byte("tag")
	return k
}

// given is what was given, as the review showed it.
func given() []form.Line {
	lines := []form.Line{
		{Field: "idNumber", Value: personal.New("005X"), Source: form.FromCard, Privacy: form.Personal, Mask: form.MaskID},
		{Field: "business", LabelKey: "residence.business", ValueKey: "residence.business.move-in", Privacy: form.Public},
	}
	for _, f := range []string{"estate", "building", "entrance", "flat", "when", "reason", "housing", "stay", "phone"} {
		lines = append(lines, form.Line{Field: f, LabelKey: "residence." + f, Value: personal.New("…"), Source: form.FromResident, Privacy: form.Personal})
	}
	return lines
}
