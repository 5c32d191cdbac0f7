/** Tests that hold the layout of the house: which package may use which, and what no code may do. */
package io.changeover.architecture;
