package voice

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"
)

// ErrSound is bytes that are no sound of the one kind that is played: WAV with
// 16-bit PCM in one or two channels.
var ErrSound = errors.New("not a WAV of 16-bit PCM")

// sound is PCM that can be made louder and softer.
type sound struct {
	rate     int // frames a second
	channels int
	samples  []int16 // channels in turn
}

// Sizes of a WAV's parts, and what is believed of its figures.
const (
	riffHead, chunkHead, formatSize = 12, 8, 16
	pcm                             = 1
	leastRate, mostRate             = 4000, 192_000
)

// readWAV reads a sound. A last chunk that promises more than there is holds what
// there is: a program that writes into a pipe cannot know its length beforehand.
func readWAV(file []byte) (sound, error) {
	if len(file) < riffHead || string(file[:4]) != "RIFF" || string(file[8:12]) != "WAVE" {
		return sound{}, fmt.Errorf("%w: no RIFF head", ErrSound)
	}
	var s sound
	for rest := file[riffHead:]; len(rest) >= chunkHead; {
		name, size := string(rest[:4]), int(binary.LittleEndian.Uint32(rest[4:8]))
		rest = rest[chunkHead:]
		body := rest[:min(size, len(rest))]
		switch name {
		case "fmt ":
			if err := s.readFormat(body); err != nil {
				return sound{}, err
			}
		case "data":
			if s.rate == 0 {
				return sound{}, fmt.Errorf("%w: data before its format", ErrSound)
			}
			s.readSamples(body)
			return s, nil
		}
		rest = rest[min(len(rest), size+size%2):] // chunks begin at even places
	}
	return sound{}, fmt.Errorf("%w: no data", ErrSound)
}

func (s *sound) readFormat(body []byte) error {
	if len(body) < formatSize {
		return fmt.Errorf("%w: short format", ErrSound)
	}
	kind, bits := binary.LittleEndian.Uint16(body), binary.LittleEndian.Uint16(body[14:])
	s.channels, s.rate = int(binary.LittleEndian.Uint16(body[2:])), int(binary.LittleEndian.Uint32(body[4:]))
	if kind != pcm || bits != 16 || s.channels < 1 || s.channels > 2 || s.rate < leastRate || s.rate > mostRate {
		return fmt.Errorf("%w: kind %d, %d channels, %d bits, %d Hz", ErrSound, kind, s.channels, bits, s.rate)
	}
	return nil
}

func (s *sound) readSamples(body []byte) {
	frame := 2 * s.channels
	s.samples = make([]int16, len(body)/frame*s.channels)
	for i := range s.samples {
		s.samples[i] = int16(binary.LittleEndian.Uint16(body[2*i:]))
	}
}

// wav writes the sound as a file with true lengths.
func (s sound) wav() []byte {
	size := 2 * len(s.samples)
	out := make([]byte, 0, riffHead+2*chunkHead+formatSize+size)
	out = append(out, "RIFF"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(riffHead-chunkHead+2*chunkHead+formatSize+size))
	out = append(out, "WAVEfmt "...)
	out = binary.LittleEndian.AppendUint32(out, formatSize)
	out = binary.LittleEndian.AppendUint16(out, pcm)
	out = binary.LittleEndian.AppendUint16(out, uint16(s.channels))
	out = binary.LittleEndian.AppendUint32(out, uint32(s.rate))
	out = binary.LittleEndian.AppendUint32(out, uint32(s.rate*2*s.channels))
	out = binary.LittleEndian.AppendUint16(out, uint16(2*s.channels))
	out = binary.LittleEndian.AppendUint16(out, 16)
	out = append(out, "data"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(size))
	for _, v := range s.samples {
		out = binary.LittleEndian.AppendUint16(out, uint16(v))
	}
	return out
}

// at is the sound with its loudness changed; what would be too loud is cut.
func (s sound) at(loudness float64) sound {
	out := sound{rate: s.rate, channels: s.channels, samples: make([]int16, len(s.samples))}
	for i, v := range s.samples {
		out.samples[i] = int16(max(math.MinInt16, min(math.MaxInt16, math.Round(float64(v)*loudness))))
	}
	return out
}

// lasts is how long it takes to play.
func (s sound) lasts() time.Duration {
	if s.rate == 0 || s.channels == 0 {
		return 0
	}
	return time.Duration(len(s.samples)/s.channels) * time.Second / time.Duration(s.rate)
}
