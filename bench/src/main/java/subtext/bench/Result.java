package subtext.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a benchmark has found: a record, for JSON. */
public sealed interface Result
    permits Report,
        CurvesReport,
        EncodeReport,
        RepresentReport,
        ScaleReport,
        StartReport,
        TopicsReport {
  /** As lines for people. */
  List<String> lines();

  /** As a picture; null where there is none. */
  default @Nullable String svg() {
    return null;
  }
}
