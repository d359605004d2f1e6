// Package input is what the input panel writes with: it puts together what a form
// may expect, from the project's data, for the engines in the rooms below.
//
// It promises that nothing in an expectation comes from a person. It must not know
// screens; the files come from whoever calls it.
package input
