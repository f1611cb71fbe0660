@NullMarked
package subtext.model;

import org.jspecify.annotations.NullMarked;
