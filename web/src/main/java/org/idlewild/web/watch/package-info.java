/**
 * What operators and their tools watch: metrics for Prometheus and health checks. Nothing here
 * changes anything.
 */
package org.idlewild.web.watch;
