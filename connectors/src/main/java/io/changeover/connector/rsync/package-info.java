/**
 * A folder that is kept equal at two sites by rsync over SSH, from host to host. Which side is the primary one is kept in
 * a marker beside the folder on each host.
 */
package io.changeover.connector.rsync;
