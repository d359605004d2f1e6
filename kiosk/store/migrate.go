package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate runs the migrations that this database has not had, each in its own
// transaction.
func migrate(db *sql.DB) error {
	have, names, err := form(context.Background(), db)
	if err != nil {
		return err
	}
	for i := have; i < len(names); i++ {
		text, err := fs.ReadFile(migrations, names[i])
		if err != nil {
			return fmt.Errorf("read %s: %w", names[i], err)
		}
		err = inTx(context.Background(), db, func(tx *sql.Tx) error {
			if _, err := tx.Exec(string(text)); err != nil {
				return err
			}
			_, err := tx.Exec(fmt.Sprintf("PRAGMA user_version = %d", i+1))
			return err
		})
		if err != nil {
			return fmt.Errorf("%s: %w", names[i], err)
		}
	}
	return nil
}
