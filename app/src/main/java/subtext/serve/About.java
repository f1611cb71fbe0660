package subtext.serve;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field of a request means. Requests are read by it ({@link RequestReader}), and
 * openapi.json says it. A field that is neither {@code Nullable} nor has a default must be given.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface About {
  String value();

  /** JSON; empty for none. */
  String byDefault() default "";

  /** Of a number. */
  double least() default Double.NEGATIVE_INFINITY;

  /** Of a number. */
  double most() default Double.POSITIVE_INFINITY;

  /** Of a list; without a bound as the number 0. */
  int mostItems() default 0;
}
