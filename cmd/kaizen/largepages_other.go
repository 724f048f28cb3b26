//go:build !linux || race || asan || msan

package main

// useLargePages does nothing here: detectors of faults would use what they are told of.
func useLargePages() {}
