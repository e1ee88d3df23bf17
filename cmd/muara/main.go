// Command muara serves and queries the exports of a region.
package main

func main() {}
