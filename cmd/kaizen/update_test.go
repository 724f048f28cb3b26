package main

import "flag"

var update = flag.Bool("update", false, "write what the program prints into the expected files")
