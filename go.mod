module kaizen

go 1.26
