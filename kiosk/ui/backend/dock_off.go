//go:build !dock

package backend

import (
	"context"
	"errors"
	"image"
)

// ErrNoDock says that the demonstration's dock is not in this program. The
// appliance is built without it: nobody shall press its glass from afar.
var ErrNoDock = errors.New("this build has no dock")

// HasDock says whether this program is the demonstration's.
const HasDock = false

// ServeDock needs the build tag dock.
func ServeDock(context.Context, string, *Glass) error { return ErrNoDock }

// DockClient needs the build tag dock.
type DockClient struct {
	Frame     func(rect image.Rectangle, rgba []byte)
	Described func(Description)
}

// DialDock needs the build tag dock.
func DialDock(context.Context, string) (*DockClient, error) { return nil, ErrNoDock }

// Size needs the build tag dock.
func (c *DockClient) Size() image.Point { return image.Point{} }

// Touch needs the build tag dock.
func (c *DockClient) Touch(Touch) error { return ErrNoDock }

// Run needs the build tag dock.
func (c *DockClient) Run(context.Context) error { return ErrNoDock }
