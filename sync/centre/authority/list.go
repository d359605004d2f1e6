package authority

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"
)

// listLifetime is the validity of the list of revoked certificates: brokers
// refuse everybody once it is over, and the list is written anew at every
// revocation, so it must never be the reason why a city stands still.
const listLifetime = caLifetime

// RevokedList is the list of certificates that were revoked or replaced (a CRL,
// RFC 5280) in PEM, one from each authority, for brokers outside this process.
// Its number rises with every call.
func (a *Authority) RevokedList(ctx context.Context) ([]byte, error) {
	all, err := a.standing(ctx)
	if err != nil {
		return nil, err
	}
	var lists []byte
	for _, r := range all {
		one, err := a.listOf(ctx, r)
		if err != nil {
			return nil, err
		}
		lists = append(lists, one...)
	}
	return lists, nil
}

func (a *Authority) listOf(ctx context.Context, by root) ([]byte, error) {
	now := a.opts.Now()
	list := x509.RevocationList{ThisUpdate: now.Add(-backdated), NextUpdate: now.Add(listLifetime), Number: big.NewInt(now.UnixMilli())}
	rows, err := a.book.QueryContext(ctx, `SELECT serial, coalesce(revoked, replaced) FROM certificates
		WHERE authority = ? AND (revoked IS NOT NULL OR replaced <= ?) ORDER BY 2, serial`, by.number, now.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read revoked certificates: %w", err)
	}
	defer func() { _ = rows.Close() }() // only read
	for rows.Next() {
		var hex string
		var at int64
		if err := rows.Scan(&hex, &at); err != nil {
			return nil, fmt.Errorf("read revoked certificates: %w", err)
		}
		number, _ := new(big.Int).SetString(hex, 16)
		list.RevokedCertificateEntries = append(list.RevokedCertificateEntries,
			x509.RevocationListEntry{SerialNumber: number, RevocationTime: time.UnixMilli(at).UTC()})
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read revoked certificates: %w", err)
	}
	der, err := x509.CreateRevocationList(rand.Reader, &list, by.ca, by.key)
	if err != nil {
		return nil, fmt.Errorf("make list of revoked certificates: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: der}), nil
}
