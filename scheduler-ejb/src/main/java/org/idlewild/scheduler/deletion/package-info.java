/** Deletes files that nobody needs any more. */
package org.idlewild.scheduler.deletion;
