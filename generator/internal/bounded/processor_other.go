//go:build !unix

package bounded

import "time"

func processorTime() time.Duration { return 0 }
