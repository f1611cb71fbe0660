package subtext.bench;

import java.util.List;

/** What a benchmark has found: a record, for JSON. */
public sealed interface Result permits Report, EncodeReport, ScaleReport, StartReport {
  /** As lines for people. */
  List<String> lines();
}
