// Package chart draws the figures of package metrics as SVG.
package chart
