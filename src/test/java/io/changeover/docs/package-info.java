/** Tests of what is written about the product. */
package io.changeover.docs;
