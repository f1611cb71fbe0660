@NullMarked
package subtext.langchain4j;

import org.jspecify.annotations.NullMarked;
