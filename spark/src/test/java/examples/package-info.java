/** Programs that docs/spark.md shows; they are compiled and run by the tests. */
@NullMarked
package examples;

import org.jspecify.annotations.NullMarked;
