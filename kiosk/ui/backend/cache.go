package backend

// bounded keeps what is dear to make, up to about twice its limit. When the
// young half is full it becomes the old half and the old one is dropped; what is
// still asked for moves over. That is nearly "least recently used" without a list.
type bounded[K comparable, V any] struct {
	young, old map[K]V
	weigh      func(V) int
	weight     int
	limit      int
}

func newBounded[K comparable, V any](limit int, weigh func(V) int) *bounded[K, V] {
	return &bounded[K, V]{young: map[K]V{}, weigh: weigh, limit: limit}
}

// get answers what is kept for key, or makes and keeps it.
func (b *bounded[K, V]) get(key K, make func() V) V {
	if v, ok := b.young[key]; ok {
		return v
	}
	v, ok := b.old[key]
	if !ok {
		v = make()
	}
	b.keep(key, v)
	return v
}

func (b *bounded[K, V]) keep(key K, v V) {
	w := b.weigh(v)
	if b.weight+w > b.limit {
		b.old, b.young, b.weight = b.young, map[K]V{}, 0
	}
	b.young[key] = v
	b.weight += w
}
