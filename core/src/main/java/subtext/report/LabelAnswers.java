package subtext.report;

import java.util.List;
import subtext.eval.Classification;
import subtext.metric.Calibration;

/**
 * What a classifier answered.
 *
 * @param names of the labels
 * @param counts [right label][label that was given]
 * @param bins answers by their probability
 */
@SuppressWarnings("ArrayRecordComponent")
public record LabelAnswers(List<String> names, long[][] counts, List<Calibration.Bin> bins) {

  public LabelAnswers {
    names = List.copyOf(names);
    bins = List.copyOf(bins);
  }

  static LabelAnswers of(Classification found) {
    return new LabelAnswers(found.labels(), found.confusion().counts(), found.calibration().bins());
  }
}
