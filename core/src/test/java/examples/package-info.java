/**
 * Programs that use the library as its users do; the documents quote them and the tests run them.
 */
@NullMarked
package examples;

import org.jspecify.annotations.NullMarked;
