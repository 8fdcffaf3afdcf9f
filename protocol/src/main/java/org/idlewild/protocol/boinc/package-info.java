/**
 * BOINC's keys and signatures, in the formats of its files {@code lib/crypt.h} and {@code
 * lib/crypt.cpp}.
 *
 * <p>They are MD5 sums encrypted by RSA of 1,024 bits: both have been broken or are about to be.
 * Stock clients know nothing else, so that is what they are here for, and nothing of Idlewild's own
 * rests on them.
 */
package org.idlewild.protocol.boinc;
