/**
 * Reads, judges and wraps Windows programs. All but {@link org.idlewild.wrapper.Wrap} works on
 * bytes and knows no files, so that a hostile program can be examined in a test.
 */
package org.idlewild.wrapper;
