package database

import "testing"

func TestQuestionMarks_AreNumberedForPostgreSQL(t *testing.T) {
	for question, want := range map[string]string{
		`SELECT 1`:                            `SELECT 1`,
		`a = ? AND b = ?`:                     `a = $1 AND b = $2`,
		`?1 = '' OR a = ?1 AND b IN ('', ?2)`: `$1 = '' OR a = $1 AND b IN ('', $2)`,
		`unnest(?::bigint[], ?::text[])`:      `unnest($1::bigint[], $2::text[])`,
	} {
		if got := numbered(question); got != want {
			t.Errorf("%s: %s, want %s", question, got, want)
		}
	}
}
