#!/bin/sh
# The longest Collatz chain that begins in one of 400,000 numbers: halve an even number, triple an odd one and add one,
# until it is 1. Prints the number and the length of its chain.
set -eu
part=$1
exec awk -v part="$part" 'BEGIN {
  first = part * 400000 + 1
  for (number = first; number < first + 400000; number++) {
    length_ = 1
    for (n = number; n != 1; length_++) n = n % 2 ? 3 * n + 1 : n / 2
    if (length_ > longest) { longest = length_; best = number }
  }
  printf "%d %d\n", best, longest
}'
