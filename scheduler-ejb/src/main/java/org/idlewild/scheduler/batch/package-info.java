/** Takes a researcher's applications, files and batches: a request becomes workunits. */
package org.idlewild.scheduler.batch;
