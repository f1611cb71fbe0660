/**
 * Lucene indexes over the sentences of a corpus. In: sentences and their vectors; out: those that
 * are nearest to a query, with line number and score. Hierarchical navigable small worlds: Malkov
 * and Yashunin 2018.
 */
@NullMarked
package subtext.search;

import org.jspecify.annotations.NullMarked;
