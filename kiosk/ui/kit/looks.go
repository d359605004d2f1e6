package kit

// InTheme is the same kit in other colours: a choice of colours looks like what it
// gives.
func (k *Kit) InTheme(t Theme) *Kit {
	other := *k
	other.theme = t
	return &other
}

// AtScale is the same kit with other sizes of type: a choice of sizes looks like
// what it gives.
func (k *Kit) AtScale(s Scale) *Kit {
	other := *k
	other.scale = s
	return &other
}

// LookChoice is one of the looks to choose from: a sample of it above its window
// and name.
func (k *Kit) LookChoice(name string, chosen bool, sample Box, title string, on func()) *Touch {
	style := Secondary
	if chosen {
		style = Chosen
	}
	win := By[float32](k, 12, 12, 10)
	foot := k.Row(3, Cell{Box: k.Window(lit(chosen), win, win), Width: k.MM(win)}, Cell{Box: k.Text(Label, title).In(Ink)}).Centred()
	t := k.Touch(name, style, k.Column(1, Spring(), sample, Spring(), foot), on).Most(80)
	t.pad = By(k, [4]float32{5, 3, 5, 4}, [4]float32{5, 3, 5, 4}, [4]float32{3, 0.5, 3, 1})
	return t
}

// StartButton is the one large place that begins a visit; it takes room that is
// left, because a touch anywhere is meant for it.
func (k *Kit) StartButton(name, text string, on func()) *Touch {
	l := &labelled{kit: k, text: k.Text(Title, text).In(OnLamp), icon: k.Icon("touch", OnLamp, By[float32](k, 15, 15, 11))}
	return k.Touch(name, HelpStyle, l, on).Radius(7).Least(By[float32](k, 38, 38, 30)).Most(By[float32](k, 60, 110, 90))
}
