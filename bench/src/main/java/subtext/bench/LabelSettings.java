package subtext.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subtext.config.Allowed;

/**
 * Which classifiers are compared.
 *
 * @param home the installation
 * @param data folder that holds the set; null for the usual ones
 * @param labels numbers of labels that are told; 0 for all
 * @param seeds of each
 * @param folder of what was found, so that nothing is measured twice
 * @param threads of the engine; 0 for one a processor core
 */
public record LabelSettings(
    Path home,
    @Nullable Path data,
    LabelSet set,
    List<Integer> labels,
    int seeds,
    List<LabelMethod> methods,
    Path folder,
    int threads) {
  public LabelSettings {
    labels = labels.stream().distinct().toList();
    methods = methods.stream().distinct().toList();
    labels.forEach(count -> Allowed.between("--labels", count, 0, 1 << 30));
    Allowed.between("--seeds", seeds, 1, 1000);
    Allowed.between("--threads", threads, 0, 1024);
  }
}
