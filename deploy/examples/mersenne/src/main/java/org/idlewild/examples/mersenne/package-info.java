/**
 * The example application: which exponents p make 2^p - 1 a prime.
 *
 * <p>It knows nothing of Idlewild: a plain program with arguments, an output and an exit status.
 */
package org.idlewild.examples.mersenne;
