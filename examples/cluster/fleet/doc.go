// Package fleet starts, kills, freezes and cuts off processes: the nodes of a cluster and the servers that they store in.
package fleet
