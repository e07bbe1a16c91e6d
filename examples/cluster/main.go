// Command cluster is not there yet.
package main

func main() {}
