/**
 * The command line: one class a verb, which turns arguments into a request of the library and its
 * response into lines on standard output. No verb computes anything itself, and only {@link
 * subtext.app.Main} exits.
 */
@NullMarked
package subtext.app;

import org.jspecify.annotations.NullMarked;
