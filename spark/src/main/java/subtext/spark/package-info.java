/**
 * Subtext on Apache Spark: training by several executors, and verbs over tables that no machine
 * holds. Each verb is an application with a {@code main} of its own, to be submitted with {@code
 * spark-submit}; {@link subtext.spark.Launch} submits it to a cluster on this machine.
 */
@NullMarked
package subtext.spark;

import org.jspecify.annotations.NullMarked;
