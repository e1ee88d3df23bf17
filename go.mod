module muara

go 1.26
