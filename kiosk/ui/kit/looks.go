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
// and name. On the small panel its name is the sample.
func (k *Kit) LookChoice(name string, chosen bool, sample Box, title string, on func()) *Touch {
	style := Secondary
	if chosen {
		style = Chosen
	}
	win := By[float32](k, 12, 12, 10)
	window := Cell{Box: k.Window(lit(chosen), win, win), Width: k.MM(win)}
	if k.class == Small {
		return k.Touch(name, style, k.Row(3, window, Cell{Box: sample}).Centred(), on).Pad(3, 0.5, 3, 0.5).Most(34)
	}
	foot := k.Row(3, window, Cell{Box: k.Text(Label, title).In(Ink)}).Centred()
	return k.Touch(name, style, k.Column(1, Spring(), sample, Spring(), foot), on).Pad(5, 4, 5, 4).Most(By[float32](k, 150, 110, 0))
}

// StartButton is the one large place that begins a visit; it takes room that is
// left, because a touch anywhere is meant for it.
func (k *Kit) StartButton(name, text string, on func()) *Touch {
	l := &labelled{kit: k, text: k.Text(Title, text).In(OnLamp), icon: k.Icon("touch", OnLamp, By[float32](k, 15, 15, 11))}
	return k.Touch(name, HelpStyle, l, on).Radius(7).Least(By[float32](k, 38, 38, 30)).Most(By[float32](k, 60, 110, 90))
}
