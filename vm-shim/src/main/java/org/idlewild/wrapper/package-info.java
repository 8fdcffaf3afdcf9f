/**
 * The PE format, as far as the server and the wrapper need it. It reads bytes and knows no files,
 * so that a hostile program can be examined in a test.
 */
package org.idlewild.wrapper;
