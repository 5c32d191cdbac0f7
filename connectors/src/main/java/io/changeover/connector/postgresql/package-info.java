/**
 * PostgreSQL with streaming replication: one primary, one standby. Roles and positions are read by SQL, processes and
 * control data on the host.
 */
package io.changeover.connector.postgresql;
