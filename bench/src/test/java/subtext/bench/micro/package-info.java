/** Small pieces by themselves, for JMH: {@code bench/micro} runs them. */
@NullMarked
package subtext.bench.micro;

import org.jspecify.annotations.NullMarked;
