/** Takes outputs and reports from hosts: results in progress become results that are over. */
package org.idlewild.scheduler.report;
