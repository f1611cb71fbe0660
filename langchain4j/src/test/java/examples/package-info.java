/**
 * Programs that use the module as its users do; the documents quote them and the tests run them.
 */
@NullMarked
package examples;

import org.jspecify.annotations.NullMarked;
