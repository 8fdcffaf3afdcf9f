/**
 * The work-unit server. Each package below is one stage of the pipeline, or something that all
 * stages stand on.
 */
package org.idlewild.scheduler;
