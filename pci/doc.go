// Package pci finds card data and other personal data in text, hides it, and decides by an administrator's
// policy what becomes of a message or file that has some (requirements P1 to P3, I12).
package pci
