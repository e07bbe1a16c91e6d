// Package email is receiving, reading, answering and transferring mail (requirements E1 to E11).
package email
