package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// maxFile is more than any key, request or identity file needs.
const maxFile = 64 << 10

type validated interface{ validate() error }

// ReadKioskKeys reads what WriteFile wrote.
func ReadKioskKeys(path string) (KioskKeys, error) { return read[KioskKeys](path, "kiosk keys") }

// ReadRequest reads a kiosk's request.
func ReadRequest(path string) (Request, error) { return read[Request](path, "request") }

// ReadIdentity reads what the centre answered.
func ReadIdentity(path string) (Identity, error) { return read[Identity](path, "identity") }

// DecodeRequest reads a request from r, for those who hand it over as text.
func DecodeRequest(r io.Reader) (Request, error) { return decodeFile[Request](r) }

// WriteFile writes a keys, request or identity file so that after a power cut
// there is the whole file or none: temporary file, sync, rename, sync of the
// directory. Only the owner may read it. An existing file is replaced.
func WriteFile(path string, content any) error {
	b, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return fmt.Errorf("encode %s: %w", path, err)
	}
	return WriteBytes(path, append(b, '\n'))
}

// WriteBytes is WriteFile for bytes.
func WriteBytes(path string, b []byte) error {
	dir := filepath.Dir(path)
	temp, err := os.CreateTemp(dir, ".new-*") // CreateTemp gives mode 0600
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = temp.Write(b)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // the first error matters
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open directory: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

func read[T validated](path, what string) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, fmt.Errorf("read %s: %w", what, err)
	}
	defer func() { _ = f.Close() }() // only read
	v, err := decodeFile[T](f)
	if err != nil {
		return v, fmt.Errorf("read %s %s: %w", what, path, err)
	}
	return v, nil
}

// decodeFile is strict, unlike the wire: a file with an unknown key was written
// for another program.
func decodeFile[T validated](r io.Reader) (T, error) {
	var v, none T
	b, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return none, err
	}
	if len(b) > maxFile {
		return none, ErrTooLarge
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		return none, fmt.Errorf("not the expected JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return none, errors.New("something follows after the JSON object")
	}
	if err := v.validate(); err != nil {
		return none, err
	}
	return v, nil
}
