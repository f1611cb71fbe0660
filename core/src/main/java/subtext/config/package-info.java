/**
 * Records to YAML and JSON and back. A configuration is a record, validated in its compact
 * constructor, whose {@code DEFAULT} is the one source of its defaults; a closed choice is a sealed
 * interface of records, told apart by the key {@code kind}. {@link subtext.config.Binder} reads a
 * file into a tree that knows its lines, merges overrides into it and binds it to a record, so that
 * every complaint names the file, the line, the key and what would be right.
 */
@NullMarked
package subtext.config;

import org.jspecify.annotations.NullMarked;
