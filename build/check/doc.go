// Package check holds the project's shape as tests: who may import whom, where
// words may stand, who may cross threads, how large a file may grow. It imports
// nothing of ours; it reads the sources.
package check
