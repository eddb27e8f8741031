// Checks a log with the Go project's own packages, which share nothing with ours: golang.org/x/mod/sumdb/note and
// sumdb/tlog, as Debian ships them (golang-golang-x-mod-dev).
//
//	go-check <folder of the log> <claims.json>
//
// Exit code 0 and one line when everything holds, else 1 and what does not.
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Claims is what our side says of the log; every one of them is checked.
type Claims struct {
	LogKey     string
	WitnessKey string
	Inclusion  []struct {
		Index int64
		Entry string
		Proof []string
	}
	Consistency []struct {
		OldSize int64
		OldRoot string
		Proof   []string
	}
}

func main() {
	if len(os.Args) != 3 {
		fail("usage: go-check <folder of the log> <claims.json>")
	}
	folder := os.Args[1]
	var claims Claims
	must(json.Unmarshal(read(os.Args[2]), &claims), "claims")

	tree := openCheckpoint(read(filepath.Join(folder, "checkpoint")), claims)
	for _, claim := range claims.Inclusion {
		proof := tlog.RecordProof(hashes(claim.Proof))
		leaf := tlog.RecordHash([]byte(claim.Entry))
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, claim.Index, leaf), "inclusion proof")
	}
	for _, claim := range claims.Consistency {
		proof := tlog.TreeProof(hashes(claim.Proof))
		old := hashes([]string{claim.OldRoot})[0]
		must(tlog.CheckTree(proof, tree.N, tree.Hash, claim.OldSize, old), "consistency proof")
	}
	stored := checkEntries(folder, tree)
	checkTiles(folder, tree, stored)
	checkOwnProofs(tree, stored, claims)
	fmt.Printf("verified: %d entries, %d inclusion proofs, %d consistency proofs\n",
		tree.N, len(claims.Inclusion), len(claims.Consistency))
}

// openCheckpoint wants the signatures of the log and of the witness.
func openCheckpoint(text []byte, claims Claims) tlog.Tree {
	log, err := note.NewVerifier(claims.LogKey)
	must(err, "key of the log")
	witness := newCosigner(claims.WitnessKey)
	opened, err := note.Open(text, note.VerifierList(log, witness))
	must(err, "checkpoint")
	if len(opened.Sigs) != 2 {
		fail("checkpoint: %d of 2 signatures", len(opened.Sigs))
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != log.Name() || lines[3] != "" {
		fail("checkpoint: not three lines of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "size")
	return tlog.Tree{N: size, Hash: hashes(lines[2:3])[0]}
}

// checkEntries hashes every entry anew. The whole tree, as tlog stores one, has to have the signed root.
func checkEntries(folder string, tree tlog.Tree) *storedHashes {
	stored := &storedHashes{}
	for index := int64(0); index < tree.N; {
		width := tree.N - index
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: 0, N: index / 256, W: int(width)}
		bundle := read(filepath.Join(folder, strings.Replace(pathOf(tile), "tile/0/", "tile/entries/", 1)))
		for ; width > 0; width-- {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				fail("entries: bundle of entry %d is cut", index)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			more, err := tlog.StoredHashes(index, bundle[2:end], stored)
			must(err, "hash of an entry")
			stored.hashes = append(stored.hashes, more...)
			bundle = bundle[end:]
			index++
		}
		if len(bundle) != 0 {
			fail("entries: the bundle before entry %d goes on", index)
		}
	}
	root, err := tlog.TreeHash(tree.N, stored)
	must(err, "root")
	if root != tree.Hash {
		fail("entries: they lead to another root")
	}
	return stored
}

// checkTiles compares every tile with the hashes that follow from the entries. (The TileHashReader of this version of
// tlog does not compare every tile that it reads with its parent, so nothing here relies on it.)
func checkTiles(folder string, tree tlog.Tree, stored *storedHashes) {
	for _, tile := range tlog.NewTiles(8, 0, tree.N) {
		// It lists partial tiles of every width; of a tree of this size only the widest have to be there.
		if tile.W < 256 && int64(tile.W) != (tree.N>>(8*uint(tile.L)))%256 {
			continue
		}
		data, err := tlog.ReadTileData(tile, stored)
		must(err, "tile")
		if string(data) != string(read(filepath.Join(folder, pathOf(tile)))) {
			fail("tile %s: other hashes", pathOf(tile))
		}
	}
}

// checkOwnProofs makes the same proofs with tlog: they have to be the same hashes.
func checkOwnProofs(tree tlog.Tree, stored *storedHashes, claims Claims) {
	for _, claim := range claims.Inclusion {
		proof, err := tlog.ProveRecord(tree.N, claim.Index, stored)
		must(err, "own inclusion proof")
		same(proof, hashes(claim.Proof))
	}
	for _, claim := range claims.Consistency {
		proof, err := tlog.ProveTree(tree.N, claim.OldSize, stored)
		must(err, "own consistency proof")
		same(proof, hashes(claim.Proof))
	}
}

func same(a, b []tlog.Hash) {
	if fmt.Sprint(a) != fmt.Sprint(b) {
		fail("proof: other hashes than those of tlog")
	}
}

// storedHashes are the hashes of a tree in the order in which tlog stores them.
type storedHashes struct{ hashes []tlog.Hash }

func (s *storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = s.hashes[index]
	}
	return found, nil
}

// pathOf is the path of tlog-tiles, which leaves out the height that Go's own logs name.
func pathOf(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

// cosigner verifies co-signatures of c2sp.org/tlog-cosignature, version 1, which Go's package does not know.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) *cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		fail("key of the witness: not three parts")
	}
	data, err := base64.StdEncoding.DecodeString(parts[2])
	must(err, "key of the witness")
	if len(data) != 33 || data[0] != 0x04 {
		fail("key of the witness: not for co-signatures")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), data...))
	id := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", id) != parts[1] {
		fail("key of the witness: another id")
	}
	return &cosigner{parts[0], id, ed25519.PublicKey(data[1:])}
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.id }
func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(c.key, []byte(message), signature[8:])
}

func hashes(texts []string) []tlog.Hash {
	all := []tlog.Hash{}
	for _, text := range texts {
		hash, err := tlog.ParseHash(text)
		must(err, "hash")
		all = append(all, hash)
	}
	return all
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	must(err, "file")
	return data
}

func must(err error, what string) {
	if err != nil {
		fail("%s: %v", what, err)
	}
}

func fail(format string, values ...interface{}) {
	fmt.Printf(format+"\n", values...)
	os.Exit(1)
}
